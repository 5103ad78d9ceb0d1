"""Each limit at its consequence; and a good client beside a thousand bad ones, who notices nothing."""
import asyncio
import contextlib
import json
import multiprocessing
import select
import socket
import statistics
import time
import unittest

from desk import Session, office, server, token
from wire import PING, TEXT, Wire, frame

HEAD = b"GET /v1/socket HTTP/1.1\r\nHost: x\r\n"


def hello(wire, user="mette", role="agent"):
    wire.send(frame(TEXT, json.dumps({"type": "hello", "v": 1, "token": token(user, role)}).encode()))
    return json.loads(wire.message()[1])


def ping(n):
    return frame(TEXT, json.dumps({"type": "ping", "n": n}).encode())


def upgraded(server, **more):
    return Wire(server.address, "/v1/socket", ["Sec-WebSocket-Protocol: earshot.v1"], **more)


def tcp(server):
    host, _, port = server.address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=10)


def request(server, *lines, body=b""):
    """The whole answer to a request made by hand."""
    with tcp(server) as s:
        s.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        answer = b""
        while some := s.recv(65536):
            answer += some
        return answer


class Frames(unittest.TestCase):
    def test_too_many_frames_in_a_second_are_refused_and_far_too_many_hung_up_on(self):
        with server("--set", "limits.frames_per_second=50") as s, upgraded(s) as wire:
            hello(wire)
            time.sleep(1.1)  # a second of its own
            wire.send(b"".join(ping(n) for n in range(60)))
            answers = [json.loads(wire.message()[1]) for _ in range(60)]
            self.assertEqual([a["type"] for a in answers], ["pong"] * 50 + ["error"] * 10)
            self.assertEqual({a["code"] for a in answers[50:]}, {"rate_limited"})
            self.assertTrue(all(a["retry"] and 0 < a["after_ms"] <= 1000 for a in answers[50:]))
            time.sleep(1.1)
            wire.send(ping(1))
            self.assertEqual(json.loads(wire.message()[1]), {"type": "pong", "n": 1})
            wire.send(b"".join(ping(n) for n in range(300)))
            self.assertEqual(wire.closed(answer=True), 4009)

    def test_a_users_sessions_count_together(self):
        with server("--set", "limits.user_frames_per_second=50") as s, upgraded(s) as one, upgraded(s) as two, \
                upgraded(s) as other:
            for wire, user in ((one, "mette"), (two, "mette"), (other, "olli")):
                hello(wire, user)
            time.sleep(1.1)
            for wire in (one, two, other):
                wire.send(b"".join(ping(n) for n in range(40)))
            kinds = [json.loads(w.message()[1])["type"] for w in (one, two) for _ in range(40)]
            self.assertGreaterEqual(kinds.count("error"), 20)
            self.assertEqual([json.loads(other.message()[1])["type"] for _ in range(40)], ["pong"] * 40)

    def test_control_frames_and_empty_fragments_are_counted(self):
        floods = {"pings": frame(PING, b"x") * 400, "empty fragments": frame(TEXT, b"", fin=False) + frame(0, b"", fin=False) * 400}
        for name, flood in floods.items():
            with self.subTest(name), server("--set", "limits.control_frames_per_second=100") as s, upgraded(s) as wire:
                hello(wire)
                wire.send(flood)
                self.assertEqual(wire.closed(answer=True), 4009)
                self.assertTrue(s.alive())

    def test_too_many_unanswered_requests_are_refused(self):
        def create(n):
            asked = {"type": "command", "id": str(n), "op": "queue.create", "args": {"queue": f"q{n}"}}
            return frame(TEXT, json.dumps(asked).encode())
        with server("--set", "limits.in_flight=2") as s, upgraded(s) as wire:
            self.assertEqual(hello(wire, "root", "admin")["limits"]["in_flight"], 2)
            wire.send(b"".join(create(n) for n in range(200)))
            answers = [json.loads(wire.message()[1]) for _ in range(200)]
            self.assertEqual({(a["code"], a["retry"]) for a in answers if a["type"] == "error"},
                             {("too_many_in_flight", True)})
            wire.send(create(200))
            self.assertEqual(json.loads(wire.message()[1])["type"], "ok")


