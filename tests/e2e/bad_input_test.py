"""No crash, no change of state, and a clear error that names the field: one test for each bad input."""
import asyncio
import contextlib
import json
import socket
import time
import unittest

import websockets

from desk import (KEY, PATIENCE, Refused, Session, bearer, jwt, office, refused, send_as_text, server,
                  status_of, token)

CHAT = {"queue": "support", "channel": "chat", "customer": {"id": "u7"}}


class BadFrames(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.running = server()
        self.server = self.running.__enter__()
        self.admin = await office(self.server, sentiment=True)
        self.connector = await Session.open(self.server, "webchat", "connector")
        await self.connector.do("conversation.open", conversation="c1", **CHAT)
        self.before = await self.connector.query("conversation", conversation="c1")

    async def asyncTearDown(self):
        after = await self.connector.query("conversation", conversation="c1")
        self.assertEqual(after, self.before, "bad input changes nothing")
        self.assertTrue(self.server.alive())
        self.running.__exit__(None, None, None)

    async def wrong(self, text, code, field=None):
        """Sends raw text and expects this error; the session lives on."""
        await self.connector.socket.send(text)
        error = await self.connector.next_other()
        self.assertEqual((error["type"], error["code"]), ("error", code), error)
        if field is not None:
            self.assertEqual(error.get("field"), field)
        self.assertFalse(error["retry"])
        return error

    async def test_text_that_is_no_json(self):
        await self.wrong("hello there", "bad_json")
        await self.wrong('{"type":"ping"', "bad_json")
        await self.wrong("", "bad_json")

    async def test_json_that_is_no_object(self):
        for text in ("[]", "7", '"ping"', "null"):
            await self.wrong(text, "bad_message")

    async def test_a_type_or_op_nobody_knows(self):
        await self.wrong('{"type":"dance"}', "unknown_type", "/type")
        await self.wrong('{"type":7}', "invalid_field", "/type")
        await self.wrong("{}", "missing_field", "/type")
        frame = await refused(self.connector.do("conversation.dance"), "unknown_op")
        self.assertEqual(frame["field"], "/op")
        frame = await refused(self.connector.query("everything"), "unknown_op")
        self.assertEqual(frame["field"], "/what")

    async def test_missing_and_wrong_fields_are_named(self):
        cases = [
            ({}, "missing_field", "/args/conversation"),
            ({"conversation": 7, "text": "x"}, "invalid_field", "/args/conversation"),
            ({"conversation": "a/b", "text": "x"}, "invalid_field", "/args/conversation"),
            ({"conversation": "c1"}, "missing_field", "/args/text"),
            ({"conversation": "c1", "text": 7}, "invalid_field", "/args/text"),
            ({"conversation": "c1", "text": ""}, "invalid_field", "/args/text"),
            ({"conversation": "c1", "text": "x" * 16385}, "invalid_field", "/args/text"),
            ({"conversation": "c1", "text": "x", "author": {"role": "king"}}, "invalid_field",
             "/args/author/role"),
        ]
        for args, code, field in cases:
            frame = await refused(self.connector.do("conversation.message", **args), code)
            self.assertEqual(frame["field"], field)

    async def test_further_fields_of_a_message_are_checked(self):
        cases = [({"at": "yesterday"}, "/args/at"), ({"start_ms": -1}, "/args/start_ms"),
                 ({"start_ms": 1.5}, "/args/start_ms"), ({"language": "klingon"}, "/args/language")]
        for more, field in cases:
            frame = await refused(self.connector.do("conversation.message", conversation="c1",
                                                    text="x", **more), "invalid_field")
            self.assertEqual(frame["field"], field)

    async def test_a_depth_bomb_is_too_deep(self):
        await self.wrong('{"type":"ping","n":' + "[" * 30000 + "]" * 30000 + "}", "too_deep")

    async def test_lone_surrogates_are_no_json(self):
        await self.wrong('{"type":"ping","x":"\\ud800"}', "bad_json")

    async def test_a_second_hello_is_a_bad_message(self):
        await self.wrong(json.dumps({"type": "hello", "v": 1, "token": token("webchat", "connector")}),
                         "bad_message")

    async def test_eleven_bad_frames_in_a_minute_end_the_session(self):
        clumsy = await Session.open(self.server, "webchat", "connector")
        for _ in range(11):
            await clumsy.socket.send("nonsense")
        await asyncio.wait_for(clumsy.socket.wait_closed(), PATIENCE)
        self.assertEqual(clumsy.socket.close_code, 4500)

    async def test_a_refusal_is_not_a_bad_frame(self):
        for _ in range(20):
            await refused(self.connector.query("conversation", conversation="nothing"), "not_found")
        await self.connector.query("whoami")

    async def test_too_big_binary_and_broken_text_close_with_their_codes(self):
        for payload, code in (("x" * 65537, 1009), (b"\x01", 1003)):
            other = await Session.open(self.server, "webchat", "connector")
            await other.socket.send(payload)
            await asyncio.wait_for(other.socket.wait_closed(), PATIENCE)
            self.assertEqual(other.socket.close_code, code)
        other = await Session.open(self.server, "webchat", "connector")
        await send_as_text(other.socket, b"\xff\xfe")
        await asyncio.wait_for(other.socket.wait_closed(), PATIENCE)
        self.assertEqual(other.socket.close_code, 1007)

    async def test_foreign_and_closed_conversations(self):
        foreign = await Session.open(self.server, "othershop", "connector")
        frame = await refused(foreign.do("conversation.message", conversation="c1", text="x"),
                              "not_found")
        self.assertEqual(frame["field"], "/args/conversation")
        await self.connector.do("conversation.open", conversation="c2", **CHAT)
        await self.connector.do("conversation.close", conversation="c2")
        await refused(self.connector.do("conversation.message", conversation="c2", text="x"),
                      "conversation_closed")
        await refused(self.connector.do("conversation.close", conversation="c2"),
                      "conversation_closed")

    async def test_limits_of_a_session(self):
        for i in range(256):
            await self.connector.do("conversation.open", conversation=f"s{i}", **CHAT)
            await self.connector.follow(f"conversation/s{i}", "head")
        await refused(self.connector.follow("conversation/c1", "head"), "too_many_subscriptions")


class BadSignIns(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.running = server("--set", "limits.hello_ms=1000")
        self.server = self.running.__enter__()

    async def asyncTearDown(self):
        self.assertTrue(self.server.alive())
        self.running.__exit__(None, None, None)

    async def closes(self, first_frame, code):
        async with websockets.connect(self.server.url, subprotocols=["earshot.v1"]) as ws:
            if first_frame is not None:
                await ws.send(json.dumps(first_frame))
            await asyncio.wait_for(ws.wait_closed(), PATIENCE)
            self.assertEqual(ws.close_code, code, first_frame)

    async def test_tokens_that_open_nothing(self):
        now = int(time.time())
        good = {"iss": "earshot", "aud": "earshot", "sub": "u", "roles": ["agent"], "iat": now,
                "exp": now + 60}
        without = lambda name: {k: v for k, v in good.items() if k != name}
        bad = {
            "expired": jwt({**good, "exp": now - 3600}),
            "foreign key": jwt(good, key="x" * 32),
            "alg none": jwt(good, header={"alg": "none", "typ": "JWT"}),
            "unsigned": jwt(good, header={"alg": "none"}).rsplit(".", 1)[0] + ".",
            "no exp": jwt(without("exp")),
            "no sub": jwt(without("sub")),
            "no roles": jwt(without("roles")),
            "exp is text": jwt({**good, "exp": "tomorrow"}),
            "wrong issuer": jwt({**good, "iss": "other"}),
            "wrong audience": jwt({**good, "aud": "other"}),
            "unknown role": jwt({**good, "roles": ["king"]}),
            "no token": "",
            "nonsense": "abc",
        }
        for name, text in bad.items():
            with self.subTest(name):
                await self.closes({"type": "hello", "v": 1, "token": text}, 4501)

    async def test_a_bad_token_in_the_header_is_401(self):
        await self.refused_with(401, subprotocols=["earshot.v1"], **bearer("nonsense"))

    async def test_a_good_token_in_the_header_needs_none_in_hello(self):
        async with websockets.connect(
                self.server.url, subprotocols=["earshot.v1"],
                **bearer(token("mette", "agent"))) as ws:
            await ws.send('{"type":"hello","v":1}')
            self.assertEqual(json.loads(await ws.recv())["user"]["id"], "mette")

    async def test_no_hello_and_another_first_frame_close_4502(self):
        await self.closes(None, 4502)
        await self.closes({"type": "ping"}, 4502)

    async def test_another_version_closes_4505(self):
        await self.closes({"type": "hello", "v": 2, "token": token("mette", "agent")}, 4505)

    async def refused_with(self, status, **connect):
        with self.assertRaises(websockets.InvalidHandshake) as raised:
            await websockets.connect(self.server.url, **connect)
        self.assertEqual(status_of(raised.exception), status)

    async def test_wrong_origin_and_no_subprotocol(self):
        await self.refused_with(403, subprotocols=["earshot.v1"], origin="https://evil.example")
        await self.refused_with(400)
        await self.refused_with(400, subprotocols=["other.v1"])
        own = f"http://{self.server.address}"
        async with websockets.connect(self.server.url, subprotocols=["earshot.v1"], origin=own) as ws:
            self.assertEqual(ws.subprotocol, "earshot.v1")


class RudePeers(unittest.IsolatedAsyncioTestCase):
    async def test_more_sessions_from_an_address_than_it_may_have(self):
        with server("--set", "limits.sessions_per_address=2") as s:
            first = await Session.open(s, "webchat", "connector")
            await Session.open(s, "mette", "agent")
            with self.assertRaises(websockets.InvalidHandshake) as caught:
                await websockets.connect(s.url, subprotocols=["earshot.v1"])
            self.assertEqual(status_of(caught.exception), 429)
            self.assertEqual(s.http("/healthz")[0], 200, "a session is not needed for that")
            await first.socket.close()
            for attempt in range(PATIENCE * 10):  # until the server has heard of it
                with contextlib.suppress(websockets.InvalidHandshake):
                    await Session.open(s, "per", "agent")
                    break
                await asyncio.sleep(0.1)
            else:
                self.fail("a place that was left is taken again")

    async def test_500_half_open_connections_leave_room_for_a_good_client(self):
        with server("--set", "limits.handshake_ms=1000") as s:
            host, port = s.address.split(":")
            idle = [socket.create_connection((host, int(port))) for _ in range(500)]
            for i, half in enumerate(idle):
                half.sendall(b"" if i % 2 else b"GET /v1/socket HTTP/1.1\r\nHost: x\r\n")
            admin = await office(s, sentiment=True)
            self.assertEqual((await admin.query("whoami"))["user"]["id"], "root")
            await asyncio.sleep(3)
            gone = 0
            for half in idle:
                half.settimeout(0.2)
                try:
                    gone += half.recv(1) == b""
                except (TimeoutError, ConnectionError) as e:
                    gone += isinstance(e, ConnectionError)
                half.close()
            self.assertEqual(gone, 500, "half-open connections are cut in time")
            self.assertTrue(s.alive())

    async def test_a_session_that_never_reads_is_closed_and_hurts_nobody(self):
        with server("--set", "limits.stall_ms=2000", "--set", "limits.outbox_bytes=65536") as s:
            admin = await office(s, sentiment=False)
            connector = await Session.open(s, "webchat", "connector")
            supervisor = await Session.open(s, "sofia", "supervisor")
            await connector.do("conversation.open", conversation="c1", **CHAT)
            deaf = await Session.open(s, "sofia", "supervisor")
            await deaf.follow("conversation/c1", "head")
            await supervisor.follow("conversation/c1", "head")
            deaf.reader.cancel()
            deaf.socket.transport.pause_reading()
            for i in range(1500):
                await connector.do("conversation.message", conversation="c1", text="x" * 8000)
            for i in range(1500):
                event = await supervisor.next("conversation/c1")
                self.assertEqual(event["offset"], i + 2)
            async def dropped():
                while "earshot_gaps_total 0" in (text := s.http("/metrics")[1]):
                    await asyncio.sleep(0.1)
                while "earshot_slow_sessions_closed_total 0" in s.http("/metrics")[1]:
                    await asyncio.sleep(0.1)
            await asyncio.wait_for(dropped(), 20)
            self.assertTrue(s.alive())

    async def test_heads_that_are_too_long_or_no_http(self):
        with server() as s:
            host, port = s.address.split(":")
            for head, status in ((b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 4000, b"431"),
                                 (b"\x16\x03\x01 hello\r\n\r\n", b"400"),
                                 (b"POST /healthz HTTP/1.1\r\nContent-Length: 5\r\n\r\n", b"413"),
                                 (b"DELETE /healthz HTTP/1.1\r\nHost: x\r\n\r\n", b"405")):
                with socket.create_connection((host, int(port))) as raw:
                    raw.settimeout(PATIENCE)
                    raw.sendall(head)
                    self.assertIn(status, raw.recv(200).split(b"\r\n")[0])
            self.assertTrue(s.alive())


if __name__ == "__main__":
    unittest.main()
