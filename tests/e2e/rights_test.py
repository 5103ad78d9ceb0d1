"""The authorisation matrix, over real sockets: every row of the table the server asks (`earshot rights --json`) × every
role × one's own, the other side's, what was one's own until a moment ago, and one's own without the role. A row
without a sample here fails, so nothing is added to the table untried."""
import asyncio
import json
import os
import subprocess
import unittest
import urllib.error
import urllib.request

import websockets

from desk import BINARY, PATIENCE, server, token
from house import OWN, ROLES, SIDES, House, answer

MALFORMED = {"unknown_op", "missing_field", "invalid_field", "bad_message", "bad_json", "internal"}
# What these rest on can be taken away; the others cannot: one came in with it, has served it, or is it.
REVOCABLE = {"its_agent", "offered", "queue_member", "queue_supervisor", "joined", "team_manager", "team_seller", "author"}
SUBJECTS = ["conversation", "queue", "seller", "team", "scope"]  # what a request is about, by its arguments
UNKNOWN = "nothing-of-that-name"


def table():
    done = subprocess.run([BINARY, "rights", "--json"], check=True, capture_output=True, text=True,
                          env={k: v for k, v in os.environ.items() if k != "EARSHOT_BINARY"})
    return json.loads(done.stdout)["rights"]


# --- a sample for each row: what somebody of that role would ask, about something of that side

def about(stage="active", **more):
    async def sample(house, side, role):
        return {"conversation": await house.conversation(side, stage), **more}
    return sample


def naming(argument, of, **more):
    """`argument` is the side's queue, team or person."""
    async def sample(house, side, role):
        return {argument: getattr(SIDES[side], of), **more}
    return sample


def plain(**args):
    async def sample(house, side, role):
        return args
    return sample


async def opening(house, side, role):
    house.count += 1
    return {"conversation": f"n{house.count}", "queue": SIDES[side].queue, "channel": "chat", "customer": {"id": "u"}}


async def new_queue(house, side, role):
    house.count += 1
    return {"queue": f"q-{house.count}"}


async def message(house, side, role):
    name = await (house.joined(side) if role == "supervisor" else house.conversation(side))
    return {"conversation": name, "text": "hello"}


async def comment(house, side, role):
    if role != "agent":
        return {"conversation": await house.conversation(side), "text": "look here", "share": False}
    name, _ = await house.commented(side, "manager")
    return {"conversation": name, "text": "I see", "reply_to": "1"}


def own_comment(**more):
    async def sample(house, side, role):
        name, number = await house.commented(side, role)
        return {"conversation": name, "comment": number, **more}
    return sample


async def sharing(house, side, role):
    return {"conversation": await house.conversation(side), "sellers": [SIDES[side].colleague]}


async def unsharing(house, side, role):
    return {"conversation": await house.shared(side), "sellers": [SIDES[side].colleague]}


async def item(house, side, role):
    return {"conversation": await house.promise(side), "item": 1, "state": "done"}


async def customer(house, side, role):
    name = await house.conversation(side)
    return {"customer": "u" + name[1:]}


async def desk(house, side, role):
    """Supervisors have one as well; it is asked for by who owns it."""
    return {"id": getattr(SIDES[side], "supervisor" if role == "supervisor" else "agent")}


OPS = {
    "conversation.open": opening,
    "conversation.message": message,
    "conversation.escalate": about("bot"),
    "conversation.assign": about("open", agent=OWN.agent),
    "conversation.close": about(),
    "conversation.note": about(text="note"),
    "conversation.whisper": about(text="psst"),
    "conversation.join": about(),
    "conversation.transfer": about(queue="q2"),
    "conversation.share": sharing,
    "conversation.unshare": unsharing,
    "conversation.erase": about(),
    "customer.erase": customer,
    "alert.set": about(state="taken"),
    "offer.accept": about("offered"),
    "offer.decline": about("offered"),
    "offer.take": about("open"),
    "presence.set": plain(presence="available", capacity=1000),
    "comment.add": comment,
    "comment.edit": own_comment(text="better"),
    "comment.delete": own_comment(),
    "action_item.set": item,
    "queue.create": new_queue,
    "queue.members": naming("queue", "queue", languages=["en"]),
    "queue.configure": naming("queue", "queue", sentiment=True),
    "team.set": plain(team="t9", managers=[], sellers=[]),
    "user.set": plain(user="anna", name="Anna"),
    "trackers.set": naming("scope", "team", keywords=["invoice"], competitors=[]),
}

