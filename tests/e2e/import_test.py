"""Transcripts come in from files: every format once, bad lines by their number, the real calls to the last figure."""
import asyncio
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

from desk import BINARY, KEY
from seller_figures import figures, read_call, words_of
from seller_office import CALLS, SellerOffice


class Imports(SellerOffice):
    def imported(self, *words):
        with tempfile.TemporaryDirectory() as folder:
            key = pathlib.Path(folder, "key")
            key.write_text(KEY)
            key.chmod(0o600)
            return subprocess.run(
                [BINARY, "import", "--server", self.server.address, "--key-file", str(key), "--queue",
                 "support", *map(str, words)], capture_output=True, text=True, timeout=60,
                env={k: v for k, v in os.environ.items() if k != "EARSHOT_BINARY"})

    async def test_the_real_calls_come_in_from_their_files(self):
        if not CALLS.is_dir():
            self.skipTest(f"there is no {CALLS}")
        files = sorted(CALLS.glob("*.tsv"))
        how = ("--seller", "mette", "--column", "side=role", "--column", "start_ms=offset_ms", "--column",
               "text=human_transcript")
        half = await asyncio.to_thread(self.imported, *how, *files[:3])
        self.assertEqual(half.returncode, 0, half.stderr)
        whole = await asyncio.to_thread(self.imported, *how, *files)  # goes on behind what is there
        lines = sum(len(read_call(f)) for f in files)
        there = sum(len(read_call(f)) for f in files[:3])
        self.assertIn(f"{lines} lines of 8 conversations are in, {there} of them were before; 0 refused", whole.stdout)
        self.assertIn(f"8 of 8 conversations, {lines} of {lines} lines", whole.stderr)
        for path in files:
            page = await self.manager.query("conversation.transcript", conversation=path.stem)
            said = {m["start_ms"]: m for m in page["messages"]}
            utterances = [{"side": r["side"], "start": r["start"], "end": r["start"] + r["duration"],
                           "words": words_of(r["text"]), "score": said[r["start"]].get("score")} for r in read_call(path)]
            self.assertEqual([m["words"] for m in page["messages"]], [u["words"] for u in utterances])
            got = await self.manager.query("conversation.kpis", conversation=path.stem)
            for key, value in figures(utterances).items():
                self.same(got[key]["value"], value, f"{path.stem} {key}")
        await asyncio.sleep(0.6)
        got = await self.manager.query("seller.insights", seller="mette", period="all")
        self.assertEqual(got["conversations"], 8)

    async def test_every_format_is_read_with_its_mapping(self):
        rows = [("Mette Olsen", "Good morning", 0, 1000), ("Ana", "I need \"help\", please", 1500, 2000),
                ("Mette Olsen", "Of course", 4000, 800)]
        with tempfile.TemporaryDirectory() as folder:
            write = lambda name, text: (pathlib.Path(folder, name).write_text(text), pathlib.Path(folder, name))[1]
            cell = lambda text: '"' + text.replace('"', '""') + '"'
            clock = lambda ms: f"00:00:{ms // 1000:02}.{ms % 1000:03}"
            files = [
                write("teams.vtt", "WEBVTT\n\n" + "\n".join(
                    f"{clock(s)} --> {clock(s + d)}\n<v {who}>{text}</v>\n" for who, text, s, d in rows)),
                write("zoom.vtt", "WEBVTT\n\n" + "\n".join(
                    f"{n}\n{clock(s)} --> {clock(s + d)}\n{who}: {text}\n" for n, (who, text, s, d) in enumerate(rows, 1))),
                write("lines.jsonl", "\n".join(json.dumps({"who": who, "said": text, "from": s, "ms": d})
                                               for who, text, s, d in rows)),
                write("table.csv", "who,said,from,ms\n" + "\n".join(f"{who},{cell(text)},{s},{d}" for who, text, s, d in rows)),
                write("table2.tsv", "who\tsaid\tfrom\tms\n" + "\n".join(
                    "\t".join(map(str, (who, text, s, d))) for who, text, s, d in rows))]
            done = await asyncio.to_thread(
                self.imported, "--speaker", "Mette Olsen=seller:mette", "--speaker", "Ana=customer", "--column", "side=who",
                "--column", "text=said", "--column", "start_ms=from", "--column", "duration_ms=ms", "--seller", "mette", *files)
        self.assertEqual((done.returncode, done.stdout.split(";")[1]), (0, " 0 refused\n"), done.stderr)
        for name in ("teams", "zoom", "lines", "table", "table2"):
            page = await self.manager.query("conversation.transcript", conversation=name)
            got = [(m["author"]["role"], m["text"], m["start_ms"], m["duration_ms"]) for m in page["messages"]]
            self.assertEqual(got, [("customer" if who == "Ana" else "agent", text, s, d) for who, text, s, d in rows], name)

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

    async def test_a_spreadsheets_chat_comes_in_at_its_own_time(self):
        with tempfile.TemporaryDirectory() as folder:
            chat, empty = pathlib.Path(folder, "chat.CSV"), pathlib.Path(folder, "empty.csv")
            chat.write_bytes("Role;Text;Timestamp\r\nCustomer;hej, \"du\";2026-03-02T10:05:00Z\r\n"
                             "Agent;hello;2026-03-02T10:00:00Z\r\n".encode("utf-16"))
            empty.write_text("")
            done = await asyncio.to_thread(self.imported, "--seller", "mette", "--channel", "chat", chat, empty)
        self.assertIn("empty.csv: it holds nothing to import", done.stderr)
        self.assertEqual((done.returncode, done.stdout),
                         (65, "2 lines of 1 conversations are in, 0 of them were before; 1 refused\n"))
        page = await self.manager.query("conversation.transcript", conversation="chat")
        self.assertEqual([m["text"] for m in page["messages"]], ['hej, "du"', "hello"])
        self.assertEqual((page["opened_at"], page["closed_at"]), ("2026-03-02T10:00:00.000Z", "2026-03-02T10:05:00.000Z"))


if __name__ == "__main__":
    unittest.main()
