"""A period leaves as CSV and as JSON lines, with what it means at its head, for those who see its figures."""
import asyncio
import csv
import json
import tempfile
import unittest

from audit_test import entries
from desk import Session, office, server, token


def table(text):
    """Definitions and rows of a CSV export."""
    lines = text.splitlines(keepends=True)
    comments = [line[2:].strip() for line in lines if line.startswith("# ")]
    return comments, list(csv.DictReader(line for line in lines if not line.startswith("# ")))


class Exports(unittest.IsolatedAsyncioTestCase):
    async def begin(self, s):
        self.server = s
        self.admin = await office(s, sentiment=True)
        await self.admin.do("team.set", team="north", managers=["marko"], sellers=["mette", "otto"])
        await self.admin.do("trackers.set", scope="all", keywords=["=cmd"], competitors=[{"name": "Acme", "aliases": []}])
        self.connector = await Session.open(s, "webchat", "connector")
        self.manager = await Session.open(s, "marko", "manager")

    async def chat(self, name, agent, words, **subject):
        await self.connector.do("conversation.open", conversation=name, queue="support", channel="chat",
                                customer={"id": "@u7"}, **subject)
        await self.connector.do("conversation.assign", conversation=name, agent=agent)
        await self.connector.do("conversation.message", conversation=name, text="Acme is awful", author={"role": "customer"})
        await self.connector.do("conversation.message", conversation=name, text="word " * words, author={"role": "agent"})
        await self.connector.do("conversation.close", conversation=name, outcome="won")

    async def get(self, path, who=("marko", "manager")):
        headers = {"Authorization": "Bearer " + token(*who)} if who else {}
        return await asyncio.to_thread(self.server.http, path, headers)

    async def test_the_rows_are_those_of_the_history(self):
        with tempfile.TemporaryDirectory() as folder, server(data_dir=folder) as s:
            await self.begin(s)
            await self.chat("c1", "mette", 3, subject={"kind": "deal", "id": "=HYPERLINK(\"x\")"})
            await self.chat("c2", "mette", 9)
            await self.chat("c3", "otto", 1)
            await asyncio.sleep(0.6)
            history = (await self.manager.query("seller.history", seller="mette", order="asc"))["conversations"]
            insights = await self.manager.query("seller.insights", seller="mette")
            status, text = await self.get("/v1/sellers/mette/export?period=last_30_days")
            self.assertEqual(status, 200)
            meanings, rows = table(text)
            self.assertTrue(any(m.startswith("talk_ratio: T_seller / (T_seller + T_customer)") for m in meanings), meanings)
            self.assertEqual({m.split(":")[0] for m in meanings[1:]}, set(rows[0]))
            self.assertEqual([r["conversation"] for r in rows], [c["conversation"] for c in history])
            for row, entry in zip(rows, history):
                self.assertAlmostEqual(float(row["talk_ratio"]), entry["kpis"]["talk_ratio"]["value"])
                self.assertEqual(row["talking_speed"], "")
                self.assertEqual((row["basis"], row["outcome"], row["level"]), ("words", "won", entry["level"]))
                self.assertEqual(row["competitors"], "Acme 1/0")
                self.assertEqual(row["customer"], "'@u7")
            self.assertEqual(rows[0]["subject_id"], "'=HYPERLINK(\"x\")")
            status, text = await self.get("/v1/sellers/mette/export?format=jsonl")
            head, figures, *lines = [json.loads(line) for line in text.splitlines()]
            self.assertEqual((head["type"], head["of"], figures["type"]), ("definitions", "seller/mette", "insights"))
            self.assertEqual(figures["style"], insights["style"])
            self.assertEqual([line["kpis"] for line in lines], [c["kpis"] for c in history])
            status, text = await self.get("/v1/sellers/mette/export?rows=figures")
            _, rows = table(text)
            [ratio] = [r for r in rows if r["figure"] == "talk_ratio"]
            self.assertAlmostEqual(float(ratio["mean"]), insights["style"]["talk_ratio"]["mean"])
            self.assertEqual((ratio["n"], ratio["basis"], ratio["unit"]), ("2", "words", "ratio"))
            status, text = await self.get("/v1/teams/north/export?from=2020-01-01T00:00:00Z&to=2020-02-01T00:00:00Z")
            self.assertEqual((status, table(text)[1]), (200, []))
            status, text = await self.get("/v1/teams/north/export?period=this_month&time_zone=Europe%2FCopenhagen")
            self.assertEqual([(r["seller"], r["conversation"]) for r in table(text)[1]],
                             [("mette", "c1"), ("mette", "c2"), ("otto", "c3")])
            await asyncio.sleep(0.3)
            noted = [(e["who"], e["on"]) for e in entries(folder) if e["what"] == "export"]
            self.assertEqual(noted, [("marko", "seller/mette")] * 3 + [("marko", "team/north")] * 2)

    async def test_only_for_those_who_see_the_figures(self):
        with server() as s:
            await self.begin(s)
            await self.chat("c1", "mette", 3)
            await asyncio.sleep(0.4)
            status, text = await self.get("/v1/sellers/mette/export", ("mette", "agent"))
            self.assertEqual((status, len(table(text)[1])), (200, 1))
            for who in (("otto", "agent"), ("petra", "manager"), ("sofia", "supervisor"), ("root", "admin")):
                no_role = who[1] not in ("agent", "manager")
                foreign = await self.get("/v1/sellers/mette/export", who)
                unknown = await self.get("/v1/sellers/nobody/export", who)
                self.assertEqual((foreign[0], foreign[1].replace("mette", "nobody")),
                                 (403 if no_role else 404, unknown[1]), who)
                self.assertEqual((await self.get("/v1/teams/north/export", who))[0],
                                 404 if who[1] == "manager" else 403, who)
            self.assertEqual((await self.get("/v1/sellers/mette/export", None))[0], 401)

    async def test_a_wrong_query_says_what_would_be_right(self):
        with server() as s:
            await self.begin(s)
            for query, words in (("period=year", "last_7_days"), ("format=xlsx", "csv or jsonl"), ("from=today", "RFC 3339"),
                                 ("to=2026-01-01T00:00:00Z", "from"), ("colour=red", "unknown"),
                                 ("time_zone=Mars%2FBase", "Europe/Copenhagen"),
                                 ("from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "ends before")):
                status, text = await self.get("/v1/sellers/mette/export?" + query)
                self.assertEqual(status, 400, query)
                self.assertIn(words, json.loads(text)["detail"])


if __name__ == "__main__":
    unittest.main()