QUERIES = {
    "whoami": plain(),
    "queues": plain(),
    "sellers": plain(),
    "sentiment.score": plain(text="fine"),
    "access.explain": plain(what="op", op="queue.create"),
    "conversation": about(),
    "conversation.kpis": about(),
    "conversation.transcript": about(),
    "sentiment.explain": about(),
    "customer.history": about(),
    "queue.conversations": naming("queue", "queue"),
    "seller.insights": naming("seller", "agent"),
    "seller.figure": naming("seller", "agent", figure="talk_ratio"),
    "seller.history": naming("seller", "agent"),
    "seller.examples": naming("seller", "agent"),
    "action_items": naming("seller", "agent"),
    "team.overview": naming("team", "team"),
    "team.median": naming("team", "team"),
}

STREAMS = {
    "conversation": about(),
    "queue": naming("id", "queue"),
    "agent": desk,
    "seller": naming("id", "agent"),
}

PATHS = {  # the request's path, and the status where one may
    "GET /healthz": ("/healthz", 200),
    "GET /readyz": ("/readyz", 200),
    "GET /metrics": ("/metrics", 200),
    "GET /asyncapi.json": ("/asyncapi.json", 200),
    "GET /": ("/", 200),
    "GET /v1/sign-in": ("/v1/sign-in", 200),
    "GET /v1/socket": ("/v1/socket", 426),  # by plain HTTP; what a session may is the rest of this matrix
    "GET /debug/echo": ("/debug/echo", 404),  # switched off
    "POST /v1/tickets": ("/v1/tickets", 201),
    "POST /v1/login": ("/v1/login", 200),
    "DELETE /v1/login": ("/v1/login", 200),
    "GET /v1/customers/*/export": ("/v1/customers/u1/export", 200),
    # A right to one's own: of what somebody has nothing to do with there is no more to see than of nothing.
    "PUT /v1/conversations/*/recording": ("/v1/conversations/c1/recording", 404),
    "GET /v1/conversations/*/recording": ("/v1/conversations/c1/recording", 404),
    "GET /v1/sellers/*/export": ("/v1/sellers/anna/export", 404),
    "GET /v1/teams/*/export": ("/v1/teams/t1/export", 404),
}