class Sessions(unittest.IsolatedAsyncioTestCase):
    async def test_of_a_user_and_of_an_address(self):
        with server("--set", "limits.sessions_per_user=2") as s:
            first, second = [await Session.open(s, "mette", "agent") for _ in range(2)]
            with upgraded(s) as wire:
                wire.send(frame(TEXT, json.dumps({"type": "hello", "v": 1, "token": token("mette", "agent")}).encode()))
                self.assertEqual(wire.closed(answer=True), 4009)
            await (await Session.open(s, "olli", "agent")).close()
            await first.close()
            await asyncio.sleep(0.2)  # until the server has seen it go
            await (await Session.open(s, "mette", "agent")).close()
            await second.close()
        with server("--set", "limits.sessions_per_address=2") as s:
            with upgraded(s) as one, upgraded(s), upgraded(s) as third:
                self.assertEqual((one.status, third.status), (101, 429))
                self.assertEqual(s.http("/healthz")[0], 200)  # asking is not a session
        with server("--set", "limits.sessions=1") as s, upgraded(s), upgraded(s) as second:
            self.assertEqual(second.status, 503)
            self.assertIn(b"Retry-After:", second.response)


class Patience(unittest.TestCase):
    def ends(self, s, least, most):
        began = time.monotonic()
        with contextlib.suppress(ConnectionResetError):
            while s.recv(65536):
                pass
        self.assertTrue(least < time.monotonic() - began < most, f"{time.monotonic() - began:.1f} s")

    def test_a_head_has_its_time_and_its_size(self):
        with server("--set", "limits.handshake_ms=1000") as s:
            with tcp(s) as silent:
                self.ends(silent, 0.5, 3)
            with tcp(s) as slow:
                slow.sendall(HEAD)
                self.ends(slow, 0.5, 3)
            self.assertIn(b" 431 ", request(s, "GET / HTTP/1.1", "Cookie: " + "c" * 9000).split(b"\r\n")[0])
            self.assertIn(b" 400 ", request(s, "this is no request").split(b"\r\n")[0])

    def test_a_hello_has_its_time(self):
        with server("--set", "limits.hello_ms=1000") as s:
            for first in (b"", frame(TEXT, b'{"type":"hello"', fin=False), frame(PING, b"")):
                with upgraded(s) as wire:
                    wire.send(first)
                    self.assertEqual(wire.closed(answer=True), 4502)

    def test_who_says_no_hello_makes_room_for_the_next(self):
        with server("--set", "limits.half_open=20", "--set", "limits.sessions=50", "--set", "server.io_threads=1") as s, \
                contextlib.ExitStack() as crowd:
            with upgraded(s) as wire:
                hello(wire)
                silent = [crowd.enter_context(upgraded(s)) for _ in range(60)]
                self.assertEqual({w.status for w in silent}, {101})
                with upgraded(s) as late:
                    self.assertEqual(hello(late, "olli")["type"], "welcome")
                time.sleep(0.3)
                gone = select.select([w.socket for w in silent], [], [], 0)[0]
                self.assertEqual([w.socket in gone for w in silent], [True] * 41 + [False] * 19)
                wire.send(ping(1))
                self.assertEqual(json.loads(wire.message()[1]), {"type": "pong", "n": 1})

    def test_a_body_has_its_size_and_its_place(self):
        ask = ["POST /v1/tickets HTTP/1.1", "Host: x", "Connection: close", "Authorization: Bearer " + token("mette", "agent")]
        with server("--set", "limits.body_bytes=1000") as s:
            fine = request(s, *ask, "Content-Length: 1000", body=b"x" * 1000)
            self.assertIn(b" 201 ", fine.split(b"\r\n")[0])
            self.assertIn(b" 413 ", request(s, *ask, "Content-Length: 1001", body=b"x" * 1001).split(b"\r\n")[0])
            self.assertIn(b" 413 ", request(s, *ask, "Transfer-Encoding: chunked", body=b"0\r\n\r\n").split(b"\r\n")[0])
            self.assertIn(b" 413 ", request(s, "GET /healthz HTTP/1.1", "Content-Length: 5", body=b"hello").split(b"\r\n")[0])
            self.assertIn(b" 413 ", request(s, *ask, "Content-Length: 99999999999999", body=b"").split(b"\r\n")[0])
            for twice in ("Host: y", "Authorization: Bearer x", "Origin: http://a\r\nOrigin: http://b"):
                self.assertIn(b" 400 ", request(s, *ask, twice).split(b"\r\n")[0])

    def test_the_sockets_path_has_one_method(self):
        with server() as s:
            for method, status in (("GET", b" 426 "), ("HEAD", b" 426 "), ("POST", b" 405 "), ("DELETE", b" 405 ")):
                head, _, body = request(s, f"{method} /v1/socket HTTP/1.1", "Host: x").partition(b"\r\n\r\n")
                self.assertIn(status, head.split(b"\r\n")[0], method)
                self.assertEqual(not body, method == "HEAD")


