#!/usr/bin/env python3
"""Kills the server at random moments under load, and looks for what was lost.

    crash_test.py [--rounds 10] [--seed N] [--connectors 3]       EARSHOT_BINARY names the binary

Each round starts the server on the same data directory. What every connector left unanswered is compared
with what the server has now, sent again with the same keys, and compared once more; then the connectors talk
until SIGKILL comes; now and then an administrator erases a customer. A connector's commands on a conversation are carried out in order, so what the server has of
them is a prefix of what was sent that holds all that was answered; once all is sent again, it is all of it.
Every round ends with the figures of the queue and of its agents, which must be a count over the conversations
that were read (at the end: the very conversations), and every tenth one with a search of the files: nothing of a text that was erased is left in them.
"""
import argparse
import asyncio
import pathlib
import random
import re
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "e2e"))

import websockets  # noqa: E402
import desk  # noqa: E402
from desk import Refused, Session, office, server  # noqa: E402

desk.PATIENCE = 60  # seconds; the machine may be busy
GONE = (websockets.ConnectionClosed, OSError, asyncio.TimeoutError, asyncio.CancelledError)
AGENTS = ["mette", "olli"]
TEXTS = ["where is my parcel?", "this is awful", "thank you, that was great", "hm", "I have waited for an hour!"]


class Lost(Exception):
    pass


def demand(condition, what):
    if not condition:
        raise Lost(what)


class Conversation:
    """Its commands in the order in which they were sent, and how many of them were answered."""

    def __init__(self, name):
        self.name, self.sent, self.answered = name, [], set()
        self.state, self.checked = None, False  # since it was last written to
        self.erased = None  # how many messages were answered when its erasure was asked for
        self.erasure_answered = False

    def after(self, commands):
        """Texts, agent and status once so many commands are carried out; nothing after none."""
        texts, agent, status = [], None, "open"
        for op, args in self.sent[:commands]:
            if op == "conversation.message":
                texts.append(args["text"])
            elif op == "conversation.assign":
                agent, status = args["agent"], "active"
            elif op == "conversation.close":
                status = "closed"
        return (texts, agent, status) if commands else None

    def seller(self):
        """Whose it is in their figures: whoever had it when something was said."""
        assigned = next((n for n, (op, _) in enumerate(self.sent) if op == "conversation.assign"), len(self.sent))
        said = any(op == "conversation.message" for op, _ in self.sent[assigned:])
        return self.sent[assigned][1]["agent"] if said else None

    def closing(self):
        return any(op == "conversation.close" for op, _ in self.sent)

    def assigning(self):
        return any(op == "conversation.assign" for op, _ in self.sent)

    async def erase(self, admin):
        if self.erased is None:
            self.erased = sum(op == "conversation.message" for n, (op, _) in enumerate(self.sent)
                              if n <= min(self.answered_in_order(), len(self.sent) - 1))
        self.checked = False
        await admin.do("customer.erase", key=f"erase {self.name}", customer=f"of-{self.name}")
        self.erasure_answered = True

    def answered_in_order(self):
        """The highest command that must have been carried out."""
        return max(self.answered, default=-1)

    async def send(self, session, n):
        op, args = self.sent[n]
        await session.do(op, key=f"{self.name} {n}", conversation=self.name, **args)
        self.answered.add(n)

    async def send_again(self, session):
        for n in range(len(self.sent)):
            if n not in self.answered:
                await self.send(session, n)

    async def next(self, session, op, **args):
        self.sent.append((op, args))
        self.checked = False
        await self.send(session, len(self.sent) - 1)