class Cell:
    """One question of somebody, and the code that has to be the answer."""

    def __init__(self, row, role, side):
        self.row, self.role, self.side = row, role, side
        self.kind, self.name = row["kind"], row["name"]
        self.ground = row["who"].get("signed_in") or row["who"].get(role, "none")

    def __str__(self):
        return f"{self.kind} {self.name}, {self.role}, {self.side} ({self.ground})"

    def expected(self):
        no_role = "forbidden" if self.kind == "op" else "not_found"
        if self.ground == "none" or self.side == "without the role":
            return no_role
        if self.ground == "role":
            return "ok"
        if self.side != "own":
            return "not_found"
        return "forbidden" if self.ground == "told_no" else "ok"

    async def prepare(self, house):
        self.asker = await house.person(self.role)
        if self.side == "without the role":
            rest = [r for r in ROLES if self.row["who"].get(r, "none") in ("none", "told_no")]
            self.asker = await house.session(getattr(OWN, self.role), *rest)
        samples = {"op": OPS, "query": QUERIES, "stream": STREAMS}[self.kind]
        of = "foreign" if self.side == "foreign" else "own"
        self.args = await samples[self.name](house, of, self.role)
        if self.kind == "stream":
            self.args = {"id": self.args.get("conversation") or self.args["id"]}
            if self.side == "revoked":
                await self.asker.follow(self.stream)

    @property
    def stream(self):
        return f"{self.name}/{self.args['id']}"

    def frame(self, args):
        if self.kind == "stream":
            return {"type": "subscribe", "stream": f"{self.name}/{args['id']}"}
        return {"type": "command", "op": self.name, "args": args} if self.kind == "op" else {
            "type": "query", "what": self.name, "args": args}

    async def ask(self):
        """What is wrong with the answer; nothing where it is as it should be."""
        code, frame = await answer(self.asker, self.frame(self.args))
        if code != self.expected() or code in MALFORMED:
            return f"{self}: expected {self.expected()}, got {code}: {frame}"
        if code == "not_found":
            return await self.compare_with_nothing(frame)
        if code == "ok" and self.kind == "stream":
            await self.asker.ask({"type": "unsubscribe", "stream": self.stream})

    async def compare_with_nothing(self, frame):
        """What one may not see gets the answer of what is not there, to the letter."""
        subject = next(name for name in (*SUBJECTS, "id") if name in self.args)
        _, nothing = await answer(self.asker, self.frame({**self.args, subject: UNKNOWN}))
        told, plain = (json.dumps({**f, "id": ""}).replace(name, "*") for f, name in (
            (frame, self.args[subject]), (nothing, UNKNOWN)))
        if told != plain:
            return f"{self}: foreign is told from missing: {told} / {plain}"


def revocable(cell):
    # An agent's word in a comment stays theirs: one has sold there for ever.
    return cell.ground in REVOCABLE and not (cell.ground == "author" and cell.role == "agent")


class Matrix(unittest.IsolatedAsyncioTestCase):
    @classmethod
    def setUpClass(cls):
        cls.table = table()

    async def asyncSetUp(self):
        self.running = server("--set", "queues.tick_ms=50", "--set", "routing.offer_timeout_ms=600000")
        self.server = self.running.__enter__()
        self.house = await House().build(self.server)

    async def asyncTearDown(self):
        self.assertTrue(self.server.alive())
        await self.house.close()
        self.running.__exit__(None, None, None)

    def report(self, wrong):
        wrong = [w for w in wrong if w]
        self.assertFalse(wrong, "\n" + "\n".join(wrong))

    def cells(self, *sides):
        return [Cell(row, role, side) for row in self.table if row["kind"] != "path" for role in ROLES for side in sides]

    def test_every_row_has_a_sample_and_every_sample_a_row(self):
        for kind, samples in (("op", OPS), ("query", QUERIES), ("stream", STREAMS), ("path", PATHS)):
            self.assertEqual({row["name"] for row in self.table if row["kind"] == kind}, set(samples), kind)

    async def test_own_and_foreign(self):
        wrong = []
        for cell in self.cells("own", "foreign"):
            await cell.prepare(self.house)
            wrong.append(await cell.ask())
        self.report(wrong)

    async def test_the_same_people_without_the_role(self):
        wrong = []
        for cell in self.cells("without the role"):
            if cell.ground not in ("none", "told_no") and "signed_in" not in cell.row["who"]:
                await cell.prepare(self.house)
                wrong.append(await cell.ask())
        self.report(wrong)

    async def test_after_the_right_is_taken_away(self):
        cells = [cell for cell in self.cells("revoked") if revocable(cell)]
        for cell in cells:
            await cell.prepare(self.house)
        await self.house.dismiss()
        for cell in cells:
            if cell.ground == "its_agent":
                await self.house.hand_over(cell.args.get("conversation") or cell.args["id"])
        streams = [cell for cell in cells if cell.kind == "stream"]
        for cell in streams:
            while (await cell.asker.next(cell.stream))["type"] != "revoked":
                pass
        wrong = [await cell.ask() for cell in cells]
        await self.stir(streams)
        wrong += [f"{cell}: {cell.asker.stream(cell.stream).get_nowait()} after it was revoked"
                  for cell in streams if not cell.asker.stream(cell.stream).empty()]
        self.report(wrong)

    async def stir(self, streams):
        """Something new on every stream, and time for it to be told."""
        carrier = await self.house.person("connector")
        for cell in streams:
            if cell.name == "conversation":
                await carrier.do("conversation.message", conversation=cell.args["id"], text="anybody?")
        await self.house.conversation("own", "open")
        await asyncio.sleep(0.3)


