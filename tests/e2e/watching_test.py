"""A supervisor's story: the mood falls, an alert, a silent look, a whisper, a hand on the wheel."""
import asyncio
import tempfile
import unittest

from audit_test import entries
from desk import Session, office, refused, server

ANGRY = "this is terrible, I hate it, the worst service ever!"
GLAD = "thank you so much, you are wonderful, I love it!"
TICK = 0.25  # seconds; queues.tick_ms


class Watching(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.running = server()
        self.server = self.running.__enter__()
        self.admin = await office(self.server, sentiment=True)
        await self.admin.do("queue.members", queue="support", supervisors=["sofia", "sanna"])
        self.connector = await Session.open(self.server, "webchat", "connector")
        self.agent = await Session.open(self.server, "mette", "agent")
        self.sofia = await Session.open(self.server, "sofia", "supervisor")
        self.sanna = await Session.open(self.server, "sanna", "supervisor")

    async def asyncTearDown(self):
        self.assertTrue(self.server.alive(), "the server is still there")
        self.assertEqual(self.server.stop(), 0)
        self.running.__exit__(None, None, None)

    async def served(self, name="c1"):
        await self.connector.do("conversation.open", conversation=name, queue="support",
                                channel="chat", customer={"id": "u7", "name": "Ana"})
        await self.connector.do("conversation.assign", conversation=name, agent="mette")
        return f"conversation/{name}"

    async def say(self, text, name="c1", session=None):
        return await (session or self.connector).do("conversation.message", conversation=name, text=text)

    async def alarmed(self, name="c1"):
        stream = await self.served(name)
        for session in (self.sofia, self.sanna):
            await session.follow("queue/support")
        await self.agent.follow("agent/mette")
        await self.say(ANGRY, name)
        return stream

    async def test_a_supervisor_sees_hears_looks_whispers_and_joins(self):
        stream = await self.alarmed()
        clock = asyncio.get_running_loop().time
        said = clock()
        row = await self.sofia.next("queue/support", "conversation",
                                    lambda e: e["body"].get("sentiment", {}).get("value", 0) < -1)
        self.assertLess(clock() - said, 4 * TICK, "on the wall within a tick, and some patience")
        self.assertEqual(row["body"]["customer"]["id"], "u7")
        self.assertLess(row["body"]["sentiment"]["score"], 0)
        alert = (await self.sofia.next("queue/support", "alert"))["body"]
        self.assertEqual((alert["conversation"], alert["agent"], alert["state"]), ("c1", "mette", "raised"))
        self.assertEqual(alert["since_message"], 1)
        self.assertTrue(set(alert["words"]) & {"terrible", "hate", "worst"}, alert)
        own = (await self.agent.next("agent/mette", "alert"))["body"]
        self.assertEqual(own["state"], "raised")

        agents = await self.agent.follow(stream)
        looked = await self.sofia.follow(stream)
        self.assertEqual(looked["state"]["messages"][0]["text"], ANGRY)
        self.assertEqual(looked["offset"], agents["offset"])
        await self.connector.follow(stream)
        await self.sofia.do("conversation.whisper", conversation="c1", text="offer a refund")
        whisper = await self.agent.next(stream, "whisper")
        self.assertEqual(whisper["body"], {"author": "sofia", "text": "offer a refund"})
        await self.agent.do("conversation.whisper", conversation="c1", text="will do")
        self.assertEqual((await self.sofia.next(stream, "whisper"))["body"]["text"], "offer a refund")
        self.assertEqual((await self.sofia.next(stream, "whisper"))["body"]["author"], "mette")
        hidden = await self.connector.next(stream)
        self.assertEqual((hidden["kind"], hidden["offset"]), ("hidden", whisper["offset"]))
        self.assertNotIn("body", hidden)
        self.assertNotIn("whispers", await self.connector.query("conversation", conversation="c1"))

        await refused(self.say("let me help", session=self.sofia), "forbidden")
        await self.sofia.do("conversation.join", conversation="c1")
        for session in (self.agent, self.connector):
            self.assertEqual((await session.next(stream, "joined"))["body"], {"user": "sofia"})
        await self.say("let me help", session=self.sofia)
        message = (await self.connector.next(stream, "message"))["body"]["message"]
        self.assertEqual(message["author"], {"role": "agent", "id": "sofia"})

        for _ in range(6):
            await self.say(GLAD)
        cleared = await self.sofia.next("queue/support", "alert")
        self.assertEqual(cleared["body"]["state"], "cleared")
        state = await self.sofia.query("conversation", conversation="c1")
        self.assertEqual(state["turning_point"]["message"], 1)
        self.assertEqual(state["turning_point"]["recovered"]["after_reply"], message["message"])

    async def test_of_two_supervisors_one_wins_and_the_other_is_told_so(self):
        await self.alarmed()
        for session in (self.sofia, self.sanna):
            await session.next("queue/support", "alert")
        both = await asyncio.gather(
            *(s.do("alert.set", conversation="c1", state="taken") for s in (self.sofia, self.sanna)),
            return_exceptions=True)
        lost = [e for e in both if isinstance(e, Exception)]
        self.assertEqual(len(lost), 1)
        self.assertEqual(lost[0].code, "conflict")
        for session in (self.sofia, self.sanna):
            taken = (await session.next("queue/support", "alert"))["body"]
            self.assertEqual(taken["state"], "taken")
            self.assertIn(taken["by"], ("sofia", "sanna"))
            self.assertIn(taken["by"], lost[0].frame["message"])
        snapshot = await self.sanna.follow("queue/support")
        self.assertEqual(snapshot["state"]["alerts"][0]["state"], "taken")
        await refused(self.agent.do("alert.set", conversation="c1", state="ignored"), "forbidden")

    async def test_access_is_explained_and_the_foreign_is_as_if_it_were_not(self):
        await self.served()
        explain = lambda session, **args: session.ask(
            {"type": "query", "what": "access.explain", "args": args})
        self.assertTrue((await explain(self.agent, what="sentiment", conversation="c1"))["allowed"])
        await self.sofia.do("queue.configure", queue="support", sentiment=False)
        why = await explain(self.agent, what="sentiment", conversation="c1")
        self.assertFalse(why["allowed"])
        self.assertEqual(why["reasons"][0]["code"], "feature_off")
        self.assertIn("sofia", why["reasons"][0]["who_can_change_it"])
        await self.admin.do("queue.members", queue="support", members=[])
        why = await explain(self.agent, what="sentiment", conversation="c1")
        self.assertEqual([r["code"] for r in why["reasons"]], ["feature_off", "not_member"])
        await self.admin.do("queue.members", queue="support", members=["mette"])
        otto = await Session.open(self.server, "otto", "agent", "supervisor", "manager", "connector")
        for what in ("sentiment", "conversation"):
            foreign = await explain(otto, what=what, conversation="c1")
            missing = await explain(otto, what=what, conversation="c9")
            self.assertFalse(foreign["allowed"])
            self.assertEqual(str(foreign), str(missing).replace("c9", "c1"))
        foreign, missing = [await explain(otto, what="queue", queue=q) for q in ("support", "nowhere")]
        self.assertEqual(str(foreign), str(missing).replace("nowhere", "support"))
        why = await explain(self.agent, what="op", op="queue.create")
        self.assertEqual(why["reasons"][0]["code"], "no_role")
        await refused(explain(self.agent, what="op", op="make.coffee"), "invalid_field")
        await refused(explain(self.agent, what="weather"), "invalid_field")

    async def test_the_wall_is_paged_by_risk(self):
        for i in range(5):
            await self.served(f"c{i}")
        await self.say(ANGRY, "c3")
        await asyncio.sleep(3 * TICK)
        seen, after = [], None
        while True:
            page = await self.sofia.query("queue.conversations", queue="support", limit=2,
                                          **({"after": after} if after else {}))
            self.assertEqual(page["conversations_total"], 5)
            seen += [row["conversation"] for row in page["conversations"]]
            after = page["next"]
            if not after:
                break
        self.assertEqual(seen[0], "c3")
        self.assertEqual(sorted(seen), [f"c{i}" for i in range(5)])
        await refused(self.sofia.query("queue.conversations", queue="nowhere"), "not_found")

    async def test_the_agent_reads_the_customers_earlier_conversations(self):
        await self.served("old")
        await self.say(ANGRY, "old")
        await self.agent.do("conversation.note", conversation="old", text="sent a new lamp")
        await self.connector.do("conversation.close", conversation="old")
        await self.served("new")
        found = await self.agent.query("customer.history", conversation="new")
        self.assertEqual([c["conversation"] for c in found["conversations"]], ["old"])
        earlier = found["conversations"][0]
        self.assertEqual(earlier["messages"][0]["text"], ANGRY)
        self.assertEqual(earlier["notes"][0]["text"], "sent a new lamp")
        self.assertNotIn("score", earlier["messages"][0])
        self.assertNotIn("sentiment", earlier)
        await refused(self.sofia.query("customer.history", conversation="new"), "forbidden")

    async def test_agents_and_customers_are_told_where_messages_are_scored(self):
        await self.served()
        for session in (self.connector, self.agent):
            self.assertTrue((await session.query("conversation", conversation="c1"))["notice"])
        await self.sofia.do("queue.configure", queue="support", notice="We listen in.")
        self.assertEqual((await self.connector.query("conversation", conversation="c1"))["notice"], "We listen in.")
        await self.sofia.do("queue.configure", queue="support", sentiment=False)
        self.assertIsNone((await self.connector.query("conversation", conversation="c1"))["notice"])


class Trail(unittest.IsolatedAsyncioTestCase):
    async def test_every_step_of_a_supervisor_stands_in_the_audit_log(self):
        with tempfile.TemporaryDirectory() as folder, server(data_dir=folder) as running:
            await office(running, sentiment=True)
            connector = await Session.open(running, "webchat", "connector")
            agent = await Session.open(running, "mette", "agent")
            sofia = await Session.open(running, "sofia", "supervisor")
            for name in ("old", "c1"):
                await connector.do("conversation.open", conversation=name, queue="support",
                                   channel="chat", customer={"id": "u7"})
                await sofia.do("conversation.assign", conversation=name, agent="mette")
                if name == "old":
                    await sofia.do("conversation.close", conversation=name)
            await sofia.follow("conversation/c1")
            await sofia.query("sentiment.explain", conversation="c1")
            await sofia.do("conversation.whisper", conversation="c1", text="a secret word")
            await sofia.do("conversation.join", conversation="c1")
            await agent.query("customer.history", conversation="c1")
            await sofia.do("queue.configure", queue="support", alerts={"agent": "off"})
            self.assertEqual(running.stop(), 0)
            found = {(e["who"], e["what"], e["on"]) for e in entries(folder)}
            for what in ("assign", "watch", "read_transcript", "whisper", "join"):
                self.assertIn(("sofia", what, "conversation/c1"), found)
            self.assertIn(("sofia", "close", "conversation/old"), found)
            self.assertIn(("sofia", "policy", "queue/support"), found)
            self.assertIn(("mette", "read_history", "conversation/c1"), found)
            self.assertNotIn("a secret word", str(entries(folder)))


if __name__ == "__main__":
    unittest.main()
