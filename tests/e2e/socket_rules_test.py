"""RFC 6455 at /v1/socket: a client that breaks the rules is told so and let go; nobody else notices."""
import json
import time
import unittest

from desk import PATIENCE, server, token
from wire import BINARY, CLOSE, PING, PONG, TEXT, Wire, close_payload, fragments, frame


def ping(n):
    return json.dumps({"type": "ping", "n": n}).encode()


class SocketRules(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.running = server()
        cls.server = cls.running.__enter__()

    @classmethod
    def tearDownClass(cls):
        alive, status = cls.server.alive(), cls.server.stop()
        cls.running.__exit__(None, None, None)
        assert alive and status == 0, f"the server left with {status}"

    def open(self):
        """A session that has said hello."""
        wire = Wire(self.server.address, "/v1/socket", ["Sec-WebSocket-Protocol: earshot.v1"])
        hello = json.dumps({"type": "hello", "v": 1, "token": token("mette", "agent")}).encode()
        wire.send(frame(TEXT, hello))
        self.assertEqual(json.loads(wire.message()[1])["type"], "welcome")
        return wire

    def answers(self, wire, n):
        self.assertEqual(json.loads(wire.message()[1]), {"type": "pong", "n": n})

    def test_a_breach_ends_the_session_with_its_code(self):
        breaches = [
            ("an unmasked frame", frame(TEXT, ping(1), mask=False), 1002),
            ("an unmasked ping", frame(PING, b"", mask=False), 1002),
            *((f"reserved bits {bits}", frame(TEXT, ping(1), reserved=bits), 1002) for bits in range(1, 8)),
            *((f"opcode {o}", frame(o, b"?"), 1002) for o in (3, 4, 5, 6, 7, 11, 12, 13, 14, 15)),
            ("a continuation of nothing", frame(0, b"?"), 1002),
            ("a message inside another", frame(TEXT, b"{", fin=False) + frame(TEXT, b"}"), 1002),
            ("a fragmented ping", frame(PING, b"", fin=False), 1002),
            ("a ping of 126 bytes", frame(PING, b"p" * 126), 1002),
            ("a close frame of one byte", frame(CLOSE, b"x"), 1002),
            *((f"close code {c}", frame(CLOSE, close_payload(c)), 1002) for c in (0, 999, 1004, 1005, 1006, 2999, 5000)),
            ("a reason that is no UTF-8", frame(CLOSE, close_payload(1000, b"\xff")), 1007),
            ("a text that is no UTF-8", frame(TEXT, b"\xce\xba\xed\xa0\x80"), 1007),
            ("a character broken over fragments", fragments(TEXT, [b'{"a":"\xce', b'\x28"}']), 1007),
            ("a text that ends inside a character", fragments(TEXT, [b"\xce", b""]), 1007),
            ("64 KiB and one byte", frame(TEXT, b" " * 65537), 1009),
            ("the same in fragments", fragments(TEXT, [b" " * 40000, b" " * 25537]), 1009),
            ("a length of 2^62", frame(TEXT, b"", said=1 << 62), 1009),
            ("a binary message", frame(BINARY, b"{}"), 1003),
        ]
        for name, data, code in breaches:
            with self.subTest(name), self.open() as wire:
                wire.send(data + frame(TEXT, ping(2)))
                self.assertEqual(wire.closed(answer=True), code)

    def test_a_message_may_come_in_pieces_with_pings_between(self):
        text = json.dumps({"type": "ping", "n": 7, "note": "hyvää päivää"}, ensure_ascii=False).encode()
        with self.open() as wire:
            for n in range(len(text)):
                wire.send(frame(0 if n else TEXT, text[n : n + 1], fin=False) + frame(PING, b"%d" % n))
                self.assertEqual(wire.receive(), (PONG, b"%d" % n, True))
            wire.send(frame(0, b"") + frame(PONG, b"nobody asked"), chop=1)
            self.answers(wire, 7)

    def test_the_closing_handshake(self):
        for code in (1000, 1001, 3000, 4999):
            with self.open() as wire:
                wire.send(frame(CLOSE, close_payload(code, "näkemiin".encode())) + frame(TEXT, ping(1)))
                self.assertEqual(wire.closed(), code)
        with self.open() as wire:
            wire.send(frame(CLOSE))
            self.assertIn(wire.closed(), (None, 1000))

    def test_others_notice_nothing_of_a_flood_of_pings(self):
        with self.open() as flooded, self.open() as calm:
            flood = b"".join(frame(PING, b"%d" % n) for n in range(20_000))
            flooded.send(flood)
            began = time.monotonic()
            calm.send(frame(TEXT, ping(1)))
            self.answers(calm, 1)
            self.assertLess(time.monotonic() - began, PATIENCE / 2)


class Handshake(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.running = server()
        cls.server = cls.running.__enter__()
        cls.good = ["GET /v1/socket HTTP/1.1", f"Host: {cls.server.address}", "Connection: keep-alive, Upgrade",
                    "Upgrade: WebSocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "Sec-WebSocket-Protocol: chat, earshot.v1"]

    @classmethod
    def tearDownClass(cls):
        cls.running.__exit__(None, None, None)

    def ask(self, without=(), more=()):
        lines = [line for line in self.good if not line.startswith(tuple(without) or ("\0",))]
        with Wire(self.server.address, "", head=[*lines, *more]) as wire:
            return wire.status, wire.response

    def test_the_key_is_answered_and_the_subprotocol_named(self):
        status, response = self.ask()
        self.assertEqual(status, 101)
        self.assertIn(b"s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", response)  # RFC 6455, 1.3
        self.assertIn(b"Sec-WebSocket-Protocol: earshot.v1", response)
        self.assertEqual(self.ask(more=["Cookie: " + "c" * 5000])[0], 101)

    def test_what_is_missing_is_refused(self):
        for header, status in (("Sec-WebSocket-Key", 400), ("Sec-WebSocket-Version", 400),
                               ("Sec-WebSocket-Protocol", 400), ("Upgrade", 426)):
            with self.subTest(header):
                self.assertEqual(self.ask(without=[header])[0], status)
        old = self.ask(without=["Sec-WebSocket-Version"], more=["Sec-WebSocket-Version: 8"])
        self.assertIn(old[0], (400, 426))


if __name__ == "__main__":
    unittest.main()
