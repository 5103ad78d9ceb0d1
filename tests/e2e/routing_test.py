"""Who serves whom: offers, presence, take, transfer, wrap-up, lost sessions, a restart in the middle."""
import asyncio
import signal
import tempfile
import unittest

from desk import Refused, Session, refused, server

QUICK = ("--set", "routing.offer_timeout_ms=600", "--set", "routing.reconnect_grace_ms=500",
         "--set", "queues.tick_ms=50")


class Routing(unittest.IsolatedAsyncioTestCase):
    flags = QUICK

    async def asyncSetUp(self):
        self.folder = tempfile.TemporaryDirectory()
        await self.start()
        admin = await Session.open(self.server, "root", "admin")
        for queue, members in (("support", ["mette", "per"]), ("billing", ["per", "ida"])):
            await admin.do("queue.create", queue=queue, members=members, supervisors=["sofia"])
            await admin.do("queue.configure", queue=queue, sentiment=True)
        self.admin = admin

    async def start(self):
        self.running = server(*self.flags, data_dir=self.folder.name)
        self.server = self.running.__enter__()
        self.connector = await Session.open(self.server, "webchat", "connector")
        self.sofia = await Session.open(self.server, "sofia", "supervisor")

    async def asyncTearDown(self):
        self.assertTrue(self.server.alive(), "the server is still there")
        self.running.__exit__(None, None, None)
        self.folder.cleanup()

    async def agent(self, user, presence="available", **more):
        session = await Session.open(self.server, user, "agent")
        session.desk = f"agent/{user}"
        await session.follow(session.desk)
        if presence:
            await session.do("presence.set", presence=presence, **more)
        return session

    async def opened(self, name, queue="support", channel="chat", **more):
        await self.connector.do("conversation.open", conversation=name, queue=queue, channel=channel,
                                customer={"id": "u-" + name, "name": "Ana"}, **more)

    async def offer(self, session, name):
        event = await session.next(session.desk, "offer", lambda e: e["body"]["conversation"] == name)
        return event["body"]

    async def closed_offer(self, session, name):
        event = await session.next(session.desk, "offer_closed",
                                   lambda e: e["body"]["conversation"] == name)
        return event["body"]["reason"]

    async def state(self, name):
        return await self.sofia.query("conversation", conversation=name)

    async def test_an_offer_is_accepted_and_opens_with_the_whole_talk(self):
        mette = await self.agent("mette")
        await self.opened("c1", with_bot=True)
        await self.connector.do("conversation.message", conversation="c1", text="This is terrible, I hate it")
        await self.connector.do("conversation.message", conversation="c1", text="Shall I fetch somebody?",
                                author={"role": "bot"})
        await self.connector.do("conversation.escalate", conversation="c1")
        offer = await self.offer(mette, "c1")
        self.assertEqual((offer["queue"], offer["channel"], offer["customer"]["name"]),
                         ("support", "chat", "Ana"))
        self.assertEqual(offer["position"], 1)
        self.assertGreaterEqual(offer["waiting_ms"], 0)
        self.assertLess(offer["sentiment"]["value"], 0)
        self.assertIn("expires_at", offer)
        result = await mette.do("offer.accept", conversation="c1")
        state = result["state"]
        self.assertEqual((state["status"], state["agent"], state["bot_until"]), ("active", "mette", 2))
        self.assertEqual([m["author"]["role"] for m in state["messages"]], ["customer", "bot"])
        self.assertEqual(await self.closed_offer(mette, "c1"), "accepted")
        snapshot = (await mette.follow("conversation/c1"))["state"]
        self.assertEqual(snapshot["status"], "active")
        wall = (await self.sofia.follow("queue/support"))["state"]
        self.assertIn({"user": "mette", "presence": "available", "open": 1, "capacity": 5}, wall["members"])

    async def test_declined_and_unanswered_offers_go_on_to_the_next(self):
        mette, per = await self.agent("mette"), await self.agent("per")
        await self.sofia.follow("queue/support")
        await self.opened("c1")
        await self.offer(mette, "c1")
        await mette.do("offer.decline", conversation="c1")
        self.assertEqual(await self.closed_offer(mette, "c1"), "declined")
        await self.offer(per, "c1")
        self.assertEqual(await self.closed_offer(per, "c1"), "timed_out")
        await self.offer(mette, "c1")
        await refused(per.do("offer.accept", conversation="c1"), "conflict")
        await mette.do("offer.accept", conversation="c1")
        await self.opened("c2")
        await self.offer(per, "c2")  # the second one in a row that nobody answers
        self.assertEqual(await self.closed_offer(per, "c2"), "timed_out")
        away = await per.next(per.desk, "presence", lambda e: e["body"]["presence"] == "away")
        self.assertEqual(away["body"]["reason"], "offers_timed_out")
        seen = await self.sofia.next("queue/support", "presence",
                                     lambda e: {"per": "away"}.items() <= {
                                         m["user"]: m["presence"] for m in e["body"]["members"]}.items())
        self.assertEqual(seen["type"], "event")
        await self.offer(mette, "c2")

    async def test_of_two_who_take_one_wins_and_the_other_hears_who(self):
        mette, per = await self.agent("mette", "busy"), await self.agent("per", "busy")
        await self.opened("c1")
        answers = await asyncio.gather(mette.do("offer.take", conversation="c1"),
                                       per.do("offer.take", conversation="c1"), return_exceptions=True)
        lost = [a for a in answers if isinstance(a, Refused)]
        self.assertEqual([e.code for e in lost], ["conflict"])
        winner = (await self.state("c1"))["agent"]
        self.assertIn(winner, lost[0].frame["message"])
        self.assertIn("active", lost[0].frame["message"])
        stranger = await self.agent("ida")
        await refused(stranger.do("offer.take", conversation="c1"), "not_found")
        await refused(stranger.do("offer.accept", conversation="nothing"), "not_found")

    async def test_capacity_holds_over_queues_and_sessions_agree(self):
        per = await self.agent("per", capacity=1)
        other = await self.agent("per", None)
        snapshot = await other.follow(other.desk)
        self.assertEqual((snapshot["state"]["presence"], snapshot["state"]["capacity"]), ("available", 1))
        await self.opened("c1")
        await self.opened("c2", queue="billing")
        await self.offer(other, "c1")
        await per.do("offer.accept", conversation="c1")
        await refused(per.do("offer.take", conversation="c2"), "conflict")
        self.assertIsNone((await self.state("c2"))["offered_to"])
        await per.do("conversation.close", conversation="c1")
        await self.offer(other, "c2")
        await other.do("presence.set", presence="away")
        await per.next(per.desk, "presence", lambda e: e["body"]["presence"] == "away")
        self.assertEqual(await self.closed_offer(per, "c2"), "withdrawn")

    async def test_presence_is_for_those_who_serve_and_those_who_watch(self):
        refusal = await refused(self.connector.do("presence.set", presence="away"), "forbidden")
        self.assertIn("agent or supervisor", refusal["message"])
        state = (await self.sofia.follow("agent/sofia"))["state"]
        self.assertEqual((state["presence"], state["offers"]), ("offline", []))
        self.assertEqual((await self.sofia.do("presence.set", presence="away"))["presence"], "away")
        mette = await self.agent("mette")
        await self.opened("c1")
        await self.offer(mette, "c1")
        await mette.do("offer.accept", conversation="c1")
        told = await refused(mette.do("conversation.transfer", conversation="c1", agent="sofia"), "conflict")
        self.assertIn("not signed in as an agent", told["message"])  # to serve, that is

    async def test_a_transfer_waits_for_the_second_agent(self):
        mette, ida = await self.agent("mette"), await self.agent("ida")
        await self.opened("c1")
        await self.offer(mette, "c1")
        await mette.do("offer.accept", conversation="c1")
        await mette.follow("conversation/c1")
        wall = (await self.sofia.follow("queue/support"))["state"]
        if not wall["conversations"]:  # it comes at the tick
            await self.sofia.next("queue/support", "conversation", lambda e: e["body"]["conversation"] == "c1")
        await self.connector.do("conversation.message", conversation="c1", text="My invoice is wrong")
        await refused(mette.do("conversation.transfer", conversation="c1", agent="otto"), "conflict")
        await refused(mette.do("conversation.transfer", conversation="c1", queue="none"), "not_found")
        await mette.do("conversation.transfer", conversation="c1", agent="ida")
        self.assertEqual((await self.offer(ida, "c1"))["transfer_by"], "mette")
        await ida.do("offer.decline", conversation="c1")
        ended = await mette.next("conversation/c1", "offer_closed")
        self.assertEqual(ended["body"], {"agent": "ida", "reason": "declined"})
        await mette.do("conversation.message", conversation="c1", text="One moment, please")
        await mette.do("conversation.transfer", conversation="c1", queue="billing")
        offer = await self.offer(ida, "c1")
        self.assertEqual((offer["queue"], (await self.state("c1"))["agent"]), ("billing", "mette"))
        await ida.do("offer.accept", conversation="c1")
        await ida.do("conversation.message", conversation="c1", text="Let me look at the invoice")
        while (await mette.next("conversation/c1"))["type"] != "revoked":
            pass
        left = await self.sofia.next("queue/support", "conversation", lambda e: "left" in e["body"])
        self.assertEqual(left["body"]["left"], "transferred")
        wall = (await self.sofia.follow("queue/billing"))["state"]
        self.assertEqual([(r["conversation"], r["agent"]) for r in wall["conversations"]], [("c1", "ida")])
        past = await mette.query("conversation", conversation="c1")
        self.assertEqual(past["messages"][-1]["text"], "One moment, please")
        await refused(mette.do("conversation.message", conversation="c1", text="x"), "not_found")
        await self.connector.do("conversation.transfer", conversation="c1", agent="mette")
        self.assertEqual((await self.state("c1"))["agent"], "mette")

    async def test_a_dropped_session_keeps_a_chat_for_the_grace_time(self):
        mette, per = await self.agent("mette"), await self.agent("per")
        for name, channel in (("chat", "chat"), ("mail", "email")):
            await self.opened(name, channel=channel)
            await self.connector.do("conversation.assign", conversation=name, agent="mette")
        await mette.close()
        offer = await self.offer(per, "chat")
        self.assertTrue(offer["again"])
        mette = await self.agent("mette")
        self.assertEqual(await self.closed_offer(per, "chat"), "withdrawn")
        self.assertEqual((await self.state("chat"))["agent"], "mette")
        await mette.close()
        await self.offer(per, "chat")
        await per.do("offer.accept", conversation="chat")
        mette = await self.agent("mette")
        self.assertEqual((await self.state("chat"))["agent"], "per")
        self.assertEqual((await self.state("mail"))["agent"], "mette")

    async def test_mail_waits_for_the_customer_and_the_end_is_wrapped_up(self):
        await self.sofia.do("queue.configure", queue="support", wrap_up_s=1)
        mette = await self.agent("mette")
        await self.opened("m1", channel="email")
        await self.offer(mette, "m1")
        await mette.do("offer.accept", conversation="m1")
        await mette.follow("conversation/m1")
        await mette.do("conversation.message", conversation="m1", text="Which order is it?")
        changed = await mette.next("conversation/m1", "status")
        self.assertEqual(changed["body"]["status"], "waiting")
        await self.connector.do("conversation.message", conversation="m1", text="Number 7")
        changed = await mette.next("conversation/m1", "status")
        self.assertEqual(changed["body"]["status"], "active")
        await mette.do("conversation.close", conversation="m1", outcome="solved")
        changed = await mette.next("conversation/m1", "status")
        self.assertEqual(changed["body"]["status"], "wrap_up")
        await refused(self.connector.do("conversation.message", conversation="m1", text="x"),
                      "conversation_closed")
        await mette.do("conversation.note", conversation="m1", text="sent a new one")
        changed = await mette.next("conversation/m1", "status")
        self.assertEqual(changed["body"]["status"], "closed")