class GoodNeighbours(unittest.IsolatedAsyncioTestCase):
    @staticmethod
    async def dribble(address):
        """A thousand sockets that send a byte now and then: some never finish the head, some never say hello, some
        never finish a frame. Who is hung up on comes back."""
        starts = [HEAD, b"\n" * 20, HEAD + b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                  b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: earshot.v1\r\n\r\n"]
        host, _, port = address.rpartition(":")

        async def one(n):
            while True:
                with contextlib.suppress(OSError):
                    reader, writer = await asyncio.open_connection(host, int(port))
                    writer.write(starts[n % len(starts)])
                    for _ in range(20):
                        writer.write(b"\x81")
                        await writer.drain()
                        await asyncio.sleep(0.5 + n % 7 / 10)
                        if reader.at_eof():
                            break
                    writer.transport.abort()
        await asyncio.gather(*(one(n) for n in range(1000)))

    async def latencies(self, connector, agent, count):
        took = []
        for n in range(count):
            began = time.monotonic()
            await connector.do("conversation.message", conversation="c1", text=f"message {n}")
            await agent.next("conversation/c1", "message")
            took.append(time.monotonic() - began)
            await asyncio.sleep(0.005)
        return took

    async def test_a_good_client_beside_a_thousand_dribbling_sockets_notices_nothing(self):
        with server("--set", "limits.handshake_ms=1000", "--set", "limits.hello_ms=1000") as s:
            await (await office(s)).close()
            connector, agent = await Session.open(s, "webchat", "connector"), await Session.open(s, "mette", "agent")
            await connector.do("conversation.open", conversation="c1", queue="support", channel="chat", customer={"id": "u7"})
            await connector.do("conversation.assign", conversation="c1", agent="mette")
            await agent.follow("conversation/c1")
            alone = await self.latencies(connector, agent, 100)
            crowd = multiprocessing.Process(target=lambda: asyncio.run(self.dribble(s.address)), daemon=True)
            crowd.start()
            try:
                await asyncio.sleep(2)
                beside = await self.latencies(connector, agent, 200)
                began = time.monotonic()
                await (await Session.open(s, "late", "agent")).close()  # and one more still gets in
                self.assertLess(time.monotonic() - began, 5)
            finally:
                crowd.kill()
                crowd.join()
            self.assertLess(statistics.median(beside), 5 * statistics.median(alone) + 0.02)
            self.assertTrue(s.alive())
            await connector.close()
            await agent.close()


if __name__ == "__main__":
    unittest.main()
