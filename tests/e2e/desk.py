"""A small client of Earshot's wire protocol for the end-to-end tests: Debian's websockets, nothing else.

`server()` runs the real binary on a free loopback port; `Session` speaks docs/protocol.md.
"""
import asyncio
import base64
import contextlib
import hashlib
import hmac
import inspect
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

import websockets

BINARY = os.environ.get("EARSHOT_BINARY") or sys.exit("EARSHOT_BINARY must name the earshot binary")
KEY = "0123456789abcdef0123456789abcdef"
PATIENCE = 10  # seconds until something that must come counts as missing


def jwt(claims, key=KEY, header=None):
    """An HS256 token made by hand, so that wrong ones can be made as well."""
    part = lambda o: base64.urlsafe_b64encode(json.dumps(o).encode()).rstrip(b"=")
    body = part(header or {"alg": "HS256", "typ": "JWT"}) + b"." + part(claims)
    mac = hmac.new(key.encode(), body, hashlib.sha256).digest()
    return (body + b"." + base64.urlsafe_b64encode(mac).rstrip(b"=")).decode()


def token(user, *roles, ttl=3600, **claims):
    now = int(time.time())
    return jwt({"iss": "earshot", "aud": "earshot", "sub": user, "roles": list(roles),
                "iat": now, "exp": now + ttl, **claims})


def bearer(value):
    """The header with a token, for `websockets.connect`, which calls it otherwise from version 14 on."""
    known = inspect.signature(websockets.connect.__init__).parameters
    name = "additional_headers" if "additional_headers" in known else "extra_headers"
    return {name: {"Authorization": f"Bearer {value}"}}


async def send_as_text(socket, raw):
    """Sends bytes, which need not be UTF-8, in a text frame."""
    if hasattr(socket, "write_frame"):
        await socket.write_frame(True, 1, raw)
    else:  # from version 14 on
        await socket.send(raw, text=True)


def status_of(refusal):
    """The HTTP status of a refused handshake; it moved into the response in version 14."""
    return refusal.response.status_code if hasattr(refusal, "response") else refusal.status_code


class Server:
    def __init__(self, process, address):
        self.process, self.address = process, address
        self.url = f"ws://{address}/v1/socket"

    def http(self, path, headers=None):
        request = urllib.request.Request(f"http://{self.address}{path}", headers=headers or {})
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()

    def alive(self):
        return self.process.poll() is None

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        return self.process.wait(timeout=20)


@contextlib.contextmanager
def server(*flags, data_dir=None, env=None):
    with tempfile.TemporaryDirectory() as folder:
        key = pathlib.Path(folder, "key")
        key.write_text(KEY)
        key.chmod(0o600)
        process = subprocess.Popen(
            [BINARY, "serve", "--listen", "127.0.0.1:0", "--set", f"auth.key_file={key}",
             "--set", "server.drain_ms=100", "--data-dir", data_dir or folder, *([] if data_dir else ["--ephemeral"]), *flags],
            stdout=subprocess.PIPE, text=True,
            env={k: v for k, v in os.environ.items() if k != "EARSHOT_BINARY"} | (env or {}))
        try:
            line = process.stdout.readline()
            if not line:
                raise RuntimeError(f"the server did not start, exit code {process.wait()}")
            yield Server(process, json.loads(line)["address"])
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()
            process.stdout.close()


class Refused(Exception):
    def __init__(self, frame):
        super().__init__(f"{frame['code']}: {frame['message']}")
        self.code, self.frame = frame["code"], frame


class Session:
    """One signed-in user. Answers are matched by id; events, snapshots and notices queue up by stream."""

    def __init__(self, socket):
        self.socket, self.count, self.answers, self.streams = socket, 0, {}, {}
        self.other = asyncio.Queue()
        self.reader = asyncio.create_task(self._read())

    @classmethod
    async def open(cls, server, user, *roles, **claims):
        socket = await websockets.connect(server.url, subprotocols=["earshot.v1"], max_size=None)
        await socket.send(json.dumps({"type": "hello", "v": 1, "token": token(user, *roles, **claims)}))
        self = cls(socket)
        self.welcome = await self.next_other()
        assert self.welcome["type"] == "welcome", self.welcome
        return self

    async def _read(self):
        with contextlib.suppress(websockets.ConnectionClosed):
            async for text in self.socket:
                frame = json.loads(text)
                if frame.get("id") in self.answers and frame["type"] in ("ok", "error"):
                    self.answers.pop(frame["id"]).set_result(frame)
                elif "stream" in frame:
                    self.stream(frame["stream"]).put_nowait(frame)
                else:
                    self.other.put_nowait(frame)

    def stream(self, name):
        return self.streams.setdefault(name, asyncio.Queue())

    async def next_other(self):
        return await asyncio.wait_for(self.other.get(), PATIENCE)

    async def ask(self, frame):
        """Sends a request and returns its `result`; raises Refused."""
        self.count += 1
        frame["id"] = str(self.count)
        answer = self.answers[frame["id"]] = asyncio.get_running_loop().create_future()
        await self.socket.send(json.dumps(frame))
        frame = await asyncio.wait_for(answer, PATIENCE)
        if frame["type"] == "error":
            raise Refused(frame)
        self.duplicate = frame.get("duplicate", False)
        return frame.get("result")

    async def do(self, op, key=None, **args):
        return await self.ask({"type": "command", "op": op, "args": args, **({"key": key} if key else {})})

    async def query(self, what, **args):
        return await self.ask({"type": "query", "what": what, "args": args})

    async def follow(self, stream, start="snapshot"):
        place = await self.ask({"type": "subscribe", "stream": stream, "from": start})
        return await self.next(stream) if start == "snapshot" else place

    async def next(self, stream, kind=None, where=lambda frame: True):
        """The next frame of a stream; with `kind`, the next event of that kind that fits."""
        while True:
            frame = await asyncio.wait_for(self.stream(stream).get(), PATIENCE)
            if kind is None or (frame.get("kind") == kind and where(frame)):
                return frame

    async def close(self):
        await self.socket.close()
        await self.reader


async def refused(awaitable, code):
    """The error that must come."""
    try:
        result = await awaitable
    except Refused as error:
        assert error.code == code, f"expected {code}, got {error}"
        return error.frame
    raise AssertionError(f"expected {code}, but it was carried out: {result}")


async def office(server, **switches):
    """An admin's first steps: a queue with a member, a supervisor, and what is switched on."""
    admin = await Session.open(server, "root", "admin")
    await admin.do("queue.create", queue="support", name="Support", members=["mette"],
                   supervisors=["sofia"], languages=["en", "da"])
    if switches:
        await admin.do("queue.configure", queue="support", **switches)
    return admin