class Connector:
    def __init__(self, name, rng):
        self.name, self.rng, self.conversations, self.admin = name, rng, [], None

    async def talk(self, session):
        """Several commands on their way at a time, until the server is gone."""
        while True:
            await asyncio.gather(*(self.step(session) for _ in range(self.rng.randint(1, 8))))

    async def step(self, session):
        going_on = [c for c in self.conversations if 0 in c.answered and not c.closing()]
        if not going_on or self.rng.random() < 0.05:
            c = Conversation(f"{self.name}-{len(self.conversations) + 1}")
            self.conversations.append(c)
            await c.next(session, "conversation.open", queue="support", channel="chat",
                         customer={"id": f"of-{c.name}"})
            return
        c = self.rng.choice(going_on)
        chance = self.rng.random()
        if len(c.sent) > 5 and chance < 0.05:
            await c.next(session, "conversation.close", outcome="solved")
        elif chance < 0.15 and not c.assigning():
            await c.next(session, "conversation.assign", agent=self.rng.choice(AGENTS))
        elif chance > 0.99 and c.erased is None:
            await c.erase(self.admin)
        else:
            text = f"{self.rng.choice(TEXTS)} #{c.name}-{len(c.sent)}."
            await c.next(session, "conversation.message", text=text)


async def read_back(session, c):
    """Texts, agent and status of the conversation; None if it does not exist."""
    texts, page = [], {}
    while True:
        try:
            state = await session.query("conversation", conversation=c.name, **page)
        except Refused as refusal:
            demand(refusal.code == "not_found", f"{c.name}: {refusal}")
            return None
        texts = [None if m.get("erased") else m["text"] for m in state["messages"]] + texts
        demand(all(m["text"] == "" for m in state["messages"] if m.get("erased")), f"{c.name}: erased, but {state}")
        if not state.get("messages_before"):
            return texts, state["agent"], state["status"]
        page = {"before": state["messages"][0]["message"]}


def same(found, expected, c):
    """Equal, but for texts at the beginning that an erasure took."""
    if found is None or expected is None:
        return found is expected
    erased = sum(text is None for text in found[0])
    if (erased and c.erased is None) or (c.erasure_answered and erased < c.erased):
        return False
    return found == ([None] * erased + expected[0][erased:], *expected[1:])


async def compare(session, c, complete):
    found = await read_back(session, c)
    answered = c.answered_in_order() + 1
    carried_out = [n for n in range(answered, len(c.sent) + 1) if same(found, c.after(n), c)]
    demand(carried_out, f"{c.name}: sent {c.sent}, {answered} of them answered, "
                        f"erased {c.erased} {c.erasure_answered}, found {found}")
    demand(not complete or carried_out[-1] == len(c.sent), f"{c.name}: sent {c.sent}, found {found}")
    c.state, c.checked = found, complete


async def check(connector, session, rng, everything):
    """What was written to since the last check, and some of the rest."""
    all_of_them = connector.conversations
    due = [c for c in all_of_them if everything or not c.checked or rng.random() * len(all_of_them) < 20]

    async def in_groups(work):
        for at in range(0, len(due), 16):  # fewer than a session may have in flight
            await asyncio.gather(*(work(c) for c in due[at : at + 16]))

    await in_groups(lambda c: compare(session, c, complete=False))
    await in_groups(lambda c: c.send_again(session))
    for c in due:
        if c.erased is not None and not c.erasure_answered:
            await c.erase(connector.admin)
    await in_groups(lambda c: compare(session, c, complete=True))


async def compare_figures(supervisor, states):
    """The figures come to what was counted; what was sent again may still be on its way to them."""
    accepted = sum(agent is not None for _, agent, _ in states)
    backlog = sum(status == "open" for _, _, status in states)
    expected = {"offered": len(states), "backlog": backlog, "accepted": accepted,
                "abandoned": len(states) - accepted - backlog}
    stream = "queue/support"
    figures = (await supervisor.follow(stream))["state"]["figures"]
    while any(figures[name] != number for name, number in expected.items()):
        try:
            frame = await supervisor.next(stream)
            if frame["type"] == "gap":  # after a start all rows are news, more than an outbox holds
                figures = (await supervisor.follow(stream))["state"]["figures"]
            elif frame.get("kind") == "figures":
                figures = frame["body"]
        except asyncio.TimeoutError:
            raise Lost(f"figures of the queue: {figures}, counted: {expected}") from None


