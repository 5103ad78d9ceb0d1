"""Lines of docs/security.md that have no test elsewhere; and that the tests which it names are there."""
import asyncio
import json
import pathlib
import re
import unittest
import urllib.request

import websockets

from desk import PATIENCE, Session, office, server, token
from wire import PING, TEXT, Wire, frame

PAGE = pathlib.Path(__file__).parents[2] / "docs" / "security.md"
ATTACKS = ["'; DROP TABLE event; --", "' OR 1=1 --", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
           "$(touch /tmp/x)", "`id`", "../../etc/passwd", "%s%n%x", "{{7*7}}", "\u0000\u0007\u001b[2J", "\u202eabc", "🏴‍☠️"]


class Checklist(unittest.IsolatedAsyncioTestCase):
    async def test_what_looks_like_an_attack_is_text(self):
        with server() as s:
            await office(s)
            connector = await Session.open(s, "webchat", "connector")
            agent = await Session.open(s, "mette", "agent")
            name = "c'--%00;<b>"
            await connector.do("conversation.open", conversation=name, queue="support", channel="chat",
                               customer={"id": "u';--", "name": ATTACKS[2], "attributes": {ATTACKS[0]: ATTACKS[3]}})
            await connector.do("conversation.assign", conversation=name, agent="mette")
            await agent.follow(f"conversation/{name}")
            for text in ATTACKS:
                await connector.do("conversation.message", conversation=name, text=text)
                self.assertEqual((await agent.next(f"conversation/{name}", "message"))["body"]["message"]["text"], text)
            state = await agent.query("conversation", conversation=name)
            self.assertEqual([m["text"] for m in state["messages"]], ATTACKS)
            self.assertEqual(state["customer"], {"id": "u';--", "name": ATTACKS[2], "attributes": {ATTACKS[0]: ATTACKS[3]}})
            self.assertTrue(s.alive())

    def test_pages_let_nothing_foreign_run(self):
        with server() as s, urllib.request.urlopen(f"http://{s.address}/", timeout=PATIENCE) as page:
            policy = dict(part.strip().split(" ", 1) for part in page.headers["Content-Security-Policy"].split(";"))
            self.assertEqual((policy["default-src"], policy["script-src"], policy["connect-src"], policy["frame-ancestors"]),
                             ("'none'", "'self'", "'self'", "'none'"))
            self.assertEqual(page.headers["X-Content-Type-Options"], "nosniff")
            self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")

    async def test_a_token_in_the_address_opens_nothing(self):
        value = token("root", "admin")
        with server() as s:
            for query in (f"?token={value}", f"?access_token={value}", f"?ticket={value}"):
                async with websockets.connect(s.url + query, subprotocols=["earshot.v1"]) as socket:
                    await socket.send(json.dumps({"type": "hello", "v": 1}))
                    self.assertEqual(json.loads(await asyncio.wait_for(socket.recv(), PATIENCE))["code"], "unauthenticated")

    def test_a_peer_that_answers_no_ping_is_let_go(self):
        flags = [word for option in ("heartbeat_ms", "pong_ms") for word in ("--set", f"limits.{option}=1000")]
        with server(*flags) as s, Wire(s.address, "/v1/socket", ["Sec-WebSocket-Protocol: earshot.v1"]) as wire:
            wire.send(frame(TEXT, json.dumps({"type": "hello", "v": 1, "token": token("mette", "agent")}).encode()))
            self.assertEqual(json.loads(wire.message()[1])["type"], "welcome")
            self.assertEqual(wire.receive()[0], PING)
            self.assertEqual(wire.closed(answer=True), 4004)

    def test_the_page_names_tests_that_are_there(self):
        rows = [line for line in PAGE.read_text().splitlines() if line.startswith("|") and "_test.py" in line]
        self.assertGreater(len(rows), 20)
        for row in rows:
            for file, names in re.findall(r"`(\w+_test\.py)`((?: `test_\w+`)+)", row):
                there = pathlib.Path(__file__).with_name(file).read_text()
                for name in re.findall(r"test_\w+", names):
                    self.assertRegex(there, rf"def {name}\(", f"{file} {name}, of the line {row}")


if __name__ == "__main__":
    unittest.main()
