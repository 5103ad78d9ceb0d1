"""RFC 6455 at /debug/echo, section by section as the public conformance suites have them."""
import time
import unittest

from desk import server
from wire import BINARY, CLOSE, PING, PONG, TEXT, Wire, close_payload, fragments, frame

GREEK = "Hello-µ@ßöäüàá-UTF-8!!".encode()
KOSME = "κόσμε".encode()
MIB = 1 << 20

# Kuhn's list: what is no UTF-8 (RFC 3629), whole messages.
BROKEN_UTF8 = [
    b"\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5\xed\xa0\x80edited",  # a surrogate inside
    b"\x80", b"\xbf", b"\x80\xbf\x80", bytes(range(0x80, 0xC0)),  # continuations of nothing
    b"\xc0 ", b"\xe0 ", b"\xf0 ", b"\xf8 ", b"\xfc ",  # starts without continuation
    b"\xc0", b"\xe0\x80", b"\xf0\x80\x80", b"\xf8\x80\x80\x80", b"\xfc\x80\x80\x80\x80",
    b"\xdf", b"\xef\xbf", b"\xf7\xbf\xbf", b"\xfb\xbf\xbf\xbf", b"\xfd\xbf\xbf\xbf\xbf",
    b"\xfe", b"\xff", b"\xfe\xfe\xff\xff",
    b"\xc0\xaf", b"\xe0\x80\xaf", b"\xf0\x80\x80\xaf", b"\xf8\x80\x80\x80\xaf",  # longer than needed
    b"\xc1\xbf", b"\xe0\x9f\xbf", b"\xf0\x8f\xbf\xbf", b"\xf8\x87\xbf\xbf\xbf",
    b"\xc0\x80", b"\xe0\x80\x80", b"\xf0\x80\x80\x80",
    b"\xf4\x90\x80\x80", b"\xf8\x88\x80\x80\x80", b"\xfc\x84\x80\x80\x80\x80",  # beyond U+10FFFF
    b"\xed\xa0\x80", b"\xed\xaf\xbf", b"\xed\xb0\x80", b"\xed\xbf\xbf", b"\xed\xa0\x80\xed\xb0\x80",
]
GOOD_UTF8 = [
    b"", GREEK, KOSME, b"\x00", b"\xc2\x80", b"\xe0\xa0\x80", b"\xf0\x90\x80\x80", b"\x7f", b"\xdf\xbf",
    b"\xef\xbf\xbf", b"\xf4\x8f\xbf\xbf", b"\xed\x9f\xbf", b"\xee\x80\x80", b"\xef\xbf\xbd", b"\xef\xbf\xbe",
    b"\xf0\x9f\xbf\xbe", b"\xf3\xbf\xbf\xbf",
]