async def history_of(session, agent):
    names, page = set(), {}
    while True:
        answer = await session.query("seller.history", seller=agent, period="all", limit=200, **page)
        names |= {c["conversation"] for c in answer["conversations"]}
        if not answer["next"]:
            return names
        page = {"after": answer["next"]}


async def compare_sellers(running, conversations, by_name):
    """Each agent's figures are made of the conversations that they had; rows come with the next tick."""
    for agent in AGENTS:
        expected = {c.name for c in conversations if c.seller() == agent}
        session = await Session.open(running, agent, "agent")
        deadline = time.monotonic() + desk.PATIENCE
        while True:
            insights = await session.query("seller.insights", seller=agent, period="all")
            same_names = not by_name or await history_of(session, agent) == expected
            if insights["conversations"] == len(expected) and same_names:
                break
            demand(time.monotonic() < deadline,
                   f"{agent}: {insights['conversations']} conversations in the figures, counted: {len(expected)}")
            await asyncio.sleep(0.1)
        await session.close()


def search_files(folder, connectors):
    erased = {c.name for k in connectors for c in k.conversations
              if c.erasure_answered and c.checked and not any(c.state[0])}
    for file in pathlib.Path(folder).iterdir():
        for name in re.findall(rb"#([a-z0-9]+-[0-9]+)-[0-9]+\.", file.read_bytes()):
            demand(name.decode() not in erased, f"{name.decode()}: erased, but its text is in {file.name}")


async def play_round(running, connectors, rng, first, last, folder):
    if first:
        await (await office(running, sentiment=True)).close()
    admin = await Session.open(running, "root", "admin")
    sessions = [await Session.open(running, c.name, "connector") for c in connectors]
    pairs = list(zip(connectors, sessions))
    for connector, session in pairs:
        connector.admin = admin
        await check(connector, session, rng, everything=last)
    supervisor = await Session.open(running, "sofia", "supervisor")
    conversations = [c for k in connectors for c in k.conversations]
    await compare_figures(supervisor, [c.state for c in conversations])
    await compare_sellers(running, conversations, by_name=last)
    if last or rng.random() < 0.1:
        search_files(folder, connectors)
    if last:
        return
    talks = [asyncio.create_task(connector.talk(session)) for connector, session in pairs]
    await asyncio.sleep(rng.uniform(0.02, 1.0))  # the moment of the kill is the test
    running.process.kill()
    await asyncio.gather(*(session.reader for session in [*sessions, supervisor, admin]))
    await asyncio.sleep(0.05)  # for the answers that came last
    for talk in talks:
        talk.cancel()
    for outcome in await asyncio.gather(*talks, return_exceptions=True):
        if not isinstance(outcome, GONE):
            raise outcome


def main():
    flags = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    flags.add_argument("--rounds", type=int, default=10)
    flags.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    flags.add_argument("--connectors", type=int, default=3)
    flags = flags.parse_args()
    print(f"seed {flags.seed}", file=sys.stderr)
    rng = random.Random(flags.seed)
    connectors = [Connector(f"channel{n}", rng) for n in range(flags.connectors)]
    with tempfile.TemporaryDirectory() as data:
        for n in range(flags.rounds + 1):
            with server(data_dir=data) as running:
                try:
                    asyncio.run(play_round(running, connectors, rng, n == 0, n == flags.rounds, data))
                except Lost as lost:
                    sys.exit(f"round {n + 1}, seed {flags.seed}: {lost}")
    sent = sum(len(c.sent) for k in connectors for c in k.conversations)
    answered = sum(len(c.answered) for k in connectors for c in k.conversations)
    erased = sum(c.erasure_answered for k in connectors for c in k.conversations)
    print(f"{flags.rounds} rounds: {sent} commands, {answered} of them answered, "
          f"{erased} customers erased; none lost, doubled, reordered or come back")


if __name__ == "__main__":
    main()
