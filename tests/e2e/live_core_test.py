"""The first story: a customer writes, the right people see the mood change."""
import asyncio
import json
import unittest

from desk import Session, office, refused, server

CHAT = {"queue": "support", "channel": "chat", "customer": {"id": "u7", "name": "Ana"}}


class LiveCore(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.running = server()
        self.server = self.running.__enter__()
        self.admin = await office(self.server, sentiment=True)
        self.connector = await Session.open(self.server, "webchat", "connector")
        self.agent = await Session.open(self.server, "mette", "agent")
        self.supervisor = await Session.open(self.server, "sofia", "supervisor")

    async def asyncTearDown(self):
        self.assertTrue(self.server.alive(), "the server is still there")
        self.assertEqual(self.server.stop(), 0)
        self.running.__exit__(None, None, None)

    async def opened(self, name="c1", **more):
        await self.connector.do("conversation.open", conversation=name, **{**CHAT, **more})
        return f"conversation/{name}"

    async def say(self, text, name="c1", **more):
        return await self.connector.do("conversation.message", conversation=name, text=text, **more)

    async def test_mood_falls_and_recovers_on_agents_and_supervisors_screens(self):
        stream = await self.opened()
        await self.connector.do("conversation.assign", conversation="c1", agent="mette")
        for session in (self.agent, self.supervisor):
            snapshot = await session.follow(stream)
            self.assertEqual(snapshot["state"]["sentiment"]["level"], "neutral")
            self.assertEqual(snapshot["state"]["sentiment"]["evidence"], 0)
        await self.say("this is terrible, I hate it, the worst service ever!")
        for session in (self.agent, self.supervisor):
            event = await session.next(stream, "message")
            self.assertLess(event["body"]["sentiment"]["value"], 0)
            self.assertLess(event["body"]["message"]["score"], 0)
        for _ in range(6):
            await self.say("thank you so much, you are wonderful, I love it!")
        event = await self.agent.next(stream, "message", lambda e: e["body"]["message"]["message"] == 7)
        self.assertGreater(event["body"]["sentiment"]["value"], 0)
        self.assertEqual(event["body"]["sentiment"]["evidence"], 6)

    async def test_switching_off_takes_the_mood_from_all_and_on_brings_it_back(self):
        stream = await self.opened()
        await self.connector.do("conversation.assign", conversation="c1", agent="mette")
        await self.say("I hate this, it is awful")
        await self.agent.follow(stream)
        await self.supervisor.follow(stream)
        await self.supervisor.do("queue.configure", queue="support", sentiment=False)
        event = await self.agent.next(stream, "sentiment")
        self.assertEqual(event["body"]["sentiment"], {"level": None, "reason": "feature_off"})
        event = await self.supervisor.next(stream, "sentiment")
        self.assertEqual(event["body"], {})
        await self.say("still awful")
        event = await self.supervisor.next(stream, "message")
        self.assertNotIn("sentiment", event["body"])
        self.assertNotIn("score", event["body"]["message"])
        await self.supervisor.do("queue.configure", queue="support", sentiment=True)
        for session in (self.agent, self.supervisor):
            event = await session.next(stream, "sentiment")
            self.assertLess(event["body"]["sentiment"]["value"], 0)
            self.assertEqual(event["body"]["sentiment"]["evidence"], 2)

    async def test_an_agent_who_is_no_member_never_sees_the_mood(self):
        stream = await self.opened()
        await self.connector.do("conversation.assign", conversation="c1", agent="otto")
        outsider = await Session.open(self.server, "otto", "agent")
        snapshot = await outsider.follow(stream)
        self.assertEqual(snapshot["state"]["sentiment"], {"level": None, "reason": "not_member"})
        await self.say("I hate this")
        event = await outsider.next(stream, "message")
        self.assertEqual(event["body"]["sentiment"], {"level": None, "reason": "not_member"})
        self.assertNotIn("score", event["body"]["message"])
        await self.admin.do("queue.members", queue="support", members=["mette", "otto"])
        event = await outsider.next(stream, "sentiment")
        self.assertLess(event["body"]["sentiment"]["value"], 0)

    async def test_what_you_may_not_see_does_not_exist(self):
        stream = await self.opened()
        stranger = await Session.open(self.server, "otto", "agent", "supervisor", "manager")
        await refused(stranger.follow(stream), "not_found")
        await refused(stranger.query("conversation", conversation="c1"), "not_found")
        await refused(stranger.do("conversation.message", conversation="c1", text="hi"), "not_found")
        await refused(stranger.follow("queue/support"), "not_found")
        await refused(stranger.follow("agent/mette"), "not_found")
        foreign = await Session.open(self.server, "othershop", "connector")
        await refused(foreign.follow(stream), "not_found")
        await refused(foreign.do("conversation.close", conversation="c1"), "not_found")
        await refused(self.agent.do("conversation.open", conversation="c2", **CHAT), "forbidden")
        await refused(self.supervisor.do("queue.configure", queue="support", multilingual=True),
                      "forbidden")

    async def test_notes_are_hidden_from_the_connector_with_contiguous_offsets(self):
        stream = await self.opened()
        await self.connector.follow(stream)
        await self.supervisor.do("conversation.note", conversation="c1", text="call her back")
        await self.say("hello")
        hidden, message = await self.connector.next(stream), await self.connector.next(stream)
        self.assertEqual((hidden["kind"], hidden["offset"]), ("hidden", 2))
        self.assertNotIn("body", hidden)
        self.assertEqual((message["kind"], message["offset"]), ("message", 3))
        self.assertNotIn("sentiment", message["body"])
        state = await self.supervisor.query("conversation", conversation="c1")
        self.assertEqual(state["notes"][0]["text"], "call her back")
        self.assertNotIn("notes", await self.connector.query("conversation", conversation="c1"))

    async def test_the_bot_phase_counts_and_the_life_ends_in_closed(self):
        stream = await self.opened(with_bot=True)
        await self.supervisor.follow(stream)
        await self.say("this is horrible and I hate it")
        await self.say("How can I help?", author={"role": "bot"})
        await refused(self.connector.do("conversation.assign", conversation="c1", agent="mette"),
                      "conflict")
        await self.connector.do("conversation.escalate", conversation="c1")
        await self.agent.follow("agent/mette")
        await self.connector.do("conversation.assign", conversation="c1", agent="mette")
        assigned = await self.agent.next("agent/mette", "assigned")
        self.assertEqual(assigned["body"]["conversation"], "c1")
        state = (await self.agent.follow(stream))["state"]
        self.assertEqual(state["sentiment"]["evidence"], 1)
        self.assertLess(state["sentiment"]["value"], 0)
        self.assertEqual(state["status"], "active")
        await self.agent.do("conversation.message", conversation="c1", text="I am sorry")
        await self.agent.do("conversation.close", conversation="c1", outcome="solved")
        await refused(self.say("one more thing"), "conversation_closed")
        closed = await self.supervisor.next(stream, "status")
        self.assertEqual(closed["body"]["status"], "closed")
        state = await self.supervisor.query("conversation", conversation="c1")
        self.assertEqual([m["author"]["role"] for m in state["messages"]],
                         ["customer", "bot", "agent"])
        await refused(self.connector.do("conversation.open", conversation="c1", **CHAT),
                      "already_exists")

    async def test_the_wall_shows_the_row_and_members_see_no_mood(self):
        wall = await self.supervisor.follow("queue/support")
        self.assertTrue(wall["state"]["policy"]["sentiment"])
        await self.agent.follow("queue/support")
        await self.opened()
        await self.say("I hate this, it is terrible")
        row = await self.supervisor.next("queue/support", "conversation",
                                         lambda e: e["body"].get("sentiment", {}).get("evidence") == 1)
        self.assertLess(row["body"]["sentiment"]["value"], 0)
        self.assertEqual(row["body"]["customer"]["id"], "u7")
        row = await self.agent.next("queue/support", "conversation")
        self.assertNotIn("sentiment", row["body"])
        figures = await self.agent.next("queue/support", "figures")
        self.assertNotIn("by_level", figures["body"])
        self.assertEqual(figures["body"]["backlog"], 1)
        await self.connector.do("conversation.close", conversation="c1")
        row = await self.supervisor.next("queue/support", "conversation",
                                         lambda e: e["body"].get("left") == "closed")
        figures = await self.supervisor.next("queue/support", "figures",
                                             lambda e: e["body"]["abandoned"] == 1)
        self.assertEqual(figures["body"]["backlog"], 0)

    async def test_a_key_makes_a_command_once(self):
        await self.opened()
        first = await self.say("hello", key="k1")
        again = await self.say("hello", key="k1")
        self.assertEqual(first, again)
        self.assertTrue(self.connector.duplicate)
        await refused(self.say("other", key="k1"), "conflict")
        state = await self.connector.query("conversation", conversation="c1")
        self.assertEqual(len(state["messages"]), 1)

    async def test_a_swear_word_bounds_the_level_and_not_the_score(self):
        stream = await self.opened()
        await self.supervisor.follow(stream)
        for _ in range(3):
            await self.say("thank you so much, this is wonderful, I love it")
        await self.say("fuck")
        event = await self.supervisor.next(stream, "message",
                                           lambda e: e["body"]["message"]["message"] == 4)
        self.assertLessEqual(event["body"]["sentiment"]["value"], -2)
        self.assertTrue(event["body"]["sentiment"]["profanity"])
        explained = await self.supervisor.query("sentiment.explain", conversation="c1")
        self.assertEqual(len(explained["messages"]), 4)
        total = sum(m["contribution"] for m in explained["messages"])
        self.assertAlmostEqual(total, explained["score"], delta=1e-4)
        for m in explained["messages"]:
            parts = m["base"] + sum(w["contribution"] for w in m["words"] + m["rules"])
            self.assertAlmostEqual(parts, m["score"], places=4)

    async def test_resume_gives_what_was_missed(self):
        stream = await self.opened()
        place = await self.supervisor.follow(stream, "head")
        await self.supervisor.close()
        for i in range(5):
            await self.say(f"message {i}")
        back = await Session.open(self.server, "sofia", "supervisor")
        await back.follow(stream, {"epoch": place["epoch"], "offset": place["offset"]})
        texts = [(await back.next(stream, "message"))["body"]["message"]["text"] for _ in range(5)]
        self.assertEqual(texts, [f"message {i}" for i in range(5)])
        await back.follow(stream, {"epoch": "other", "offset": 1})
        self.assertEqual((await back.next(stream))["type"], "gap")

    async def test_queries_tell_who_and_what(self):
        me = await self.agent.query("whoami")
        self.assertEqual(me["user"]["id"], "mette")
        self.assertEqual(me["queues"], ["support"])
        queues = await self.supervisor.query("queues")
        self.assertEqual([q["queue"] for q in queues["queues"]], ["support"])
        scored = await self.agent.query("sentiment.score", text="I love this")
        self.assertGreater(scored["score"], 0)
        parts = scored["base"] + sum(w["contribution"] for w in scored["words"] + scored["rules"])
        self.assertAlmostEqual(parts, scored["score"], places=4)


class Probes(unittest.TestCase):
    def test_health_readiness_and_metrics_answer(self):
        with server() as s:
            self.assertEqual(s.http("/healthz")[0], 200)
            self.assertEqual(s.http("/readyz")[0], 200)
            status, text = s.http("/metrics")
            self.assertEqual(status, 200)
            self.assertIn("earshot_sessions ", text)
            self.assertIn('earshot_actors{kind="conversation"} 0', text)
            self.assertIn("earshot_answer_seconds_count ", text)
            document = json.loads(s.http("/asyncapi.json")[1])
            self.assertEqual(document["asyncapi"], "3.0.0")
            ops = document["components"]["messages"]["command"]["payload"]["properties"]["op"]["enum"]
            self.assertIn("conversation.message", ops)
            status, text = s.http("/nothing")
            self.assertEqual(status, 404)
            self.assertIn('"status":404', text)


if __name__ == "__main__":
    unittest.main()
