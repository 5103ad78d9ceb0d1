"""A session that comes back: after any cut it connects again, resumes every stream where it left off, and sends
what was not answered once more, with the same key. docs/protocol.md says why that is safe.

    async with Reconnecting(url, token, hear) as session:
        await session.follow("conversation/c1")
        await session.command("conversation.note", conversation="c1", text="call her back")

`hear` is called with every snapshot, event, gap and notice; events of a stream come once each and in order.
"""
import asyncio
import contextlib
import itertools
import json
import random
import uuid

import websockets

GO_AWAY = {4500, 4501, 4502, 4503, 4504, 4505}  # close codes that a second try does not mend


class Refused(Exception):
    """The server's `error`: its code and its sentence."""


def pauses(first=0.5, longest=30.0):
    """How long to wait before each try: twice as long each time, and anywhere below that, so that a thousand
    clients that were cut at once do not come back at once (full jitter)."""
    for n in itertools.count():
        yield random.uniform(0, min(longest, first * 2**n))


class Request:
    """A frame that waits for its answer; it survives the connection."""

    def __init__(self, frame):
        self.frame, self.answer = frame, asyncio.get_running_loop().create_future()


class Reconnecting:
    def __init__(self, url, token, hear, first_pause=0.5):
        self.url, self.token, self.hear, self.first_pause = url, token, hear, first_pause
        self.ids = itertools.count(1)
        self.requests = {}  # id -> Request, until answered
        self.places = {}  # stream -> {"epoch", "offset"} of the last event, None before the first
        self.socket = None
        self.connections = 0

    async def __aenter__(self):
        self.task = asyncio.create_task(self.run())
        return self

    async def __aexit__(self, *_):
        self.task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self.task

    async def run(self):
        tries = pauses(self.first_pause)
        while True:
            with contextlib.suppress(OSError, EOFError, asyncio.TimeoutError, websockets.WebSocketException):
                async with websockets.connect(self.url, subprotocols=["earshot.v1"], open_timeout=10,
                                              close_timeout=1, max_size=None) as socket:
                    await self.live(socket)
                    if socket.close_code in GO_AWAY:
                        raise Refused(f"{socket.close_code}: {socket.close_reason}")
            if self.socket:  # it was a session: start over with short pauses
                self.socket, tries = None, pauses(self.first_pause)
            await asyncio.sleep(next(tries))

    async def live(self, socket):
        await socket.send(json.dumps({"type": "hello", "v": 1, "token": self.token}))
        welcome = json.loads(await asyncio.wait_for(socket.recv(), 10))
        if welcome["type"] != "welcome":
            return
        self.socket = socket
        self.connections += 1
        for stream in self.places:  # first the streams: then nothing that we cause is missed
            await socket.send(self.subscription(stream))
        for request in list(self.requests.values()):
            await socket.send(request.frame)
        with contextlib.suppress(websockets.ConnectionClosed):
            async for text in socket:
                await self.on_frame(json.loads(text))

    def subscription(self, stream):
        place = self.places[stream]
        return json.dumps({"type": "subscribe", "id": f"s {stream}"[:64], "stream": stream,
                           "from": place or "snapshot"})

    async def on_frame(self, frame):
        kind = frame["type"]
        if kind in ("event", "snapshot"):
            # What we have, before anyone hears of it: a cut in the middle asks for what comes after.
            self.places[frame["stream"]] = {"epoch": frame["epoch"], "offset": frame["offset"]}
        elif kind == "gap":  # too far behind, or another epoch: begin anew
            self.places[frame["stream"]] = None
            await self.socket.send(self.subscription(frame["stream"]))
        elif kind == "revoked":
            self.places.pop(frame["stream"], None)
        elif kind in ("ok", "error"):
            return self.on_answer(frame)
        self.hear(frame)

    def on_answer(self, frame):
        request = self.requests.pop(frame.get("id"), None)
        if request is None or request.answer.done():
            return
        if frame["type"] == "ok":
            request.answer.set_result(frame.get("result"))
        else:
            request.answer.set_exception(Refused(f"{frame['code']}: {frame['message']}"))

    async def ask(self, frame):
        """The answer, over however many connections it takes."""
        request_id = str(next(self.ids))
        request = self.requests[request_id] = Request(json.dumps({**frame, "id": request_id}))
        if self.socket:
            with contextlib.suppress(websockets.ConnectionClosed):
                await self.socket.send(request.frame)
        return await request.answer

    async def command(self, op, **args):
        """Carried out once, however often it is sent: that is what the key is for."""
        return await self.ask({"type": "command", "op": op, "args": args, "key": uuid.uuid4().hex})

    async def query(self, what, **args):
        return await self.ask({"type": "query", "what": what, "args": args})

    async def follow(self, stream):
        self.places.setdefault(stream, None)
        if self.socket:
            with contextlib.suppress(websockets.ConnectionClosed):
                await self.socket.send(self.subscription(stream))