class Restart(Routing):
    flags = ("--set", "routing.offer_timeout_ms=60000", "--set", "routing.reconnect_grace_ms=1500",
             "--set", "queues.tick_ms=50")

    async def test_a_crash_in_the_middle_loses_nothing(self):
        mette = await self.agent("mette", capacity=2)
        for name in ("held", "asked", "waits"):
            await self.opened(name)
        await self.offer(mette, "held")
        await mette.do("offer.accept", conversation="held")
        await self.offer(mette, "asked")
        self.server.stop(signal.SIGKILL)
        self.running.__exit__(None, None, None)
        await self.start()
        per = await self.agent("per", "busy")
        await asyncio.sleep(0.5)  # ten ticks, a third of the grace time
        held = await self.state("held")
        self.assertEqual((held["agent"], held["offered_to"], held.get("agent_lost_at")), ("mette", None, None))
        self.assertEqual((await self.state("waits"))["status"], "open")
        mette = await self.agent("mette", None)
        snapshot = (await mette.follow(mette.desk))["state"]
        self.assertEqual(snapshot["presence"], "offline")
        self.assertEqual([o["conversation"] for o in snapshot["offers"]], ["asked"])
        await mette.do("offer.accept", conversation="asked")
        await per.do("presence.set", presence="available")
        await self.offer(per, "waits")
        await asyncio.sleep(2)  # the grace time is over, and mette was back in time
        self.assertEqual((await self.state("held"))["agent"], "mette")
        self.assertIsNone((await self.state("held"))["offered_to"])


for inherited in [n for n in dir(Routing) if n.startswith("test_")]:
    setattr(Restart, inherited, None)  # these ran with the quick rules

if __name__ == "__main__":
    unittest.main()
