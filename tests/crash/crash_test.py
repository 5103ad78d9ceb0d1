#!/usr/bin/env python3
"""Kills the server at random moments under load, and looks for what was lost.

    crash_test.py [--rounds 10] [--seed N] [--connectors 3]       EARSHOT_BINARY names the binary

Each round starts the server on the same data directory. What every connector left unanswered is compared
with what the server has now, sent again with the same keys, and compared once more; then the connectors talk
until SIGKILL comes. A connector's commands on a conversation are carried out in order, so what the server has of
them is a prefix of what was sent that holds all that was answered; once all is sent again, it is all of it.
Every round ends with the queue's figures, which must be a count over the conversations that were read.
"""
import argparse
import asyncio
import collections
import pathlib
import random
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "e2e"))

import websockets  # noqa: E402
from desk import Refused, Session, office, server  # noqa: E402

GONE = (websockets.ConnectionClosed, OSError, asyncio.TimeoutError, asyncio.CancelledError)
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
        self.status, self.checked = None, False  # since it was last written to

    def texts(self):
        return [args["text"] for op, args in self.sent if op == "conversation.message"]

    def closing(self):
        return self.sent[-1][0] == "conversation.close"

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
        self.name, self.rng, self.conversations = name, rng, []

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
        if len(c.sent) > 5 and self.rng.random() < 0.05:
            await c.next(session, "conversation.close", outcome="solved")
        else:
            text = f"{self.rng.choice(TEXTS)} #{len(c.sent)}"
            await c.next(session, "conversation.message", text=text)


async def read_back(session, c):
    """Texts and status of the conversation; no status if it does not exist."""
    texts, page = [], {}
    while True:
        try:
            state = await session.query("conversation", conversation=c.name, **page)
        except Refused as refusal:
            demand(refusal.code == "not_found", f"{c.name}: {refusal}")
            return [], None
        texts = [m["text"] for m in state["messages"]] + texts
        if not state.get("messages_before"):
            return texts, state["status"]
        page = {"before": state["messages"][0]["message"]}


async def compare(session, c, complete):
    texts, status = await read_back(session, c)
    sent = c.texts()
    there = (["conversation.open"] if status else []) + ["conversation.message"] * len(texts)
    if status == "closed":
        there.append("conversation.close")
    demand(texts == sent[: len(texts)], f"{c.name}: sent {sent}, found {texts}")
    demand(there == [op for op, _ in c.sent[: len(there)]], f"{c.name}: sent {c.sent}, found {there}")
    answered = max(c.answered, default=-1) + 1
    demand(answered <= len(there), f"{c.name}: {answered} answered, found {len(there)}")
    demand(not complete or len(there) == len(c.sent), f"{c.name}: {len(c.sent)} sent, found {len(there)}")
    c.status, c.checked = status, complete


async def check(connector, session, rng, everything):
    """What was written to since the last check, and some of the rest."""
    all_of_them = connector.conversations
    due = [c for c in all_of_them if everything or not c.checked or rng.random() * len(all_of_them) < 20]

    async def in_groups(work):
        for at in range(0, len(due), 16):  # fewer than a session may have in flight
            await asyncio.gather(*(work(c) for c in due[at : at + 16]))

    await in_groups(lambda c: compare(session, c, complete=False))
    await in_groups(lambda c: c.send_again(session))
    await in_groups(lambda c: compare(session, c, complete=True))


async def compare_figures(supervisor, statuses):
    """The figures come to what was counted; what was sent again may still be on its way to them."""
    expected = {"offered": sum(statuses.values()), "backlog": statuses["open"],
                "abandoned": statuses["closed"], "accepted": 0}
    stream = "queue/support"
    figures = (await supervisor.follow(stream))["state"]["figures"]
    while any(figures[name] != number for name, number in expected.items()):
        try:
            figures = (await supervisor.next(stream, "figures"))["body"]
        except asyncio.TimeoutError:
            raise Lost(f"figures of the queue: {figures}, counted: {expected}") from None


async def play_round(running, connectors, rng, first, last):
    if first:
        await (await office(running, sentiment=True)).close()
    sessions = [await Session.open(running, c.name, "connector") for c in connectors]
    pairs = list(zip(connectors, sessions))
    for connector, session in pairs:
        await check(connector, session, rng, everything=last)
    supervisor = await Session.open(running, "sofia", "supervisor")
    await compare_figures(supervisor, collections.Counter(c.status for k in connectors for c in k.conversations))
    if last:
        return
    talks = [asyncio.create_task(connector.talk(session)) for connector, session in pairs]
    await asyncio.sleep(rng.uniform(0.02, 1.0))  # the moment of the kill is the test
    running.process.kill()
    await asyncio.gather(*(session.reader for session in [*sessions, supervisor]))
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
                    asyncio.run(play_round(running, connectors, rng, first=n == 0, last=n == flags.rounds))
                except Lost as lost:
                    sys.exit(f"round {n + 1}, seed {flags.seed}: {lost}")
    sent = sum(len(c.sent) for k in connectors for c in k.conversations)
    answered = sum(len(c.answered) for k in connectors for c in k.conversations)
    print(f"{flags.rounds} rounds: {sent} commands, {answered} of them answered, none lost, doubled or reordered")


if __name__ == "__main__":
    main()
