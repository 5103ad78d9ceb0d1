"""The smallest client of Earshot: signs in, asks, hears. docs/protocol.md says what there is to ask.

EARSHOT_URL    where the server is (default ws://127.0.0.1:8080/v1/socket)
EARSHOT_TOKEN  who we are: earshot token --key-file KEY --user ID --role ROLE
"""
import asyncio
import itertools
import json
import os
import sys

import websockets


class Refused(Exception):
    """The server's `error`: its code and its sentence."""


class Session:
    def __init__(self, socket, hear):
        self.socket = socket
        self.hear = hear  # called with every frame that answers no question of ours
        self.ids = itertools.count(1)
        self.answers = {}

    @classmethod
    async def open(cls, hear):
        url = os.environ.get("EARSHOT_URL", "ws://127.0.0.1:8080/v1/socket")
        socket = await websockets.connect(url, subprotocols=["earshot.v1"])
        hello = {"type": "hello", "v": 1, "token": os.environ.get("EARSHOT_TOKEN", "")}
        await socket.send(json.dumps(hello))
        session = cls(socket, hear)
        session.user = json.loads(await socket.recv())["user"]
        session.listening = asyncio.create_task(session.listen())
        return session

    async def listen(self):
        async for text in self.socket:
            frame = json.loads(text)
            answer = self.answers.pop(frame.get("id"), None)
            if answer is None:
                self.hear(frame)
            elif frame["type"] == "ok":
                answer.set_result(frame.get("result"))
            else:
                answer.set_exception(Refused(f"{frame['code']}: {frame['message']}"))

    async def ask(self, kind, **fields):
        """Sends a frame and waits for its answer: the `result` of its `ok`."""
        request = str(next(self.ids))
        self.answers[request] = asyncio.get_running_loop().create_future()
        await self.socket.send(json.dumps({"type": kind, "id": request, **fields}))
        return await self.answers[request]

    async def command(self, op, **args):
        return await self.ask("command", op=op, args=args)

    async def follow(self, stream):
        return await self.ask("subscribe", stream=stream)


async def lines():
    """What is typed, line by line, while the session goes on."""
    while line := await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline):
        if line.strip():
            yield line.strip()


def say(text):
    print(text, flush=True)
