"""Nothing of an erased customer is left in any file, also after a crash; everybody is told; counts stay."""
import asyncio
import contextlib
import json
import pathlib
import signal
import sqlite3
import tempfile
import unittest

from desk import BINARY, Session, bearer, office, refused, server, token
from audit_test import entries, outside

CANARY = "Xanthippe-7d20"


def files_with(folder, needle):
    return [f.name for f in pathlib.Path(folder).rglob("*") if f.is_file() and needle.encode() in f.read_bytes()]


class Erasure(unittest.IsolatedAsyncioTestCase):
    async def talk(self, s, name, customer, text, closed=False, channel="chat"):
        await self.connector.do("conversation.open", conversation=name, queue="support", channel=channel,
                                customer={"id": customer, "name": f"name {text}", "attributes": {"tier": text}},
                                subject={"kind": "lead", "id": text})
        for n in range(5):
            await self.connector.do("conversation.message", key=f"k{n}", conversation=name, text=f"this is awful, {text} {n}")
        await self.connector.do("conversation.assign", conversation=name, agent="mette")
        await self.agent.do("conversation.message", conversation=name, text=f"dear {text}")
        await self.agent.do("conversation.note", conversation=name, text=f"note {text}")
        if closed:
            await self.connector.do("conversation.close", conversation=name)

    async def people(self, s):
        self.admin = await office(s, sentiment=True)
        self.connector = await Session.open(s, "webchat", "connector")
        self.agent = await Session.open(s, "mette", "agent")
        self.supervisor = await Session.open(s, "sofia", "supervisor")

    async def test_a_customer_is_gone_from_every_file(self):
        with tempfile.TemporaryDirectory() as folder:
            with server(data_dir=folder) as s:
                await self.people(s)
                for n in range(30):
                    await self.talk(s, f"c{n}", f"id-{CANARY}" if n % 3 == 0 else f"u{n}",
                                    CANARY if n % 3 == 0 else f"kept-{n}", closed=n % 2 == 0)
                self.assertTrue(files_with(folder, CANARY))
                await self.supervisor.follow("conversation/c3")
                result = await self.admin.do("customer.erase", key="erase", customer=f"id-{CANARY}")
                self.assertEqual(result, {"conversations": 10})
                self.assertEqual(files_with(folder, CANARY), [])
                event = await self.supervisor.next("conversation/c3", "erased")
                self.assertEqual(event["body"], {"messages": [1, 2, 3, 4, 5, 6]})
                await self.look_after_it(s)
                s.stop(signal.SIGKILL)
            self.assertEqual(files_with(folder, CANARY), [])
            with server(data_dir=folder) as s:
                self.admin = await Session.open(s, "root", "admin")
                self.connector = await Session.open(s, "webchat", "connector")
                self.supervisor = await Session.open(s, "sofia", "supervisor")
                await self.look_after_it(s)
                s.stop()
            self.assertNotIn(CANARY, json.dumps(entries(folder)))
            self.assertEqual(len(entries(folder, "--what", "erase", "--customer", f"id-{CANARY}")), 1)

    async def look_after_it(self, s):
        for name in ("c0", "c3"):  # a closed and an open one
            state = await self.supervisor.query("conversation", conversation=name)
            self.assertNotIn(CANARY, json.dumps(state))
            self.assertEqual([m["text"] for m in state["messages"]], [""] * 6)
            self.assertEqual(state["customer"]["id"], "erased")
            self.assertIn("score", state["messages"][0])
        kept = await self.supervisor.query("conversation", conversation="c1")
        self.assertIn("kept-1", json.dumps(kept))
        wall = await self.supervisor.follow("queue/support")
        if wall["state"]["figures"]["offered"] != 30:  # some rows come at the next tick
            await self.supervisor.next("queue/support", "figures", lambda e: e["body"]["offered"] == 30)
        self.assertNotIn(CANARY, json.dumps(wall))
        again = await self.admin.do("customer.erase", key="erase", customer=f"id-{CANARY}")
        self.assertEqual((again, self.admin.duplicate), ({"conversations": 10}, True))
        await refused(self.admin.do("customer.erase", customer=f"id-{CANARY}"), "not_found")
        sent_again = await self.connector.do("conversation.message", key="k0", conversation="c3",
                                             text=f"this is awful, {CANARY} 0")
        self.assertEqual((sent_again["message"], self.connector.duplicate), (1, True))

    async def test_sellers_keep_the_counts_and_lose_the_content(self):
        with tempfile.TemporaryDirectory() as folder:
            with server(data_dir=folder) as s:
                await self.people(s)
                await self.admin.do("team.set", team="north", managers=["marko"], sellers=["mette"])
                await self.admin.do("trackers.set", scope="all", keywords=["invoice"], competitors=[])
                await self.talk(s, "open", "u1", CANARY)
                await self.talk(s, "closed", "u2", f"{CANARY} invoice {CANARY} invoice")
                await self.agent.do("conversation.message", conversation="open", text=f"I'll send the {CANARY} today")
                manager = await Session.open(s, "marko", "manager")
                await manager.do("comment.add", conversation="open", text=f"well {CANARY}", share=True)
                await self.connector.do("conversation.close", conversation="closed")
                await asyncio.sleep(0.6)
                before = await self.of_mette(manager)
                self.assertIn(CANARY, json.dumps(before))
                for name in ("open", "closed"):
                    await self.admin.do("conversation.erase", conversation=name)
                after = await self.of_mette(manager)  # at once
                self.assertNotIn(CANARY, json.dumps(after))
                for what in ("style", "sentiment", "conversations"):
                    self.assertEqual(after["insights"][what], before["insights"][what])
                self.assertEqual([k["text"] for k in after["insights"]["keywords"]], [])
                self.assertEqual([c["comments"] for c in after["history"]], [1, 0])
                s.stop(signal.SIGKILL)
            with server(data_dir=folder) as s:
                manager = await Session.open(s, "marko", "manager")
                self.assertEqual(await self.of_mette(manager), after)

    async def of_mette(self, manager):
        """All that a seller's actor knows, but for the moment at which it was asked."""
        insights = await manager.query("seller.insights", seller="mette")
        for moment in ("from", "to", "sentiment_over_time"):
            del insights[moment]
        history = await manager.query("seller.history", seller="mette", sort="longest_customer_monologue", order="asc")
        items = await manager.query("action_items", seller="mette")
        return {"insights": insights, "history": history["conversations"], "items": items}

    async def test_no_channel_alert_table_or_history_keeps_a_customer(self):
        channels = ("sms", "email", "social", "voice")
        with tempfile.TemporaryDirectory() as folder:
            with server(data_dir=folder) as s:
                await self.people(s)
                for channel in channels:
                    for part in ("open", "closed"):
                        name = f"{channel}-{part}"
                        await self.talk(s, name, f"id-{CANARY}", CANARY, channel=channel)
                        await self.connector.do("conversation.message", conversation=name, text=f"awful {CANARY}")
                    await self.connector.do("conversation.close", conversation=name)
                await self.talk(s, "other", "u2", "somebody else", closed=True)
                before = await self.alerts_of(s)
                self.assertEqual(set(before), {f"{c}-open" for c in channels})
                self.assertTrue(all("awful" in words for words in before.values()), before)
                self.assertEqual(await self.admin.do("customer.erase", customer=f"id-{CANARY}"), {"conversations": 8})
                self.assertEqual(files_with(folder, CANARY), [])
                await self.admin.do("customer.erase", customer="u2")
                await self.look_for_traces(s, channels)
                s.stop(signal.SIGKILL)
            self.assertEqual(files_with(folder, CANARY), [])
            with server(data_dir=folder) as s:
                for who, role in (("admin", "root"), ("agent", "mette"), ("supervisor", "sofia")):
                    setattr(self, who, await Session.open(s, role, who))
                await self.look_for_traces(s, channels)
                s.stop()
            with contextlib.closing(sqlite3.connect(pathlib.Path(folder, "earshot.db"))) as log:
                self.assertEqual(log.execute("SELECT DISTINCT customer FROM conversations").fetchall(), [("erased",)])

    async def alerts_of(self, s):
        """The words of each conversation's alert, as a supervisor sees them who comes now."""
        supervisor = await Session.open(s, "sofia", "supervisor")
        await asyncio.sleep(0.6)  # two ticks
        wall = await supervisor.follow("queue/support")
        self.assertFalse(any(CANARY in json.dumps(a["words"]) for a in wall["state"]["alerts"]))
        await supervisor.close()
        return {a["conversation"]: a["words"] for a in wall["state"]["alerts"]}

    async def look_for_traces(self, s, channels):
        after = await self.alerts_of(s)
        self.assertEqual(set(after), {f"{c}-open" for c in channels})
        self.assertEqual([words for words in after.values() if words], [])
        for channel in channels:
            found = await self.agent.query("customer.history", conversation=f"{channel}-open")
            self.assertEqual(found["conversations"], [])
        await refused(self.admin.do("customer.erase", customer="erased"), "not_found")
        self.assertEqual(s.http("/v1/customers/erased/export", bearer_headers("root", "admin"))[0], 404)

    async def test_only_an_admin_erases(self):
        with server() as s:
            await self.people(s)
            await self.talk(s, "c1", "u1", "hello")
            for session in (self.connector, self.agent, self.supervisor):
                await refused(session.do("conversation.erase", conversation="c1"), "forbidden")
                await refused(session.do("customer.erase", customer="u1"), "forbidden")
            await refused(self.admin.do("conversation.erase", conversation="c2"), "not_found")
            await refused(self.connector.do("conversation.open", conversation="c9", queue="support", channel="chat",
                                            customer={"id": "erased"}), "invalid_field")
            self.assertEqual(await self.admin.do("conversation.erase", conversation="c1"), {"conversations": 1})

    async def test_everything_on_one_customer(self):
        with tempfile.TemporaryDirectory() as folder:
            with server(data_dir=folder) as s:
                await self.people(s)
                await self.talk(s, "c1", "u1", CANARY, closed=True)
                await self.talk(s, "c2", "u1", CANARY)
                await self.talk(s, "c3", "u2", "somebody else")
                status, lines = s.http("/v1/customers/u1/export", bearer_headers("root", "admin"))
                self.assertEqual(status, 200)
                self.check_export(lines)
                self.assertEqual(s.http("/v1/customers/u9/export", bearer_headers("root", "admin"))[0], 404)
                self.assertEqual(s.http("/v1/customers/u1/export", bearer_headers("sofia", "supervisor"))[0], 403)
                self.assertEqual(s.http("/v1/customers/u1/export")[0], 401)
                running = outside([BINARY, "export", "customer", "u1", "--data-dir", folder])
                self.assertEqual(running.returncode, 69)
                s.stop()
            done = outside([BINARY, "export", "customer", "u1", "--data-dir", folder])
            self.assertEqual(done.returncode, 0, done.stderr)
            self.check_export(done.stdout)
            self.assertEqual(outside([BINARY, "export", "customer", "u9", "--data-dir", folder]).returncode, 65)
            self.assertEqual([e["who"] for e in entries(folder, "--what", "export", "--customer", "u1")], ["root", ""])

    def check_export(self, text):
        lines = [json.loads(line) for line in text.splitlines()]
        self.assertEqual(lines[0]["type"], "definitions")
        self.assertEqual([x["state"]["conversation"] for x in lines if x["type"] == "conversation"], ["c1", "c2"])
        messages = [x["body"]["message"]["text"] for x in lines if x.get("kind") == "message"]
        self.assertEqual(len(messages), 12)
        self.assertTrue(all(CANARY in m for m in messages))
        self.assertIn(f"note {CANARY}", text)
        self.assertNotIn("somebody else", text)


def bearer_headers(user, role):
    return {"Authorization": "Bearer " + token(user, role)}


if __name__ == "__main__":
    unittest.main()
