"""What the process writes: one JSON object a line, and nothing of what people say, are called or sign in with. Canaries go
in by every door, well formed or not, and are looked for in everything that comes out beside the sessions themselves."""
import asyncio
import contextlib
import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import time
import unittest

import websockets

from audit_test import audit
from desk import BINARY, KEY, PATIENCE, Refused, Server, Session, bearer, jwt, token
from wire import BINARY as BYTES, CLOSE, TEXT, Wire, close_payload, frame

MARK = "kanarie7f3"
HOSTILE = '"},{"event":"forged"}\\'  # an id may be made of any visible characters but the slash
ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith("EARSHOT_")}


def canary(of):
    return f"{MARK}-{of}"


class Watched:
    """A server all of whose output is kept: standard output, standard error, and what it tells systemd."""

    def __init__(self, folder, *flags):
        self.folder = pathlib.Path(folder)
        key = self.folder / "key"
        key.write_text(KEY)
        key.chmod(0o600)
        self.notified = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.notified.bind(str(self.folder / "notify"))
        self.out, self.err = self.folder / "out", self.folder / "err"
        with open(self.out, "wb") as out, open(self.err, "wb") as err:
            self.process = subprocess.Popen(
                [BINARY, "serve", "--listen", "127.0.0.1:0", "--set", f"auth.key_file={key}", "--data-dir",
                 folder, "--set", "server.drain_ms=100", *flags], stdout=out, stderr=err,
                env={**ENVIRONMENT, "NOTIFY_SOCKET": str(self.folder / "notify")})
        self.server = Server(self.process, self.line("listening")["address"])

    def lines(self):
        return self.out.read_text().splitlines() + self.err.read_text().splitlines()

    def line(self, event, count=1):
        """The `count`th line about this; waits for it."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            found = [json.loads(one) for one in self.lines() if f'"{event}"' in one]
            if len(found) >= count:
                return found[count - 1]
            time.sleep(0.02)
        raise AssertionError(f"no line about {event}: {self.lines()}")

    def notices(self):
        self.notified.setblocking(False)
        said = b""
        with contextlib.suppress(BlockingIOError):
            while True:
                said += self.notified.recv(4096) + b"\n"
        return said.decode()

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.notified.close()


class Canaries(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.jwks = pathlib.Path(self.scratch.name, "keys.json")
        self.jwks.write_text(json.dumps({"keys": [RSA]}))
        self.watched = Watched(self.scratch.name, "--set", f"auth.jwks_file={self.jwks}", "--set", "queues.tick_ms=50")
        self.server = self.watched.server

    async def asyncTearDown(self):
        self.watched.end()
        self.scratch.cleanup()

    async def talk(self):
        """A whole story in which every field that people fill has a canary."""
        name = "c1" + HOSTILE
        admin = await Session.open(self.server, "root", "admin", name=canary("admin-name"))
        await admin.do("queue.create", queue="support", name=canary("queue-name"), members=["mette"], supervisors=["sofia"],
                       languages=["en"], skills={"mette": [canary("skill")]})
        await admin.do("queue.configure", queue="support", sentiment=True, notice=canary("notice"),
                       alerts={"agent": "slightly_negative", "supervisor": "slightly_negative"}, key=canary("key"))
        await admin.do("team.set", team="t", managers=["marko"], sellers=["mette", "per"])
        await admin.do("user.set", user="mette", name=canary("user-name"), mail=canary("mail") + "@example.com",
                       chat_url="https://example.com/" + canary("chat"))
        await admin.do("trackers.set", scope="all", keywords=[canary("keyword")],
                       competitors=[{"name": canary("competitor"), "aliases": [canary("alias")]}])
        connector = await Session.open(self.server, "webchat", "connector")
        await connector.do("conversation.open", conversation=name, queue="support", channel="chat",
                           customer={"id": canary("customer"), "name": canary("customer-name"),
                                     "attributes": {canary("attribute"): canary("attribute-value")}},
                           subject={"kind": "lead", "id": canary("subject")}, skills=[canary("wish")])
        await connector.do("conversation.message", conversation=name, key=canary("message-key"),
                           text=f"this is terrible, I hate it, {canary('text')} {canary('keyword')}")
        await connector.do("conversation.assign", conversation=name, agent="mette")
        agent = await Session.open(self.server, "mette", "agent", name=canary("agent-name"))
        supervisor = await Session.open(self.server, "sofia", "supervisor")
        manager = await Session.open(self.server, "marko", "manager")
        for session in (agent, supervisor, manager):
            await session.follow(f"conversation/{name}")
        await agent.do("conversation.message", conversation=name, text="I will send you " + canary("promise"))
        await agent.do("conversation.note", conversation=name, text=canary("note"))
        await supervisor.do("conversation.whisper", conversation=name, text=canary("whisper"))
        await manager.do("comment.add", conversation=name, text=canary("comment"), share=True)
        await manager.query("seller.history", seller="mette", keyword=canary("filter"))
        await agent.query("sentiment.score", text=canary("scored"))
        await connector.do("conversation.close", conversation=name)
        return [admin, connector, agent, supervisor, manager]

    async def stumble(self, session):
        """What is refused, and what is no frame at all."""
        for attempt in (session.do("conversation." + canary("op")), session.query(canary("query")),
                        session.do("conversation.message", conversation=canary("nowhere"), text=canary("lost")),
                        session.do("conversation.open", conversation="c9", queue=canary("queue"), channel="chat",
                                   customer={"id": "u"}),
                        session.follow("conversation/" + canary("stream")), session.follow(canary("no-stream")),
                        session.do("conversation.message", conversation="c1", text=7, at=canary("at")),
                        session.ask({"type": "token", "token": jwt({"sub": canary("sub")})})):
            with self.assertRaises(Refused):
                await attempt
        await session.socket.send('{"type":"ping", "n": ' + canary("broken"))
        await session.next_other()

    async def knock(self):
        """Sign-ins and requests that fail, and heads that are none."""
        good = {"iss": "earshot", "aud": "earshot", "sub": "u", "roles": ["agent"], "exp": int(time.time()) + 60}
        for bad in (canary("token"), jwt({**good, "iss": canary("issuer")}), jwt({**good, "roles": [canary("role")]}),
                    jwt(good, key=canary("key") * 3), jwt(good, header={"alg": canary("alg"), "kid": canary("kid")}),
                    jwt(good, header={"alg": "RS256", "kid": canary("kid") + HOSTILE})):
            with self.assertRaises(websockets.WebSocketException):
                await websockets.connect(self.server.url, subprotocols=["earshot.v1"], **bearer(bad))
            async with websockets.connect(self.server.url, subprotocols=["earshot.v1"]) as s:
                await s.send(json.dumps({"type": "hello", "v": 1, "token": bad, "client": {"name": canary("client")}}))
                await asyncio.wait_for(s.wait_closed(), PATIENCE)
        async with websockets.connect(self.server.url, subprotocols=["earshot.v1"]) as s:
            await s.send(json.dumps({"type": "hello", "v": 1, "ticket": canary("ticket")}))
            await asyncio.wait_for(s.wait_closed(), PATIENCE)
        for method, path, headers in (
                ("GET", "/" + canary("path") + "?token=" + canary("in-query"), {}), ("BREW" + MARK, "/metrics", {}),
                ("POST", "/v1/tickets", {"Authorization": "Bearer " + canary("bearer")}),
                ("POST", "/v1/login", {"Authorization": "Basic " + canary("basic"), "Origin": "https://" + canary("origin")}),
                ("GET", "/v1/socket", {"Cookie": "earshot=" + canary("cookie"), "Origin": f"http://{self.server.address}"}),
                ("GET", f"/v1/customers/{canary('customer')}/export", {}),
                ("GET", f"/v1/customers/{canary('customer')}/export", {"Authorization": "Bearer " + token("root", "agent")}),
                ("GET", f"/v1/customers/{canary('customer')}/export", {"Authorization": "Bearer " + token("root", "admin")}),
                ("GET", f"/v1/sellers/mette/export?keyword={canary('word')}&from={canary('from')}",
                 {"Authorization": "Bearer " + token("marko", "manager", name=canary("manager-name"))}),
                ("PUT", "/v1/conversations/c1/recording", {"Authorization": "Bearer " + token("webchat", "connector"),
                                                           "Content-Disposition": "filename=" + canary("file")})):
            asked = http.client.HTTPConnection(self.server.address, timeout=PATIENCE)
            asked.request(method, path, canary("sound") if method == "PUT" else None,
                          {"User-Agent": canary("browser"), "Referer": "https://" + canary("referrer"),
                           "X-Forwarded-For": canary("forwarded"), **headers})
            asked.getresponse().read()
            asked.close()
        host, _, port = self.server.address.rpartition(":")
        for head in (canary("no-http").encode() + b"\r\n\r\n", b"GET / HTTP/1.1\r\nX: " + MARK.encode() * 2000 + b"\r\n\r\n",
                     b"POST /v1/tickets HTTP/1.1\r\nContent-Length: 12\r\n\r\n" + MARK.encode(), b"\x16\x03\x01" + MARK.encode()):
            with socket.create_connection((host, int(port)), timeout=1) as raw, contextlib.suppress(OSError):
                raw.sendall(head)
                raw.recv(4096)
        for data in (frame(BYTES, canary("bytes").encode()), frame(CLOSE, close_payload(4000, canary("reason").encode())),
                     frame(TEXT, canary("first").encode()), frame(TEXT, b"\xff" + canary("utf8").encode())):
            with Wire(self.server.address, "/v1/socket", ["Sec-WebSocket-Protocol: earshot.v1"]) as wire:
                wire.send(data)
                with contextlib.suppress(OSError):
                    wire.closed(answer=True)

    def hang_up(self, keys):
        """SIGHUP, with a key set that has something wrong in it."""
        self.jwks.write_text(json.dumps(keys))
        self.watched.process.send_signal(signal.SIGHUP)

    async def test_no_canary_comes_out_and_every_line_is_an_object(self):
        sessions = await self.talk()
        await self.stumble(sessions[1])
        await self.knock()
        self.hang_up({"keys": [{**RSA, "kid": f'a\n{HOSTILE}' + "k" * 5000, "n": "AQAB"}]})
        failed = self.watched.line("reload_failed")
        self.assertEqual((failed["level"], failed["field"]), ("warn", "auth.jwks_file"))
        self.assertLess(len(failed["message"]), 600)
        self.hang_up({"keys": [RSA]})
        self.watched.line("reloaded")
        await sessions[0].do("customer.erase", customer=canary("customer"))
        self.watched.line("erased")
        shown = {path: self.server.http(path)[1] for path in ("/metrics", "/healthz", "/readyz")}
        notices = self.watched.notices()
        self.assertIn("READY=1", notices)
        self.assertEqual(self.server.stop(), 0)
        _, entries, _ = audit(self.scratch.name, "list", "--json")
        self.assertGreater(len(entries.splitlines()), 20)
        events = [json.loads(line)["event"] for line in self.watched.lines()]
        self.assertEqual(events, ["listening", "reload_failed", "reloaded", "erased", "draining", "stopped"])
        everything = {"output": "\n".join(self.watched.lines()), "systemd": notices, **shown}
        for where, text in everything.items():
            self.assertNotIn(MARK, text, where)
            self.assertNotIn("forged", text.replace(json.dumps(HOSTILE)[1:-1], ""), where)
        # Ids of conversations and staff stand in the audit log, and nothing else that people wrote.
        for part in entries.split(MARK)[1:]:
            self.assertRegex(part, r"^-(nowhere|stream|queue)\b")


class Levels(unittest.TestCase):
    def test_only_what_is_at_least_that_grave_is_said(self):
        with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as free:
            address = "127.0.0.1:%d" % free.getsockname()[1]
            free.close()
            jwks, out, key = (pathlib.Path(folder, name) for name in ("keys.json", "out", "key"))
            jwks.write_text(json.dumps({"keys": [RSA]}))
            key.write_text(KEY)
            key.chmod(0o600)
            with open(out, "wb") as to:
                process = subprocess.Popen(
                    [BINARY, "serve", "--listen", address, "--ephemeral", "--data-dir", folder, "--set", "logging.level=warn",
                     "--set", f"auth.key_file={key}", "--set", f"auth.jwks_file={jwks}"], stdout=to, env=ENVIRONMENT)
            try:
                until = time.monotonic() + PATIENCE
                while time.monotonic() < until:
                    with contextlib.suppress(OSError):
                        if Server(process, address).http("/readyz")[0] == 200:
                            break
                    time.sleep(0.05)
                jwks.write_text("{}")
                process.send_signal(signal.SIGHUP)
                while not out.read_text() and time.monotonic() < until:
                    time.sleep(0.05)
                process.send_signal(signal.SIGTERM)
                self.assertEqual(process.wait(timeout=20), 0)
            finally:
                process.kill()
                process.wait()
            self.assertEqual([json.loads(line)["event"] for line in out.read_text().splitlines()], ["reload_failed"])


# A key that nobody has the other half of.
RSA = {"kty": "RSA", "kid": "k1", "alg": "RS256", "e": "AQAB",
       "n": "u1SU1LfVLPHCozMxH2Mo4lgOEePzNm0tRgeLezV6ffAt0gunVTLw7onLRnrq0_IzW7yWR7QkrmBL7jTKEn5u-qKhbwKfBstIs-bMY2Zkp18gnTxKLxo"
            "S2tFczGkPLPgizskuemMghRniWaoLcyehkd3qqGElvW_VDL5AaWTg0nLVkjRo9z-40RQzuVaE8AkAFmxZzow3x-VJYKdjykkJ0iT9wCS0DRTXu269V264Vf"
            "_3jvredZiKRkgwlL9xNAwxXFg0x_XFw005UWVRIkdgcKWTjpBP2dPwVZ4WWC-9aGVd-Gyn1o0CLelf4rEjGoXbAAEgAqeGUxrcIlbjXfbcmw"}

if __name__ == "__main__":
    unittest.main()
