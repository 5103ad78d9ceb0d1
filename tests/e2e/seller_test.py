"""The second story: a manager looks at a seller's period while a chat goes on, comments, and the seller has it."""
import asyncio
import datetime
import os
import pathlib
import subprocess
import tempfile
import time
import unittest

from desk import BINARY, KEY, Session, office, refused, server
from seller_figures import figures, read_call, words_of

CALLS = pathlib.Path(__file__).parents[3] / "shared" / "data" / "calls"
CHAT = {"queue": "support", "channel": "chat", "customer": {"id": "u7", "name": "Ana"}}


def rfc3339(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).isoformat(timespec="milliseconds").replace(
        "+00:00", "Z")


class Sellers(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.running = server()
        self.server = self.running.__enter__()
        self.admin = await office(self.server, sentiment=True)
        await self.admin.do("team.set", team="north", managers=["marko"], sellers=["mette", "otto"])
        self.connector = await Session.open(self.server, "webchat", "connector")
        self.seller = await Session.open(self.server, "mette", "agent")
        self.manager = await Session.open(self.server, "marko", "manager")

    async def asyncTearDown(self):
        self.assertTrue(self.server.alive(), "the server is still there")
        self.assertEqual(self.server.stop(), 0)
        self.running.__exit__(None, None, None)

    async def chat(self, name="c1", agent="mette", **more):
        await self.connector.do("conversation.open", conversation=name, **{**CHAT, **more})
        await self.connector.do("conversation.assign", conversation=name, agent=agent)

    async def say(self, role, text, name="c1", **more):
        return await self.connector.do("conversation.message", conversation=name, text=text,
                                       author={"role": role}, **more)

    def same(self, got, expected, what):
        if expected is None or got is None:
            self.assertEqual(got, expected, what)
        elif isinstance(expected, dict):
            for key in expected:
                self.same(got[key], expected[key], f"{what}.{key}")
        else:
            self.assertLessEqual(abs(got - expected), 1e-4 + 0.001 * abs(expected), what)

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

    async def test_the_figures_of_real_calls_equal_those_computed_apart(self):
        if not CALLS.is_dir():
            self.skipTest(f"there is no {CALLS}")
        day = time.time() - 86_400
        for path in sorted(CALLS.glob("*.tsv")):
            name, rows = path.stem, read_call(path)
            await self.chat(name, channel="voice")
            for row in reversed(rows):  # out of order on purpose
                await self.say("agent" if row["side"] == "seller" else "customer", row["text"], name,
                               start_ms=row["start"], duration_ms=row["duration"], at=rfc3339(day + row["start"] / 1000))
            state = await self.manager.query("conversation", conversation=name)
            said = {m["start_ms"]: m for m in state["messages"]}
            self.assertEqual(len(said), len(rows))
            utterances = [{"side": r["side"], "start": r["start"], "end": r["start"] + r["duration"],
                           "words": words_of(r["text"]), "score": said[r["start"]].get("score")} for r in reversed(rows)]
            got = await self.manager.query("conversation.kpis", conversation=name)
            for key, value in figures(utterances).items():
                self.same(got[key]["value"], value, f"{name} {key}")

    async def test_each_figure_names_its_conversations_and_those_left_out(self):
        await self.chat("both")
        await self.say("customer", "hello there", "both")
        await self.say("agent", "hi", "both")
        await self.chat("silent")
        await self.say("customer", "anybody?", "silent")
        await asyncio.sleep(0.6)
        found = await self.manager.query("seller.figure", seller="mette", figure="talk_ratio")
        self.assertEqual([c["conversation"] for c in found["conversations"]], ["both"])
        self.assertAlmostEqual(found["conversations"][0]["value"], 1 / 3)
        self.assertEqual([(c["conversation"], c["reason"]) for c in found["left_out"]], [("silent", "no_seller_side")])

    async def test_buckets_follow_the_clock_of_the_reader(self):
        result = \
            await self.manager.query("seller.insights", **{"seller": "mette", "from": "2026-03-28T00:00:00Z",
                                                           "to": "2026-03-31T00:00:00Z", "time_zone": "Europe/Copenhagen"})
        edges = [b["from"] for b in result["sentiment_over_time"]]
        self.assertEqual(edges, ["2026-03-28T00:00:00.000Z", "2026-03-28T23:00:00.000Z",
                                 "2026-03-29T22:00:00.000Z", "2026-03-30T22:00:00.000Z"])
        await refused(self.manager.query("seller.insights", seller="mette", time_zone="Mars/Base"), "invalid_field")

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

    async def test_the_history_is_paged_and_sorted(self):
        for n in range(5):
            await self.chat(f"c{n}")
            await self.say("customer", "word " * (n + 1), f"c{n}", at=rfc3339(time.time() - 100 + n))
        await asyncio.sleep(0.6)
        seen, after = [], None
        while True:
            page = await self.manager.query("seller.history", seller="mette", limit=2,
                                            sort="longest_customer_monologue", **({"after": after} if after else {}))
            seen += [c["conversation"] for c in page["conversations"]]
            after = page["next"]
            if not after:
                break
        self.assertEqual(seen, ["c4", "c3", "c2", "c1", "c0"])
        self.assertEqual(page["total"], 5)

    async def test_files_are_imported_once_and_bad_lines_are_named(self):
        with tempfile.TemporaryDirectory() as folder:
            key, vtt = pathlib.Path(folder, "key"), pathlib.Path(folder, "call-7.vtt")
            key.write_text(KEY)
            key.chmod(0o600)
            vtt.write_text("WEBVTT\n\n00:00.000 --> 00:02.000\n<v Mette>Good morning\n\n"
                           "00:03.000 --> 00:05.000\n<v Ana>Hello there\n\n00:06.000 --> 00:07.000\n<v Who>?\n")
            run = lambda: subprocess.run(
                [BINARY, "import", "--server", self.server.address, "--key-file", str(key), "--queue", "support",
                 "--seller", "mette", "--speaker", "Mette=seller", "--speaker", "Ana=customer", str(vtt)],
                capture_output=True, text=True, timeout=30,
                env={k: v for k, v in os.environ.items() if k != "EARSHOT_BINARY"})
            first, second = run(), run()
        self.assertEqual(first.returncode, 65, first.stderr)
        self.assertIn("call-7.vtt:9", first.stderr)
        self.assertIn("2 lines of 1 conversations are in, 0 of them were before; 1 refused", first.stdout)
        self.assertIn("2 of them were before", second.stdout)
        got = await self.manager.query("conversation.kpis", conversation="call-7")
        self.assertAlmostEqual(got["talk_ratio"]["value"], 0.5)
        self.assertAlmostEqual(got["talking_speed"]["value"], 60)


if __name__ == "__main__":
    unittest.main()
