"""The whole of a supervisor's evening, told from protocol.md alone: the mood falls, an alert, a silent look, a whisper, the chat
goes to somebody else, two supervisors want the same; and every step stands in the audit log."""
import asyncio
import tempfile
import unittest

from audit_test import entries
from desk import Refused, Session, server

ANGRY = "this is terrible, I hate it, the worst service ever!"
CHAT = "conversation/c1"


def of(conversation):
    return lambda e: e["body"]["conversation"] == conversation


class SupervisorStory(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.running = server("--set", "routing.offer_timeout_ms=60000", data_dir=self.folder.name)
        self.server = self.running.__enter__()
        admin = await Session.open(self.server, "root", "admin")
        await admin.do("queue.create", queue="support", members=["mette", "per"], supervisors=["sofia", "sanna"], sentiment=True,
                       alerts={"agent": "negative", "supervisor": "negative"})
        self.connector = await Session.open(self.server, "webchat", "connector")
        self.sofia = await Session.open(self.server, "sofia", "supervisor")
        self.sanna = await Session.open(self.server, "sanna", "supervisor")
        self.mette, self.per = await self.agent("mette"), await self.agent("per", presence="busy")

    async def asyncTearDown(self):
        if self.server.alive():
            self.server.stop()
        self.running.__exit__(None, None, None)
        self.folder.cleanup()

    async def agent(self, user, presence="available"):
        session = await Session.open(self.server, user, "agent")
        session.desk = f"agent/{user}"
        await session.follow(session.desk)
        await session.do("presence.set", presence=presence)
        return session

    async def served_by_mette(self):
        await self.connector.do("conversation.open", conversation="c1", queue="support", channel="chat",
                                customer={"id": "u7", "name": "Ana"})
        await self.connector.do("conversation.message", conversation="c1", text="Hello, where is my parcel?")
        await self.mette.next(self.mette.desk, "offer", of("c1"))
        await self.mette.do("offer.accept", conversation="c1")
        await self.mette.follow(CHAT)

    async def both(self, op, sofias, sannas):
        """What two supervisors want at once: who won, and what the other was told."""
        answers = await asyncio.gather(self.sofia.do(op, conversation="c1", **sofias),
                                       self.sanna.do(op, conversation="c1", **sannas), return_exceptions=True)
        refused = [a for a in answers if isinstance(a, Refused)]
        self.assertEqual([e.code for e in refused], ["conflict"], answers)
        return ("sanna" if answers[0] is refused[0] else "sofia"), refused[0].frame["message"]

    async def test_the_whole_evening(self):
        sofia, mette, per = self.sofia, self.mette, self.per
        wall = await sofia.follow("queue/support")
        await self.served_by_mette()
        calm = await sofia.next("queue/support", "conversation", lambda e: of("c1")(e) and e["body"]["status"] == "active")
        self.assertEqual((wall["state"]["conversations"], calm["body"]["agent"]), ([], "mette"))

        # The mood falls: the very next row shows it, and the alert comes with it.
        await self.connector.do("conversation.message", conversation="c1", text=ANGRY)
        news = []
        while len(news) < 2:
            frame = await sofia.next("queue/support")
            if frame["kind"] in ("conversation", "alert"):
                news.append(frame)
        self.assertEqual([f["kind"] for f in news], ["conversation", "alert"])
        row, alert = news[0]["body"], news[1]["body"]
        self.assertEqual((row["conversation"], row["sentiment"]["level"]), ("c1", alert["level"]))
        self.assertLess(row["sentiment"]["value"], calm["body"]["sentiment"]["value"])
        self.assertLess(row["trend"], 0)
        self.assertEqual((alert["conversation"], alert["agent"], alert["customer"]["name"], alert["since_message"], alert["state"]),
                         ("c1", "mette", "Ana", 2, "raised"))
        self.assertIn("terrible", alert["words"])

        # She looks in; the agent's stream goes on as if nothing had been.
        seen = await sofia.follow(CHAT)
        self.assertEqual([m["text"] for m in seen["state"]["messages"]][-1], ANGRY)
        await sofia.do("alert.set", conversation="c1", state="taken")
        await sofia.do("conversation.whisper", conversation="c1", text="offer her a refund")
        angry = await mette.next(CHAT, "message")
        whisper = await mette.next(CHAT)
        while whisper["kind"] == "hidden":  # the alert is none of hers
            whisper = await mette.next(CHAT)
        self.assertEqual((whisper["kind"], whisper["body"]), ("whisper", {"author": "sofia", "text": "offer her a refund"}))
        self.assertEqual(angry["offset"], seen["offset"], "a look makes no event")

        # She hands the chat to another agent: the first one stays until the second accepts.
        await sofia.do("conversation.transfer", conversation="c1", agent="per")
        offer = (await per.next(per.desk, "offer", of("c1")))["body"]
        self.assertEqual((offer["transfer_by"], offer["sentiment"]), ("sofia", row["sentiment"]))
        await mette.do("conversation.message", conversation="c1", text="A colleague will be with you in a moment.")
        state = (await per.do("offer.accept", conversation="c1"))["state"]
        self.assertEqual((state["agent"], len(state["messages"])), ("per", 3))
        self.assertNotIn("whispers", [k for k in state if state[k]], "the whisper was for mette")
        while (frame := await mette.next(CHAT))["type"] != "revoked":
            self.assertEqual(frame["type"], "event")
        await sofia.next("queue/support", "conversation", lambda e: of("c1")(e) and e["body"]["agent"] == "per")
        cleared = await sofia.next("queue/support", "alert", lambda e: e["body"]["state"] == "cleared")
        self.assertEqual(cleared["body"]["conversation"], "c1")
        await sofia.do("conversation.close", conversation="c1", outcome="solved")

        self.assertEqual(self.server.stop(), 0)
        steps = [(e["what"], e["on"]) for e in entries(self.folder.name) if e["who"] == "sofia"]
        steps = [what for what, on in steps if on == CHAT]
        self.assertEqual(steps, ["watch", "whisper", "transfer", "close"])
        whole = str(entries(self.folder.name))
        self.assertTrue("user/per" in whole and "refund" not in whole and "terrible" not in whole)

    async def test_of_two_supervisors_one_wins_and_the_other_hears_what_is(self):
        await self.mette.do("presence.set", presence="busy")
        await self.connector.do("conversation.open", conversation="c1", queue="support", channel="chat", customer={"id": "u7"})
        winner, told = await self.both("conversation.assign", {"agent": "mette"}, {"agent": "per"})
        agent = (await self.sofia.query("conversation", conversation="c1"))["agent"]
        self.assertEqual(agent, {"sofia": "mette", "sanna": "per"}[winner])
        self.assertIn(f"is active with '{agent}'", told)
        self.assertIn("cannot become active", told)

        name, other = ("per", self.per) if agent == "mette" else ("mette", self.mette)
        winner, told = await self.both("conversation.transfer", {"agent": name}, {"queue": "support"})
        self.assertIn(f"'{winner}' was first", told)
        self.assertIn("active", told)
        state = await self.sofia.query("conversation", conversation="c1")
        self.assertEqual(state["transfer"]["by"], winner)
        loser = self.sanna if winner == "sofia" else self.sofia
        await loser.do("conversation.transfer", conversation="c1", agent=state["agent"])  # takes it back, knowingly
        await loser.do("conversation.transfer", conversation="c1", agent=name)
        await other.next(other.desk, "offer", lambda e: e["body"].get("transfer_by") == loser.welcome["user"]["id"])
        await other.do("offer.accept", conversation="c1")
        self.assertEqual((await self.sofia.query("conversation", conversation="c1"))["agent"], name)

    async def test_who_is_away_gets_no_alert_and_all_sessions_agree(self):
        second = await Session.open(self.server, "sofia", "supervisor")
        for session in (self.sofia, second, self.sanna):
            await session.follow("queue/support")
        await second.follow("agent/sofia")
        await self.served_by_mette()
        await self.sofia.do("presence.set", presence="away")
        told = await second.next("agent/sofia", "presence")
        self.assertEqual(told["body"]["presence"], "away")
        await self.connector.do("conversation.message", conversation="c1", text=ANGRY)
        alert = await self.sanna.next("queue/support", "alert")
        for session in (self.sofia, second):
            self.assertEqual(alert["body"]["conversation"], "c1")
            while (frame := await session.next("queue/support"))["offset"] < alert["offset"]:
                self.assertNotEqual(frame["kind"], "alert")
            self.assertEqual((frame["kind"], frame["offset"]), ("hidden", alert["offset"]))
        await second.do("presence.set", presence="available")
        await self.connector.do("conversation.open", conversation="c2", queue="support", channel="chat", customer={"id": "u8"})
        await self.connector.do("conversation.message", conversation="c2", text=ANGRY)
        for session in (self.sofia, second):
            await session.next("queue/support", "alert", of("c2"))


if __name__ == "__main__":
    unittest.main()