class Paths(unittest.TestCase):
    """HTTP: without a token, with a wrong one, with that of each role."""

    def ask(self, server, method, path, bearer, **headers):
        if bearer:
            headers["Authorization"] = f"Bearer {bearer}"
        asked = urllib.request.Request(f"http://{server.address}{path}", method=method, headers=headers)
        try:
            with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
                return answer.status
        except urllib.error.HTTPError as no:
            return no.code

    def expected(self, row, who, fine):
        if "anyone" in row["who"]:
            return fine
        if who is None or who == "nonsense":
            return 401
        return fine if "signed_in" in row["who"] or row["who"].get(who, "none") != "none" else 403

    def test_every_path_for_everybody(self):
        async def something(s):
            house = await House().build(s)
            await house.conversation("own")  # of the customer u1
            await house.close()
        with server() as s:
            asyncio.run(something(s))
            for row in (row for row in table() if row["kind"] == "path"):
                path, fine = PATHS[row["name"]]
                method = row["name"].split()[0]
                for who in (None, "nonsense", *ROLES):
                    value = token("somebody", who) if who in ROLES else who
                    with self.subTest(path=row["name"], who=who):
                        self.assertEqual(self.ask(s, method, path, value), self.expected(row, who, fine))
                if method != "GET":
                    elsewhere = {"Origin": "https://evil.example"}
                    self.assertEqual(self.ask(s, method, path, token("x", "admin"), **elsewhere), 403)

    def test_what_is_not_in_the_table_is_not_there(self):
        admin = token("root", "admin")
        with server() as s:
            for path in ("/v1", "/v1/customers", "/v1/customers//export", "/v1/customers/a/b/export", "/debug", "/metrics/",
                         "/v1/tickets/", "/..", "/app.js/../metrics", "/%2e%2e/etc/passwd", "/v1/sockets"):
                self.assertEqual(self.ask(s, "GET", path, admin), 404, path)
            for method, path in (("PUT", "/metrics"), ("DELETE", "/v1/tickets"), ("GET", "/v1/login"), ("TRACE", "/healthz"),
                                 ("POST", "/v1/customers/u1/export")):
                self.assertEqual(self.ask(s, method, path, admin), 405, path)


class BeforeHello(unittest.IsolatedAsyncioTestCase):
    async def test_nothing_is_answered_before_hello(self):
        frames = [{"type": "query", "id": "1", "what": "whoami", "args": {}},
                  {"type": "command", "id": "1", "op": "queue.create", "args": {"queue": "q"}},
                  {"type": "subscribe", "id": "1", "stream": "queue/q"}, {"type": "ping", "n": 1},
                  {"type": "unsubscribe", "id": "1", "stream": "queue/q"},
                  {"type": "token", "id": "1", "token": token("root", "admin")}]
        with server() as s:
            for frame in frames:
                async with websockets.connect(s.url, subprotocols=["earshot.v1"]) as socket:
                    await socket.send(json.dumps(frame))
                    with self.assertRaises(websockets.ConnectionClosed):
                        self.fail(await asyncio.wait_for(socket.recv(), PATIENCE))
                    self.assertEqual(socket.close_code, 4502, frame)


if __name__ == "__main__":
    unittest.main()
