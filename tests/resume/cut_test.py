#!/usr/bin/python3
"""Cuts a client at random moments, and compares what it has seen with what an undisturbed one has.

    cut_test.py [--minutes 0.2] [--cuts 20] [--seed N]       EARSHOT_BINARY names the binary

Customers and an agent write in a few conversations. A supervisor follows all of them twice: once straight, once
through a proxy that cuts the connection, at any byte in either direction, mid-frame too. The agent who writes sits
behind the proxy as well: its messages are sent again with their keys until they are answered. Both clients are
examples/reconnecting.py. In the end both have exactly the same events, every message stands once, and nobody needed
a second snapshot.
"""
import argparse
import asyncio
import contextlib
import pathlib
import random
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "e2e"), str(HERE.parent.parent / "examples")]

from desk import office, server, token  # noqa: E402
from proxy import Proxy  # noqa: E402
from reconnecting import Reconnecting  # noqa: E402

CONVERSATIONS = [f"c{n}" for n in range(8)]
TEXTS = ["where is my parcel?", "this is awful", "thank you, that was great", "hm", "I have waited for an hour!"]


class Witness:
    """What one client has seen, stream by stream."""

    def __init__(self):
        self.seen, self.snapshots = {}, {}

    def hear(self, frame):
        if frame["type"] == "snapshot":
            self.snapshots[frame["stream"]] = self.snapshots.get(frame["stream"], 0) + 1
            self.seen.setdefault(frame["stream"], [])
        elif frame["type"] == "event":
            self.seen[frame["stream"]].append((frame["offset"], frame["at"], frame["kind"], frame.get("body")))

    def heads(self):
        return {stream: events[-1][0] if events else 1 for stream, events in self.seen.items()}


def session(address, user, role, hear=lambda frame: None, ttl=24 * 3600):
    return Reconnecting(f"ws://{address}/v1/socket", token(user, role, ttl=ttl), hear, first_pause=0.05)


async def write(connector, agent, until, rng, said):
    """A customer's message now and then, and an agent's answer to it; all at once now and then."""
    async def one(n):
        conversation = rng.choice(CONVERSATIONS)
        who = connector if rng.random() < 0.6 else agent
        text = f"{rng.choice(TEXTS)} #{n}"
        said.setdefault(conversation, []).append(text)
        await who.command("conversation.message", conversation=conversation, text=text)

    n = 0
    while time.monotonic() < until:
        burst = rng.choice([1, 1, 1, 2, 20])
        await asyncio.gather(*(one(n + k) for k in range(burst)))
        n += burst
        await asyncio.sleep(rng.uniform(0, 0.1))


async def cut(proxy, minutes, cuts, rng):
    """At so many random moments; half of them not at once, but some bytes later."""
    moments = sorted(rng.uniform(0, minutes * 60) for _ in range(cuts))
    began = time.monotonic()
    for moment in moments:
        await asyncio.sleep(max(0, began + moment - time.monotonic()))
        await proxy.cut(after_bytes=rng.choice([0, rng.randrange(1, 3000)]))


async def same(straight, cut_one, patience=30):
    """Waits until both have come to the same heads."""
    until = time.monotonic() + patience
    while straight.heads() != cut_one.heads() and time.monotonic() < until:
        await asyncio.sleep(0.05)


async def play(running, flags, rng):
    await (await office(running, sentiment=True)).close()
    straight, cut_one, said = Witness(), Witness(), {}
    async with Proxy(running.address) as proxy, contextlib.AsyncExitStack() as stack:
        enter = stack.enter_async_context
        connector = await enter(session(running.address, "webchat", "connector"))
        agent = await enter(session(proxy.address, "mette", "agent"))
        for c in CONVERSATIONS:
            await connector.command("conversation.open", conversation=c, queue="support", channel="chat",
                                    customer={"id": f"of-{c}"})
            await connector.command("conversation.assign", conversation=c, agent="mette")
        watchers = [await enter(session(running.address, "sofia", "supervisor", straight.hear)),
                    await enter(session(proxy.address, "sofia", "supervisor", cut_one.hear))]
        for watcher in watchers:
            for c in CONVERSATIONS:
                await watcher.follow(f"conversation/{c}")
        while not all(len(w.seen) == len(CONVERSATIONS) for w in (straight, cut_one)):
            await asyncio.sleep(0.01)
        until = time.monotonic() + flags.minutes * 60
        await asyncio.gather(write(connector, agent, until, rng, said), cut(proxy, flags.minutes, flags.cuts, rng))
        await same(straight, cut_one)
        return straight, cut_one, said, proxy, watchers


def compare(straight, cut_one, said):
    """What is wrong, in words; nothing if all is well."""
    for stream, events in straight.seen.items():
        offsets = [offset for offset, *_ in events]
        if offsets != list(range(offsets[0], offsets[0] + len(offsets))):
            yield f"{stream}: the undisturbed client's offsets are not contiguous: {offsets}"
        theirs = cut_one.seen[stream]
        if theirs != events:
            at = next((n for n, (a, b) in enumerate(zip(events, theirs)) if a != b), min(len(events), len(theirs)))
            yield f"{stream}: they part at {at}: {events[at:at + 2]} / {theirs[at:at + 2]}"
        if cut_one.snapshots[stream] != 1:
            yield f"{stream}: {cut_one.snapshots[stream]} snapshots where the events were there"
        texts = [body["message"]["text"] for _, _, kind, body in events if kind == "message"]
        want = said.get(stream.split("/")[1], [])
        if sorted(texts) != sorted(want):
            yield f"{stream}: {len(want)} messages were sent, {len(texts)} stand there"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=0.2)
    parser.add_argument("--cuts", type=int, default=20)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    flags = parser.parse_args()
    print(f"seed {flags.seed}", file=sys.stderr)
    with tempfile.TemporaryDirectory() as data, server(data_dir=data) as running:
        straight, cut_one, said, proxy, watchers = asyncio.run(play(running, flags, random.Random(flags.seed)))
        status = running.stop()
    wrong = list(compare(straight, cut_one, said))
    if status != 0:
        wrong.append(f"the server left with {status}")
    if proxy.cuts < flags.cuts:
        wrong.append(f"only {proxy.cuts} of {flags.cuts} cuts hit a connection")
    for line in wrong:
        print(line, file=sys.stderr)
    events = sum(map(len, straight.seen.values()))
    print(f"{flags.minutes:g} minutes, {proxy.cuts} cuts ({proxy.torn} connections, {watchers[1].connections} of the "
          f"watcher): {events} events, {sum(map(len, said.values()))} messages, "
          f"{'all the same' if not wrong else 'NOT the same'}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
