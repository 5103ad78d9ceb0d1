"""Every figure equals the one that is computed apart from the server, over real calls and over all their corners."""
import asyncio
import random
import time
import unittest

from desk import Session, refused
from seller_figures import figures, period, read_call, words_of
from seller_office import CALLS, SellerOffice, rfc3339


class Figures(SellerOffice):
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

    async def test_corners_of_many_calls_equal_what_is_computed_apart(self):
        """Overlaps, equal starts, noise, silence, emoji, hand-overs in the middle, over midnight, out of order."""
        seed = random.randrange(1 << 30)
        print(f"seed {seed}", flush=True)
        draw = random.Random(seed)
        await self.admin.do("queue.members", queue="support", members=["mette", "otto"])
        texts = ["hello there", "this is great, thank you", "that is awful and useless", "[noise]", "", "<unk> [baby]", "🙂",
                 "uh [noise] yes it's 3.5 kg", "no"]
        midnight = time.time() // 86_400 * 86_400
        theirs = {"mette": [], "otto": []}
        for n in range(25):
            name, utterances = f"call-{n}", []
            await self.chat(name, channel="voice")
            agent, hand_over = "mette", draw.choice([None, draw.randrange(12)])
            for m in range(draw.randrange(1, 14)):
                if m == hand_over:
                    agent = "otto"
                    await self.connector.do("conversation.transfer", conversation=name, agent=agent)
                side = draw.choice(["seller", "customer"] if n % 5 else ["customer"])
                start, duration = draw.randrange(12) * 700, draw.choice([0, 300, 700, 2_500, 9_000])
                text = draw.choice(texts)
                await self.say("agent" if side == "seller" else "customer", text, name, start_ms=start, duration_ms=duration,
                               at=rfc3339(midnight - 4 + start / 1000))
                utterances.append((agent, {"side": side, "start": start, "end": start + duration, "words": words_of(text)}))
            said = (await self.manager.query("conversation.transcript", conversation=name))["messages"]
            for (_, u), m in zip(utterances, said):
                u["score"] = m.get("score")
                self.assertEqual(u["words"], m["words"], m)
            for seller, parts in theirs.items():
                part = [u for a, u in utterances if a == seller]
                if part:
                    parts.append(part)
                    viewer = self.seller if seller == "mette" else await Session.open(self.server, seller, "agent")
                    got = await viewer.query("conversation.kpis", conversation=name)
                    for key, value in figures(part).items():
                        self.same(got[key]["value"], value, f"{seller} {name} {key}, seed {seed}")
            if n % 2:
                await self.connector.do("conversation.close", conversation=name)
        await asyncio.sleep(0.6)
        for seller, parts in theirs.items():
            got = await self.manager.query("seller.insights", seller=seller, period="last_7_days")
            self.same(got, period(parts), f"{seller}, seed {seed}")

    async def test_before_a_word_is_said_figures_are_undefined(self):
        await self.chat()
        for who in (self.seller, self.manager):
            got = await who.query("conversation.kpis", conversation="c1")
            self.assertEqual((got["talk_ratio"]["value"], got["switches"]["value"], got["sentiment_share"]["value"]),
                             (None, 0, None))
        self.assertEqual((await self.manager.query("seller.insights", seller="mette"))["conversations"], 0)

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

    async def test_sellers_see_their_teams_median_and_nobody_in_it(self):
        team = ["mette", "otto", "per", "pia", "ida"]
        await self.admin.do("team.set", team="north", managers=["marko"], sellers=team)
        for n, seller in enumerate(team):
            for c in range(5):
                await self.chat(f"{seller}{c}", seller)
                await self.say("customer", "one two three", f"{seller}{c}")
                await self.say("agent", "word " * (n + 1), f"{seller}{c}")
            if seller == "pia":
                await asyncio.sleep(0.6)
                got = await self.seller.query("team.median", team="north")
                self.assertEqual((got["sellers"], got["median"]["talk_ratio"]), (5, None), "of four sellers only")
        await asyncio.sleep(0.6)
        for who in (self.seller, self.manager):
            got = await who.query("team.median", team="north", period="last_7_days")
            self.assertAlmostEqual(got["median"]["talk_ratio"], 3 / 6)
            self.assertIsNone(got["median"]["talking_speed"])
        stranger = await Session.open(self.server, "vera", "agent")
        await refused(stranger.query("team.median", team="north"), "not_found")

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


if __name__ == "__main__":
    unittest.main()
