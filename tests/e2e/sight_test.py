"""Who sees what, at every delivery: live, resumed, in snapshots and queries, before and after a right or a switch changes."""
import asyncio
import json
import tempfile
import unittest

from audit_test import entries
from desk import Session, refused, server
from house import ANGRY, OWN, House

READERS = ["connector", "agent", "supervisor", "manager"]
# Kinds that these readers get as `hidden`; all others of the story are for all four.
HIDDEN = {"note": {"connector"}, "action_item": {"connector"}, "transfer": {"connector"}, "sentiment": {"connector"},
          "whisper": {"connector", "manager"}, "unshared comment": {"connector", "agent", "supervisor"},
          "shared comment": {"connector", "supervisor"},
          "shared": {"connector", "agent", "supervisor"}, "unshared": {"connector", "agent", "supervisor"},
          "alert": set(READERS)}


def fields(value):
    """The names of all fields, however deep."""
    if isinstance(value, dict):
        return set(value).union(*map(fields, value.values()))
    return set().union(*map(fields, value)) if isinstance(value, list) else set()


class Sight(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.running = server("--set", "queues.tick_ms=50", "--set", "routing.offer_timeout_ms=600000",
                              data_dir=self.folder.name)
        self.server = self.running.__enter__()
        self.house = await House().build(self.server)
        self.people = {role: await self.house.person(role) for role in READERS}
        self.admin = self.house.admin

    async def asyncTearDown(self):
        self.assertIn(self.server.process.poll(), (None, 0), "still there, or stopped by the test")
        await self.house.close()
        self.running.__exit__(None, None, None)
        self.folder.cleanup()

    async def upto(self, session, stream, offset):
        """The events of a stream up to this offset."""
        seen = []
        while not seen or seen[-1]["offset"] < offset:
            seen.append(await session.next(stream))
            self.assertEqual(seen[-1]["type"], "event", seen[-1])
        return seen

    async def resumed(self, role, stream, offset):
        """All of it once more, for somebody who comes back having seen nothing."""
        session = await Session.open(self.server, getattr(OWN, role), role)
        epoch = (await session.follow(stream, "head"))["epoch"]
        await session.follow(stream, {"epoch": epoch, "offset": 0})
        events = await self.upto(session, stream, offset)
        await session.close()
        return events

    async def story(self, name):
        """Everything that can happen in a conversation: each step with the offsets of its events."""
        connector, agent, supervisor, manager = (self.people[role] for role in READERS)
        def command(session, op, **args):
            return session.do(op, conversation=name, **args)
        steps = [("message", command(connector, "conversation.message", text=ANGRY)),
                 ("message", command(agent, "conversation.message", text="I will call you back tomorrow.")),
                 ("note", command(agent, "conversation.note", text="careful")),
                 ("whisper", command(supervisor, "conversation.whisper", text="offer a refund")),
                 ("joined", command(supervisor, "conversation.join")),
                 ("unshared comment", command(manager, "comment.add", text="poor", share=False)),
                 ("shared comment", command(manager, "comment.add", text="well done", share=True)),
                 ("shared comment", command(agent, "comment.add", text="thank you", reply_to="2")),
                 ("unshared comment", command(manager, "comment.edit", comment="1", text="better")),
                 ("shared comment", command(manager, "comment.delete", comment="2")),
                 ("alert", command(supervisor, "alert.set", state="taken")),
                 ("shared", command(manager, "conversation.share", sellers=[OWN.colleague])),
                 ("unshared", command(manager, "conversation.unshare", sellers=[OWN.colleague])),
                 ("action_item", command(agent, "action_item.set", item=1, state="done")),
                 ("sentiment", self.admin.do("queue.configure", queue=OWN.queue, sentiment=False)),
                 ("sentiment", self.admin.do("queue.configure", queue=OWN.queue, sentiment=True)),
                 ("transfer", command(agent, "conversation.transfer", queue="q2")),
                 ("status", command(agent, "conversation.close", outcome="solved"))]
        told, before = [], await self.head(name)
        for what, step in steps:
            await step
            now = await self.head(name)
            told.append((what, range(before + 1, now + 1)))
            before = now
        return told

    async def head(self, name):
        """The newest offset, as somebody sees it who is no reader of the test."""
        session = await self.house.session(OWN.supervisor, "supervisor", "agent")
        return (await session.follow(f"conversation/{name}", "head"))["offset"]

    async def test_hidden_events_keep_their_place_live_and_resumed(self):
        name = await self.house.conversation("own")
        stream = f"conversation/{name}"
        first = {role: (await s.follow(stream))["offset"] for role, s in self.people.items()}
        told = await self.story(name)
        last = told[-1][1][-1]
        for role, session in self.people.items():
            live = await self.upto(session, stream, last)
            again = await self.resumed(role, stream, last)
            self.assertEqual([e["offset"] for e in live], list(range(first[role] + 1, last + 1)), role)
            self.assertEqual([e["offset"] for e in again], list(range(1, last + 1)), role)
            for how, events in (("live", live), ("resumed", again)):
                kinds = {e["offset"]: e["kind"] for e in events}
                for step, offsets in told:
                    # Offers are made whenever routing gets to it.
                    shown = {kinds[o] for o in offsets} - {"hidden", "offered", "offer_closed"}
                    expected = set() if role in HIDDEN.get(step, ()) else {step.split()[-1]}
                    self.assertEqual(shown, expected, (role, step, how))
            for event in live + again:
                if event["kind"] == "hidden":
                    self.assertNotIn("body", event)
                if role == "connector":
                    self.assertFalse({"sentiment", "score", "turning_point", "notes", "whispers"} & fields(event), event)

    async def test_states_show_each_reader_their_part(self):
        name = await self.house.conversation("own")
        await self.story(name)
        states = {role: await s.query("conversation", conversation=name) for role, s in self.people.items()}
        for role, state in states.items():
            snapshot = (await self.people[role].follow(f"conversation/{name}"))["state"]
            self.assertEqual(snapshot, state, role)
        self.assertFalse({"sentiment", "score", "turning_point", "notes", "whispers", "comments", "offered_to", "transfer"}
                         & fields(states["connector"]))
        self.assertEqual([w["text"] for w in states["supervisor"]["whispers"]], ["offer a refund"])
        self.assertEqual([w["text"] for w in states["agent"]["whispers"]], ["offer a refund"])
        self.assertNotIn("whispers", states["manager"])
        said = {role: [c["text"] for c in state.get("comments", [])] for role, state in states.items()}
        self.assertEqual(said, {"connector": [], "agent": [None, "thank you"], "supervisor": [],
                                "manager": ["better", None, "thank you"]})

    async def test_the_switch_takes_the_sentiment_of_old_messages_too(self):
        name = await self.house.conversation("own")
        stream = f"conversation/{name}"
        for role in READERS[1:]:
            state = await self.people[role].query("conversation", conversation=name)
            self.assertIn("score", fields(state), role)
        await self.admin.do("queue.configure", queue=OWN.queue, sentiment=False)
        await self.people["connector"].do("conversation.message", conversation=name, text=ANGRY)
        for role in READERS:
            state = await self.people[role].query("conversation", conversation=name)
            self.assertFalse({"score", "turning_point", "value"} & fields(state), role)
            self.assertEqual(state.get("sentiment"), {"level": None, "reason": "feature_off"} if role == "agent" else None)
            last = (await self.people[role].follow(stream))["offset"]
            for event in await self.resumed(role, stream, last):
                self.assertFalse({"score", "value"} & fields(event), (role, event))
        await refused(self.people["supervisor"].query("sentiment.explain", conversation=name), "feature_off")

    async def test_sight_goes_with_the_conversation_to_its_queue(self):
        name = await self.house.conversation("own")
        stream = f"conversation/{name}"
        sara, finn = self.people["supervisor"], await self.house.person("supervisor", "foreign")
        axel = await self.house.session(OWN.colleague, "agent")
        await self.people["manager"].do("conversation.share", conversation=name, sellers=[OWN.colleague])
        self.assertIn("sentiment", await axel.query("conversation", conversation=name))
        await sara.follow(stream)
        await refused(finn.query("conversation", conversation=name), "not_found")
        await self.people["connector"].do("conversation.transfer", conversation=name, queue="q2")
        while (await sara.next(stream))["type"] != "revoked":
            pass
        await refused(sara.query("conversation", conversation=name), "not_found")
        await refused(sara.do("comment.add", conversation=name, text="x", share=False), "not_found")
        self.assertIn("score", fields(await finn.query("conversation", conversation=name)))
        await finn.do("comment.add", conversation=name, text="x", share=False)
        guest = await axel.query("conversation", conversation=name)  # a member of the queue that it has left
        self.assertFalse({"sentiment", "score", "notes", "comments", "whispers"} & fields(guest))

    async def test_an_alert_on_the_desk_ends_with_the_membership(self):
        name = await self.house.conversation("own")
        anna = self.people["agent"]
        def about(e):
            return e["body"]["conversation"] == name
        raised = await anna.next(f"agent/{OWN.agent}", "alert", about)
        self.assertEqual((raised["body"]["state"], "words" in raised["body"]), ("raised", True))
        await self.admin.do("queue.members", queue=OWN.queue, members=[OWN.colleague])
        cleared = await anna.next(f"agent/{OWN.agent}", "alert", about)
        self.assertEqual(cleared["body"]["state"], "cleared")
        self.assertFalse({"level", "words", "since_message"} & fields(cleared))
        state = await anna.query("conversation", conversation=name)
        self.assertEqual(state["sentiment"], {"level": None, "reason": "not_member"})

    async def test_who_leaves_a_stream_hears_no_more_of_it(self):
        name = await self.house.conversation("own")
        streams = {"supervisor": [f"conversation/{name}", "queue/q1"], "manager": [f"conversation/{name}", "seller/anna"],
                   "agent": ["queue/q1"]}
        for role, names in streams.items():
            for stream in names:
                await self.people[role].follow(stream)
        await self.house.dismiss()
        for _ in range(3):
            await self.people["connector"].do("conversation.message", conversation=name, text=ANGRY)
            await self.house.conversation("own", "open")
        await asyncio.sleep(0.3)  # a few ticks
        for role, names in streams.items():
            for stream in names:
                frames = []
                while not self.people[role].stream(stream).empty():
                    frames.append(self.people[role].stream(stream).get_nowait())
                self.assertEqual(frames[-1]["type"], "revoked", (role, stream, frames[-1]))
                self.assertNotIn(ANGRY, json.dumps(frames), (role, stream))

    async def test_nobody_has_an_office_over_oneself(self):
        await self.admin.do("queue.members", queue=OWN.queue, members=[OWN.agent, OWN.colleague],
                            supervisors=[OWN.supervisor, OWN.agent])
        await self.admin.do("team.set", team=OWN.team, managers=[OWN.manager, OWN.agent],
                            sellers=[OWN.agent, OWN.colleague])
        anna = await self.house.session(OWN.agent, "agent", "supervisor", "manager")
        name = await self.house.conversation("own")
        for by in ("manager", "supervisor"):
            await self.people[by].do("comment.add", conversation=name, text="a verdict", share=False)
        for seen in (await anna.query("conversation", conversation=name), await anna.follow(f"conversation/{name}"),
                     await anna.query("conversation.transcript", conversation=name)):
            self.assertNotIn("a verdict", json.dumps(seen))
        for op, more in (("conversation.join", {}), ("alert.set", {"state": "ignored"}),
                         ("conversation.share", {"sellers": [OWN.colleague]})):
            await refused(anna.do(op, conversation=name, **more), "forbidden")
        wall = await anna.follow(f"queue/{OWN.queue}")
        self.assertNotIn(name, [alert.get("conversation") for alert in wall["state"]["alerts"]])

    async def test_every_reading_by_others_is_written_down_and_explained(self):
        name = await self.house.conversation("own")
        anna, axel = self.people["agent"], await self.house.session(OWN.colleague, "agent")
        async def may_read(session):
            asked = {"type": "query", "what": "access.explain", "args": {"what": "conversation", "conversation": name}}
            return (await session.ask(asked))["allowed"]
        self.assertFalse(await may_read(axel))
        await self.people["manager"].do("conversation.share", conversation=name, sellers=[OWN.colleague])
        self.assertTrue(await may_read(axel))
        for session in (anna, axel, *self.people.values()):
            await session.query("conversation", conversation=name)
        await self.people["connector"].do("conversation.transfer", conversation=name, queue="q2")
        self.assertTrue(await may_read(anna))
        await anna.query("conversation", conversation=name)
        self.assertEqual(self.server.stop(), 0)
        read = [(e["who"], e["detail"]) for e in entries(self.folder.name, "--what", "read_transcript")]
        self.assertEqual(read, [(OWN.colleague, "as guest"), (OWN.supervisor, "as supervisor"),
                                (OWN.manager, "as manager"), (OWN.agent, "as former agent")])


if __name__ == "__main__":
    unittest.main()
