"""The second story: a manager looks at a seller's period while a chat goes on, comments, and the seller has it."""
import asyncio
import time
import unittest

from desk import Session, refused
from seller_office import SellerOffice, rfc3339


class Sellers(SellerOffice):
    async def test_the_manager_sees_figures_move_and_the_seller_gets_the_comment(self):
        await self.chat()
        snapshot = await self.manager.follow("seller/mette")
        self.assertEqual(snapshot["state"]["conversations"], 0)
        await self.say("customer", "hello I need help with my invoice")
        await self.say("agent", "sure, one moment")
        event = await self.manager.next("seller/mette", "insights",
                                        lambda e: e["body"]["conversations"] == 1
                                        and e["body"]["style"]["switches"]["mean"] == 1)
        ratio = event["body"]["style"]["talk_ratio"]
        self.assertAlmostEqual(ratio["mean"], 3 / 10)
        self.assertEqual((ratio["n"], ratio["basis"]), (1, "words"))
        own = await self.seller.query("seller.insights", seller="mette")
        self.assertEqual(own["style"], event["body"]["style"])
        history = await self.manager.query("seller.history", seller="mette", period="last_24_hours")
        self.assertEqual([c["conversation"] for c in history["conversations"]], ["c1"])
        state = await self.manager.query("conversation", conversation="c1")
        self.assertEqual(len(state["messages"]), 2)
        await self.seller.follow("agent/mette")
        await self.seller.follow("seller/mette")
        sent = time.monotonic()
        await self.manager.do("comment.add", conversation="c1", message=2, text="nicely done", share=True)
        for stream in ("agent/mette", "seller/mette"):
            got = await self.seller.next(stream, "comment")
            self.assertEqual(got["body"]["conversation"], "c1")
            self.assertEqual(got["body"]["comment"]["text"], "nicely done")
            self.assertEqual(got["body"]["comment"]["message"], 2)
        self.assertLess(time.monotonic() - sent, 1)
        await self.seller.do("comment.add", conversation="c1", text="thank you", reply_to="1")
        state = await self.seller.query("conversation", conversation="c1")
        self.assertEqual([c["text"] for c in state["comments"]], ["nicely done", "thank you"])

    async def test_who_comments_is_told_the_comments_id(self):
        await self.chat()
        added = await self.manager.do("comment.add", conversation="c1", text="good", share=True)
        await self.manager.do("comment.edit", conversation="c1", comment=added["comment"], text="very good")
        answer = await self.seller.do("comment.add", conversation="c1", text="thanks", reply_to=added["comment"])
        self.assertEqual([c["id"] for c in (await self.seller.query("conversation", conversation="c1"))["comments"]],
                         [added["comment"], answer["comment"]])

    async def test_what_is_not_scored_is_in_no_figure(self):
        await self.chat()
        for text in ("I love it, wonderful", "Ελληνικά καλημέρα σε όλους", "😡😡", "…"):
            await self.say("customer", text)
        page = await self.manager.query("conversation.transcript", conversation="c1")
        self.assertEqual([m.get("unscored") for m in page["messages"]], [None, "multilingual_off", "multilingual_off", "no_words"])
        got = await self.manager.query("conversation.kpis", conversation="c1")
        self.assertEqual(got["sentiment_share"]["value"], {"positive": 1, "neutral": 0, "negative": 0})
        self.assertEqual(got["sentiment_end"]["value"], page["messages"][0]["score"])

    async def test_every_conversation_stands_behind_a_figure_or_is_left_out(self):
        await self.chat("c1")
        await self.say("customer", "hello there", "c1")
        await self.chat("c2")
        await self.say("bot", "I am a bot", "c2")
        await self.say("customer", "😀", "c2")
        await asyncio.sleep(0.6)
        figures = await self.manager.query("seller.insights", seller="mette")
        for name, n in (("switches", figures["style"]["switches"]["n"]), ("sentiment_positive", figures["sentiment"]["n"])):
            behind = await self.manager.query("seller.figure", seller="mette", period="last_30_days", figure=name)
            self.assertEqual((n, [c["conversation"] for c in behind["conversations"]]), (1, ["c1"]), name)
            self.assertEqual([(c["conversation"], c["reason"]) for c in behind["left_out"]], [("c2", "bot_only")], name)

    async def test_what_is_not_shared_stays_between_author_and_managers(self):
        await self.chat()
        await self.say("customer", "hello")
        await self.seller.follow("conversation/c1")
        await self.manager.do("comment.add", conversation="c1", text="talks too much")
        self.assertEqual((await self.seller.query("conversation", conversation="c1"))["comments"], [])
        self.assertEqual((await self.seller.next("conversation/c1"))["kind"], "hidden")
        state = await self.manager.query("conversation", conversation="c1")
        self.assertEqual(state["comments"][0]["text"], "talks too much")
        await self.manager.do("comment.edit", conversation="c1", comment="1", text="talks a lot")
        await self.manager.do("comment.delete", conversation="c1", comment="1")
        trace = (await self.manager.query("conversation", conversation="c1"))["comments"][0]
        self.assertIsNone(trace["text"])
        self.assertIn("deleted_at", trace)
        await refused(self.seller.do("comment.add", conversation="c1", text="what?"), "forbidden")

    async def test_foreign_figures_do_not_exist(self):
        await self.chat()
        await self.say("customer", "hello")
        for who, role in (("otto", "agent"), ("sofia", "supervisor"), ("petra", "manager"), ("webchat", "connector")):
            stranger = await Session.open(self.server, who, role)
            await refused(stranger.query("seller.insights", seller="mette"), "not_found")
            await refused(stranger.query("conversation.kpis", conversation="c1"), "not_found")
            await refused(stranger.follow("seller/mette"), "not_found")
            await stranger.close()

    async def test_a_manager_sees_three_floors_down_and_no_further(self):
        for upper, lower in (("m1", "m2"), ("m2", "m3"), ("m3", "m4"), ("m4", "s5")):
            await self.admin.do("team.set", team=f"of-{upper}", managers=[upper], sellers=[lower])
        top = await Session.open(self.server, "m1", "manager")
        await top.query("seller.insights", seller="s5")
        await self.admin.do("team.set", team="below", managers=["s5"], sellers=["s6"])
        await refused(top.query("seller.insights", seller="s6"), "not_found")

    async def test_keywords_questions_and_promises_are_noticed(self):
        await self.admin.do("trackers.set", scope="all", keywords=["invoice"],
                            competitors=[{"name": "Acme", "aliases": ["acme corp"]}])
        await self.manager.do("trackers.set", scope="north", keywords=["refund"], competitors=[])
        await refused(self.manager.do("trackers.set", scope="all", keywords=[]), "forbidden")
        await self.chat()
        await self.say("customer", "Where are my invoices? Acme is faster, Acme Corp refunds")
        await self.say("agent", "I'll send you the invoice by Friday.")
        await asyncio.sleep(0.6)
        got = await self.manager.query("seller.insights", seller="mette")
        self.assertEqual([(k["text"], k["count"], k["by_seller"]) for k in got["keywords"]],
                         [("invoice", 1, 1), ("refund", 1, 0)])
        self.assertEqual([(c["name"], c["count"]) for c in got["competitors"]], [("Acme", 2)])
        self.assertEqual(got["questions"], {"by_customer": 1, "by_seller": 0})
        items = (await self.seller.query("action_items", seller="mette", state="open"))["items"]
        self.assertEqual([(i["conversation"], i["item"], i["message"], i["text"]) for i in items],
                         [("c1", 1, 2, "I'll send you the invoice by Friday")])
        await self.seller.do("action_item.set", conversation="c1", item=1, state="done")
        await asyncio.sleep(0.6)
        self.assertEqual((await self.seller.query("action_items", seller="mette", state="open"))["items"], [])
        for only, found in (({"keyword": "refund"}, ["c1"]), ({"competitor": "Other"}, []), ({"commented": True}, [])):
            page = await self.manager.query("seller.history", seller="mette", **only)
            self.assertEqual([c["conversation"] for c in page["conversations"]], found, only)

    async def test_frequent_terms_are_those_that_nobody_tracks(self):
        await self.admin.do("trackers.set", scope="all", keywords=["Invoice", "delivery date"],
                            competitors=[{"name": "Globex", "aliases": ["GLX"]}])
        await self.chat()
        for text in ("my invoices and the warranty", "the delivery date, GLX and the warranty", "delivery date? warranty café"):
            await self.say("customer", text)
        await self.connector.do("conversation.close", conversation="c1")
        await asyncio.sleep(0.6)
        found = await self.manager.query("seller.insights", seller="mette")
        terms = {t["text"]: t["count"] for t in found["frequent_terms"]}
        self.assertEqual(terms["warranty"], 3)
        self.assertIn("café", terms)
        self.assertFalse({"invoices", "glx", "delivery", "date", "delivery date"} & set(terms), terms)

    async def test_an_example_is_shared_and_taken_back(self):
        await self.chat()
        await self.say("customer", "the delivery date is wrong, another delivery date please")
        other = await Session.open(self.server, "otto", "agent")
        await refused(other.query("conversation", conversation="c1"), "not_found")
        await refused(self.manager.do("conversation.share", conversation="c1", sellers=["petra"]), "invalid_field")
        await self.manager.do("conversation.share", conversation="c1", sellers=["otto"])
        state = await other.query("conversation", conversation="c1")
        self.assertEqual(len(state["messages"]), 1)
        self.assertNotIn("comments", state)
        self.assertNotIn("sentiment", state)  # otto is no member of the queue
        await self.manager.do("conversation.unshare", conversation="c1", sellers=["otto"])
        await refused(other.query("conversation", conversation="c1"), "not_found")
        await self.connector.do("conversation.close", conversation="c1", outcome="won")
        await asyncio.sleep(0.6)
        got = await self.manager.query("seller.insights", seller="mette", outcome="won")
        self.assertEqual(got["frequent_terms"][0], {"text": "delivery date", "count": 2, "conversations": 1})
        self.assertEqual((await self.manager.query("seller.insights", seller="mette", outcome="lost"))["conversations"], 0)

    async def test_what_is_shared_finds_its_reader_and_ends_in_time(self):
        await self.chat()
        await self.say("customer", "hello")
        other = await Session.open(self.server, "otto", "agent")
        await other.follow("seller/otto")
        until = rfc3339(time.time() + 1.5)
        await self.manager.do("conversation.share", conversation="c1", sellers=["otto"], until=until)
        event = await other.next("seller/otto", "example")
        self.assertEqual((event["body"]["conversation"], event["body"]["by"], event["body"]["until"], event["body"]["state"]),
                         ("c1", "marko", until, "shared"))
        for who in (other, self.manager):
            found = (await who.query("seller.examples", seller="otto"))["examples"]
            self.assertEqual([x["conversation"] for x in found], ["c1"])
        self.assertEqual((await self.seller.query("seller.examples", seller="mette"))["examples"], [])
        page = await other.query("conversation.transcript", conversation="c1")
        self.assertEqual([m["text"] for m in page["messages"]], ["hello"])
        self.assertNotIn("comments", page)
        await refused(other.do("comment.add", conversation="c1", text="mine?"), "not_found")
        await refused(other.do("conversation.message", conversation="c1", text="mine?"), "not_found")
        await asyncio.sleep(1.7)
        await refused(other.query("conversation", conversation="c1"), "not_found")
        self.assertEqual((await other.query("seller.examples", seller="otto"))["examples"], [])
        self.assertEqual((await other.query("seller.history", seller="otto"))["conversations"], [], "it is not their own")

    async def test_one_query_gives_the_whole_page_of_a_conversation(self):
        await self.admin.do("trackers.set", scope="all", keywords=["invoice"], competitors=[])
        await self.admin.do("team.set", team="south", managers=["petra"], sellers=["per"])
        south = await Session.open(self.server, "petra", "manager")
        await south.do("trackers.set", scope="south", keywords=["awful"], competitors=[])
        await self.chat()
        await self.say("customer", "Hello, this is great, thank you so much!")
        await self.say("customer", "Where is my invoice? This is awful, terrible and useless.", start_ms=1200, duration_ms=900)
        await self.say("agent", "I'll send it today.")
        await self.manager.do("comment.add", conversation="c1", message=3, text="well done", share=True)
        for who in (self.manager, self.seller):
            page = await who.query("conversation.transcript", conversation="c1")
            first, second, third = page["messages"]
            self.assertEqual((first["level"], second["level"]), ("very_positive", "very_negative"))
            self.assertIn("level", second["sentiment"])
            self.assertNotIn("level", third)
            self.assertEqual(second["keywords"], [{"text": "invoice", "count": 1}])  # the other team's are its own
            self.assertEqual((second["questions"], second["start_ms"], second["duration_ms"], second["words"]),
                             (["Where is my invoice"], 1200, 900, 10))
            self.assertEqual(third["action_items"], [{"item": 1, "text": "I'll send it today", "state": "open"}])
            self.assertEqual(page["turning_point"]["message"], 2)
            self.assertEqual([c["text"] for c in page["comments"]], ["well done"])
            self.assertIsNone(page["recording"])
        seen, after = [], 0
        while after is not None:
            page = await self.manager.query("conversation.transcript", conversation="c1", limit=2, after=after)
            seen += [m["message"] for m in page["messages"]]
            after = page["next"]
        self.assertEqual(seen, [1, 2, 3])
        connector = await self.connector.query("conversation.transcript", conversation="c1")
        self.assertTrue(all("score" not in m and "keywords" not in m for m in connector["messages"]))
        await refused(south.query("conversation.transcript", conversation="c1"), "not_found")

    async def test_after_a_hand_over_the_first_sellers_manager_reads_up_to_it(self):
        await self.admin.do("queue.members", queue="support", members=["mette", "per"])
        await self.admin.do("team.set", team="south", managers=["petra"], sellers=["per"])
        await self.chat()
        await self.say("customer", "hello")
        await self.connector.do("conversation.transfer", conversation="c1", agent="per")
        await self.say("customer", "a secret for Per")
        for what in ("conversation", "conversation.transcript"):
            page = await self.manager.query(what, conversation="c1")
            self.assertEqual([m["text"] for m in page["messages"]], ["hello"])
        south = await Session.open(self.server, "petra", "manager")
        self.assertEqual(len((await south.query("conversation", conversation="c1"))["messages"]), 2)
        await refused(self.manager.follow("conversation/c1"), "not_found")

    async def test_the_overview_passes_no_verdict_on_too_little(self):
        await self.admin.do("user.set", user="mette", name="Mette Olsen", mail="mette@example.org")
        await self.chat()
        await self.say("customer", "hello")
        await asyncio.sleep(0.6)
        got = await self.manager.query("team.overview", team="north")
        self.assertEqual([(r["seller"], r["enough"], r["may_need_coaching"]) for r in got["sellers"]],
                         [("mette", False, []), ("otto", False, [])])
        self.assertEqual(got["sellers"][0]["mail"], "mette@example.org")
        await refused(self.seller.query("team.overview", team="north"), "not_found")
        sellers = (await self.manager.query("sellers"))["sellers"]
        self.assertEqual([s["seller"] for s in sellers], ["mette", "otto"])
        found = await self.admin.query("sellers")
        self.assertEqual(found["sellers"], [])
        self.assertLessEqual({"mette", "otto", "marko"}, {p["seller"] for p in found["people"]})
        self.assertIn({"team": "north", "managers": ["marko"], "sellers": ["mette", "otto"], "above": None}, found["teams"])
        self.assertNotIn("people", await self.manager.query("sellers"))


if __name__ == "__main__":
    unittest.main()