class Conformance(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.running = server("--set", "debug.echo=true")
        cls.server = cls.running.__enter__()

    @classmethod
    def tearDownClass(cls):
        alive, status = cls.server.alive(), cls.server.stop()
        cls.running.__exit__(None, None, None)
        assert alive and status == 0, f"the server left with {status}"

    def open(self):
        wire = Wire(self.server.address, "/debug/echo")
        self.assertEqual(wire.status, 101)
        self.assertNotIn(b"Sec-WebSocket-Extensions", wire.response)
        return wire

    def echoes(self, opcode, payload, data=None, chop=None):
        """Sends it (as `data`, if that differs) and wants it back; then closes as the book says."""
        with self.open() as wire:
            wire.send(data or frame(opcode, payload), chop)
            self.assertEqual(wire.message(), (opcode, payload))
            self.says_goodbye(wire)

    def says_goodbye(self, wire):
        wire.send(frame(CLOSE, close_payload(1000)))
        self.assertEqual(wire.closed(), 1000)

    def fails(self, data, code, chop=None, about=None, answer=False):
        """The connection ends with `code`, in peace, and nothing of it is echoed."""
        with self.subTest(about or data[:40]), self.open() as wire:
            wire.send(data, chop)
            self.assertEqual(wire.closed(answer), code)

    # --- 1: framing

    def test_1_messages_of_every_length_come_back(self):
        for opcode in (TEXT, BINARY):
            for size in (0, 1, 125, 126, 127, 128, 65535, 65536):
                with self.subTest(opcode=opcode, size=size):
                    self.echoes(opcode, b"*" * size)
            with self.subTest(opcode=opcode, chop=997):
                self.echoes(opcode, b"*" * 65536, chop=997)

    # --- 2: pings and pongs

    def test_2_a_ping_is_answered_with_its_payload(self):
        for payload in (b"", b"Hello, world!", b"\x00\xff\xfe\xfd\xfc\xfb\x00\xff", b"\xfe" * 125):
            for chop in (None, 1):
                with self.subTest(payload=payload, chop=chop), self.open() as wire:
                    wire.send(frame(PING, payload), chop)
                    self.assertEqual(wire.receive(), (PONG, payload, True))
                    self.says_goodbye(wire)

    def test_2_a_ping_of_126_bytes_breaks_the_rules(self):
        self.fails(frame(PING, b"\xfe" * 126), 1002)

    def test_2_pongs_nobody_asked_for_are_ignored(self):
        for payload in (b"", b"unsolicited"):
            with self.open() as wire:
                wire.send(frame(PONG, payload) + frame(PING, b"then a ping"))
                self.assertEqual(wire.receive(), (PONG, b"then a ping", True))

    def test_2_ten_pings_get_ten_pongs_in_order(self):
        for chop in (None, 1):
            with self.open() as wire:
                wire.send(b"".join(frame(PING, b"payload-%d" % n) for n in range(10)), chop)
                for n in range(10):
                    self.assertEqual(wire.receive(), (PONG, b"payload-%d" % n, True))

    # --- 3: reserved bits

    def test_3_a_reserved_bit_fails_the_connection(self):
        for reserved in range(1, 8):
            for opcode in (TEXT, BINARY, PING, CLOSE):
                self.fails(frame(opcode, b"", reserved=reserved), 1002, about=(opcode, reserved))
        with self.open() as wire:  # what came before it is still answered
            wire.send(frame(TEXT, b"first") + frame(TEXT, b"second", reserved=4) + frame(PING), chop=1)
            self.assertEqual(wire.message(), (TEXT, b"first"))
            self.assertEqual(wire.closed(), 1002)

    # --- 4: opcodes

    def test_4_an_opcode_of_the_future_fails_the_connection(self):
        for opcode in (3, 4, 5, 6, 7, 11, 12, 13, 14, 15):
            self.fails(frame(opcode), 1002, about=opcode)
            self.fails(frame(opcode, b"reserved opcode payload"), 1002, about=opcode)

    # --- 5: fragmentation

    def test_5_control_frames_are_never_fragmented(self):
        for opcode in (PING, PONG, CLOSE):
            self.fails(frame(opcode, b"", fin=False) + frame(0, b""), 1002, about=opcode)

    def test_5_fragments_become_one_message(self):
        for opcode in (TEXT, BINARY):
            for chop in (None, 1):
                pieces = [b"fragment1", b"fragment2"]
                self.echoes(opcode, b"".join(pieces), fragments(opcode, pieces), chop)
        self.echoes(TEXT, b"", fragments(TEXT, [b"", b"", b""]))
        self.echoes(TEXT, b"middle", fragments(TEXT, [b"", b"middle", b""]))

    def test_5_pings_between_fragments_are_answered_at_once(self):
        for chop in (None, 1):
            with self.open() as wire:
                first, last = frame(TEXT, b"fragment1", fin=False), frame(0, b"fragment2")
                wire.send(first + frame(PING, b"ping payload"), chop)
                self.assertEqual(wire.receive(), (PONG, b"ping payload", True))
                wire.send(last, chop)
                self.assertEqual(wire.message(), (TEXT, b"fragment1fragment2"))
        with self.open() as wire:
            pieces = [frame(0 if n else TEXT, b"fragment%d" % n, fin=n == 4) + frame(PING, b"%d" % n) for n in range(5)]
            wire.send(b"".join(pieces), chop=1)
            pongs, whole = [], None
            while whole is None or len(pongs) < 5:
                opcode, payload, _ = wire.receive()
                if opcode == PONG:
                    pongs.append(payload)
                else:
                    whole = payload
            self.assertEqual(whole, b"".join(b"fragment%d" % n for n in range(5)))
            self.assertEqual(pongs, [b"%d" % n for n in range(5)])

    def test_5_a_continuation_of_nothing_fails_the_connection(self):
        for fin in (True, False):
            lonely = frame(0, b"non-continuation payload", fin=fin)
            self.fails(lonely + frame(TEXT, b"Hello, world!"), 1002, about=fin)
        with self.open() as wire:
            wire.send(fragments(TEXT, [b"fragment1", b"fragment2"]) + frame(0, b"fragment3", fin=False))
            self.assertEqual(wire.message(), (TEXT, b"fragment1fragment2"))
            self.assertEqual(wire.closed(), 1002)

    def test_5_a_message_inside_another_fails_the_connection(self):
        for opcode in (TEXT, BINARY):
            self.fails(frame(TEXT, b"fragment1", fin=False) + frame(opcode, b"fragment2"), 1002, about=opcode)

    # --- 6: UTF-8

    def test_6_what_is_utf8_comes_back(self):
        for text in GOOD_UTF8:
            with self.subTest(text):
                self.echoes(TEXT, text)
                if text:
                    self.echoes(TEXT, text, fragments(TEXT, [text[n : n + 1] for n in range(len(text))]))
                    self.echoes(TEXT, text, chop=1)

    def test_6_what_is_no_utf8_closes_1007(self):
        for text in BROKEN_UTF8:
            self.fails(frame(TEXT, text), 1007, about=text)
            pieces = [text[n : n + 1] for n in range(len(text))]
            self.fails(fragments(TEXT, pieces), 1007, about=(text, "in fragments"))
            self.fails(fragments(TEXT, [*pieces, b""]), 1007, about=(text, "and an empty last one"), answer=True)
            self.echoes(BINARY, text)

    def test_6_what_is_no_utf8_is_noticed_before_the_message_ends(self):
        good, bad = b"\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5", b"\xf4\x90\x80\x80"
        self.fails(frame(TEXT, good, fin=False) + frame(0, bad, fin=False), 1007, about="a fragment")
        self.fails(frame(TEXT, good + bad + b"edited", said=100), 1007, about="part of a frame")

    # --- 7: the closing handshake

    def test_7_a_close_frame_is_answered_with_its_code(self):
        codes = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 3000, 3999, 4000, 4999]
        for code in codes:
            with self.subTest(code), self.open() as wire:
                wire.send(frame(CLOSE, close_payload(code, b"bye")))
                self.assertEqual(wire.closed(), code)
        with self.open() as wire:
            wire.send(frame(CLOSE))
            self.assertIn(wire.closed(), (None, 1000))
        self.fails(frame(CLOSE, close_payload(1000, b"*" * 123)), 1000)

    def test_7_nothing_is_heard_after_the_close(self):
        for late in (frame(TEXT, b"late"), frame(PING, b"late"), frame(CLOSE, close_payload(1001))):
            self.fails(frame(CLOSE, close_payload(1000)) + late, 1000, about=late)
        unfinished = frame(TEXT, b"fragment1", fin=False) + frame(CLOSE, close_payload(1000)) + frame(0, b"fragment2")
        self.fails(unfinished, 1000)

    def test_7_a_message_before_the_close_is_still_echoed(self):
        with self.open() as wire:
            wire.send(frame(TEXT, b"*" * (256 << 10)) + frame(CLOSE, close_payload(1000)) + frame(PING))
            try:
                opcode, payload = wire.message()
                self.assertIn((opcode, len(payload)), ((TEXT, 256 << 10), (CLOSE, 2)))
            except EOFError:
                self.fail("no close frame")

    def test_7_codes_that_nobody_may_send_fail_the_connection(self):
        for code in (0, 999, 1004, 1005, 1006, 1014, 1015, 1016, 1100, 2000, 2999, 5000, 65535):
            for reason in (b"", b"reason"):
                self.fails(frame(CLOSE, close_payload(code, reason)), 1002, about=code)

    def test_7_a_close_frame_of_a_wrong_length_fails_the_connection(self):
        self.fails(frame(CLOSE, b"\x03"), 1002)
        self.fails(frame(CLOSE, close_payload(1000, b"*" * 124)), 1002)

    def test_7_a_reason_that_is_no_utf8_closes_1007(self):
        for text in BROKEN_UTF8:
            for chop in (None, 1):
                self.fails(frame(CLOSE, close_payload(1000, text[:123])), 1007, chop, about=text)

    # --- 9: limits and speed

    def test_9_big_messages_come_back(self):
        for opcode in (TEXT, BINARY):
            for size in (64 << 10, 256 << 10, MIB, 4 * MIB, 16 * MIB):
                with self.subTest(opcode=opcode, size=size):
                    self.echoes(opcode, b"*" * size)
        self.echoes(TEXT, GREEK * (MIB // len(GREEK)), chop=1000)

    def test_9_beyond_16_mib_closes_1009(self):
        self.fails(frame(BINARY, b"", said=16 * MIB + 1), 1009)

    def test_9_small_fragments_make_a_big_message(self):
        for opcode, size, step in ((TEXT, 4 * MIB, 256), (BINARY, 4 * MIB, 1024), (TEXT, MIB, 64), (BINARY, 4 * MIB, MIB)):
            with self.subTest(opcode=opcode, size=size, step=step):
                self.echoes(opcode, b"*" * size, fragments(opcode, [b"*" * step] * (size // step)))

    def test_9_a_thousand_messages_back_and_forth(self):
        for opcode in (TEXT, BINARY):
            for size in (0, 16, 1024, 16384):
                with self.subTest(opcode=opcode, size=size), self.open() as wire:
                    data, began = frame(opcode, b"*" * size), time.monotonic()
                    for _ in range(1000):
                        wire.send(data)
                        self.assertEqual(wire.message(), (opcode, b"*" * size))
                    self.assertLess(time.monotonic() - began, 30)

    def test_9_messages_sent_ahead_come_back_in_order(self):
        with self.open() as wire:
            wire.send(b"".join(frame(TEXT, b"%d" % n) for n in range(1000)))
            for n in range(1000):
                self.assertEqual(wire.message(), (TEXT, b"%d" % n))

    # --- 10: fragments of the sender's library

    def test_10_65536_bytes_in_fragments_of_1300(self):
        whole = b"*" * 65536
        self.echoes(TEXT, whole, fragments(TEXT, [whole[n : n + 1300] for n in range(0, len(whole), 1300)]))

    # --- what the suites leave out

    def test_an_unmasked_frame_fails_the_connection(self):
        for opcode in (TEXT, BINARY, PING, PONG, CLOSE):
            self.fails(frame(opcode, b"", mask=False), 1002, about=opcode)

    def test_compression_that_is_offered_is_not_agreed_on(self):
        with Wire(self.server.address, "/debug/echo", ["Sec-WebSocket-Extensions: permessage-deflate"]) as wire:
            self.assertEqual(wire.status, 101)
            self.assertNotIn(b"permessage-deflate", wire.response)
            wire.send(frame(TEXT, b"plain"))
            self.assertEqual(wire.message(), (TEXT, b"plain"))

    def test_a_peer_that_takes_nothing_is_let_go(self):
        with self.open() as wire:
            echo = frame(BINARY, b"*" * (8 * MIB))
            wire.socket.settimeout(5)
            try:
                for _ in range(40):
                    wire.socket.sendall(echo)
            except OSError:
                return
            self.fail("320 MiB were taken from one who reads nothing")


class Switched(unittest.TestCase):
    def test_without_the_option_there_is_no_echo(self):
        with server() as s, Wire(s.address, "/debug/echo") as wire:
            self.assertEqual(wire.status, 404)


if __name__ == "__main__":
    unittest.main()
