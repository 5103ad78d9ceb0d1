#!/usr/bin/python3
"""Everybody is cut at once, and everybody comes back: how long that takes, and that it is by resume.

    storm_test.py [--sessions 300] [--how network|restart|both] [--within 10]      EARSHOT_BINARY names the binary

`network`: all sockets are reset at the same moment while the conversations go on. `restart`: the server is killed
(SIGKILL) and started again on its data. Each session waits as examples/reconnecting.py does (full jitter) and
resumes its stream from the last offset that it has seen. It is back once it has got every event it missed.
"""
import argparse
import asyncio
import base64
import json
import pathlib
import resource
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "e2e"), str(HERE.parent.parent / "examples")]

from desk import Session, office, server, token  # noqa: E402
from reconnecting import pauses  # noqa: E402
from wire import CLOSE, TEXT, frame  # noqa: E402

CONVERSATIONS, MISSED = 50, 5


class Follower(asyncio.Protocol):
    """One session that follows one conversation, without a library: five thousand of them share this process."""

    def __init__(self, storm, stream):
        self.storm, self.stream, self.place, self.transport = storm, stream, None, None
        self.snapshots = self.tries = 0
        self.wrong = []
        self.back_at = None
        self.gone = asyncio.Event()

    async def run(self):
        waits = pauses()
        while True:
            self.gone.clear()
            self.buffer, self.upgraded = b"", False
            self.tries += 1
            try:
                await asyncio.get_running_loop().create_connection(lambda: self, *self.storm.where)
                await self.gone.wait()
            except OSError:
                pass
            if self.upgraded:
                waits = pauses()
            await asyncio.sleep(next(waits))

    def connection_made(self, transport):
        self.transport = transport
        transport.write((f"GET /v1/socket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                         f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {base64.b64encode(bytes(16)).decode()}\r\n"
                         f"Sec-WebSocket-Protocol: earshot.v1\r\n\r\n").encode())
        self.send({"type": "hello", "v": 1, "token": self.storm.badge})  # a client need not wait to send it
        self.send({"type": "subscribe", "id": "s", "stream": self.stream, "from": self.place or "snapshot"})

    def send(self, message):
        self.transport.write(frame(TEXT, json.dumps(message).encode()))

    def data_received(self, data):
        self.buffer += data
        if not self.upgraded:
            head, found, rest = self.buffer.partition(b"\r\n\r\n")
            if not found:
                return
            if b" 101 " not in head[:20]:
                return self.transport.abort()
            self.upgraded, self.buffer = True, rest
        while len(self.buffer) >= 2:
            size, at = self.buffer[1], 2
            if size >= 126:
                at = 4 if size == 126 else 10
                size = int.from_bytes(self.buffer[2:at], "big")
            if len(self.buffer) < at + size:
                return
            opcode, payload = self.buffer[0] & 15, self.buffer[at : at + size]
            self.buffer = self.buffer[at + size :]
            if opcode == CLOSE:
                return self.transport.abort()
            if opcode == TEXT:
                self.on_frame(json.loads(payload))

    def on_frame(self, message):
        kind = message["type"]
        if kind == "snapshot":
            self.snapshots += 1
        elif kind == "event":
            if message["offset"] != self.place["offset"] + 1:
                self.wrong.append(f"offset {message['offset']} after {self.place['offset']}")
        elif kind in ("gap", "error", "revoked"):
            self.wrong.append(str(message))
        if kind in ("snapshot", "event"):
            self.place = {"epoch": message["epoch"], "offset": message["offset"]}
            self.look()

    def look(self):
        if self.place and self.place["offset"] >= self.storm.head and self.back_at is None:
            self.back_at = time.monotonic()
            self.storm.back()

    def connection_lost(self, _):
        self.gone.set()


class Storm:
    def __init__(self, running, sessions):
        self.followers = [Follower(self, f"conversation/c{n % CONVERSATIONS}") for n in range(sessions)]
        self.badge, self.head = token("sofia", "supervisor"), 1
        self.at(running)

    def at(self, running):
        host, _, port = running.address.rpartition(":")
        self.where = (host, int(port))

    def back(self):
        self.missing -= 1
        if self.missing == 0:
            self.all_back.set()

    def expect(self, head):
        """From now on back is who has seen the event with this offset."""
        self.head, self.missing, self.all_back = head, len(self.followers), asyncio.Event()
        for f in self.followers:
            f.back_at = None

    async def gather(self, patience):
        await asyncio.wait_for(self.all_back.wait(), patience)


async def write(running, head):
    connector = await Session.open(running, "webchat", "connector")
    for n in range(MISSED):
        await asyncio.gather(*(connector.do("conversation.message", conversation=f"c{c}", text=f"message {n}")
                               for c in range(CONVERSATIONS)))
    assert (await connector.query("conversation", conversation="c0"))["messages"][-1]["message"] == head - 1
    await connector.close()


def figures(how, storm, began, seconds):
    took = sorted(f.back_at - began for f in storm.followers)
    wrong = [w for f in storm.followers for w in f.wrong]
    return {"how": how, "sessions": len(took), "by_snapshot": sum(f.snapshots != 1 for f in storm.followers),
            "wrong": len(wrong), "examples": wrong[:3], "tries": sum(f.tries for f in storm.followers),
            "back_s": {"p50": round(took[len(took) // 2], 2), "p99": round(took[len(took) * 99 // 100], 2),
                       "all": round(took[-1], 2)}, "down_s": round(seconds, 2)}


async def prepare(running):
    await (await office(running, sentiment=True)).close()
    connector = await Session.open(running, "webchat", "connector")
    for c in range(CONVERSATIONS):
        await connector.do("conversation.open", conversation=f"c{c}", queue="support", channel="chat",
                           customer={"id": f"of-c{c}"})
    await connector.close()


async def play(flags, data, start):
    """`start` runs a server on `data`. Yields figures of each storm."""
    running = start()
    await prepare(running)
    storm = Storm(running, flags.sessions)
    storm.expect(1)
    tasks = [asyncio.create_task(f.run()) for f in storm.followers]
    await storm.gather(120)
    head, found = 1, []
    for how in ["network", "restart"] if flags.how == "both" else [flags.how]:
        head += MISSED
        for f in storm.followers:
            f.snapshots, f.tries = 1, 0
        storm.expect(head)
        began, seconds = time.monotonic(), 0
        if how == "network":
            for f in storm.followers:
                f.transport.abort()
        else:
            running.process.kill()
            running.process.wait()
            running = start(storm)
            seconds = time.monotonic() - began
        await asyncio.gather(write(running, head), storm.gather(60))
        found.append(figures(how, storm, began, seconds))
    for t in tasks:
        t.cancel()
    return found, running


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=300)
    parser.add_argument("--how", choices=["network", "restart", "both"], default="both")
    parser.add_argument("--within", type=float, default=10.0, help="seconds in which all have to be back")
    flags = parser.parse_args()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    servers = []

    def start(storm=None):
        servers.append(server(data_dir=data))
        running = servers[-1].__enter__()
        if storm:
            storm.at(running)
        return running

    with tempfile.TemporaryDirectory() as data:
        try:
            found, running = asyncio.run(play(flags, data, start))
            status = running.stop()
        finally:
            for one in servers:
                one.__exit__(None, None, None)
    print(json.dumps(found, indent=1))
    good = all(f["by_snapshot"] == f["wrong"] == 0 and f["back_s"]["all"] < flags.within for f in found)
    sys.exit(0 if good and status == 0 else 1)


if __name__ == "__main__":
    main()
