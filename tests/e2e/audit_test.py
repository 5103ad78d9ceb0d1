"""Who did or read what stands in the audit log before it is shown, and cannot be changed unseen."""
import asyncio
import json
import os
import pathlib
import signal
import sqlite3
import subprocess
import tempfile
import unittest

import websockets
from desk import BINARY, Session, bearer, office, refused, server, token

CANARY = "Xanthippe-1c9f"
CHAT = {"queue": "support", "channel": "chat", "customer": {"id": f"id-{CANARY}", "name": f"name-{CANARY}"}}


def outside(command):
    """Runs the binary beside the server; the tests' own variables are none of its options."""
    return subprocess.run(command, capture_output=True, text=True,
                          env={k: v for k, v in os.environ.items() if k != "EARSHOT_BINARY"})


def audit(folder, *words):
    done = outside([BINARY, "audit", *words, "--data-dir", folder])
    return done.returncode, done.stdout, done.stderr


def entries(folder, *filters):
    code, out, err = audit(folder, "list", "--json", *filters)
    assert code == 0, err
    return [json.loads(line) for line in out.splitlines()]


class Audit(unittest.IsolatedAsyncioTestCase):
    async def story(self, s):
        await office(s, sentiment=True)
        connector = await Session.open(s, "webchat", "connector")
        await connector.do("conversation.open", conversation="c1", **CHAT)
        await connector.do("conversation.message", conversation="c1", text=f"text-{CANARY}")
        await connector.do("conversation.assign", conversation="c1", agent="mette")
        agent = await Session.open(s, "mette", "agent", name=f"staff-{CANARY}")
        await agent.query("conversation", conversation="c1")
        supervisor = await Session.open(s, "sofia", "supervisor")
        await supervisor.follow("conversation/c1")
        await supervisor.query("conversation", conversation="c1")
        stranger = await Session.open(s, "otto", "agent")
        await refused(stranger.query("conversation", conversation="c1"), "not_found")
        await refused(stranger.do("queue.configure", queue="support", sentiment=False), "forbidden")
        with self.assertRaises(Exception):
            await websockets.connect(s.url, subprotocols=["earshot.v1"], **bearer(f"no-{CANARY}"))

    async def test_a_story_stands_there_also_after_a_crash(self):
        with tempfile.TemporaryDirectory() as folder:
            with server(data_dir=folder) as s:
                await self.story(s)
                self.assertEqual(audit(folder, "verify")[0], 0)  # while it is being written
                await asyncio.sleep(0.1)  # refusals are answered without waiting for the disk
                s.stop(signal.SIGKILL)
            found = [(e["who"], e["what"], e["on"]) for e in entries(folder)]
            for expected in [("root", "sign_in", ""), ("root", "directory", "queue/support"),
                             ("root", "policy", "queue/support"),
                             ("webchat", "assign", "conversation/c1"),
                             ("sofia", "watch", "conversation/c1"),
                             ("sofia", "read_transcript", "conversation/c1"),
                             ("otto", "refused", "conversation/c1"),
                             ("otto", "refused", "queue/support"),
                             ("", "refused", "address/127.0.0.1")]:
                self.assertIn(expected, found)
            self.assertNotIn(("mette", "read_transcript", "conversation/c1"), found)
            self.assertEqual([e["number"] for e in entries(folder)], list(range(1, len(found) + 1)))
            self.assertNotIn(CANARY, json.dumps(entries(folder)))
            self.assertEqual({e["who"] for e in entries(folder, "--who", "sofia")}, {"sofia"})
            self.assertEqual({e["what"] for e in entries(folder, "--what", "watch")}, {"watch"})
            self.assertEqual(entries(folder, "--to", "2020-01-01"), [])
            self.assertEqual(len(entries(folder, "--from", "2020-01-01")), len(found))

    async def test_a_change_is_named(self):
        with tempfile.TemporaryDirectory() as folder:
            with server(data_dir=folder) as s:
                await self.story(s)
                self.assertEqual(s.stop(), 0)
            code, out, _ = audit(folder, "verify")
            self.assertEqual(code, 0)
            head = out.split("Head: ")[1].strip()
            self.assertEqual(audit(folder, "verify", "--head", head)[0], 0)
            with sqlite3.connect(pathlib.Path(folder, "earshot.db")) as db:
                db.execute("DELETE FROM audit WHERE number = ?", [int(head.split(":")[0])])
            code, _, err = audit(folder, "verify")
            self.assertEqual(code, 65)
            self.assertIn(f"entry {head.split(':')[0]} is missing", err)
            with sqlite3.connect(pathlib.Path(folder, "earshot.db")) as db:
                db.execute("DELETE FROM about WHERE name = 'audit_head'")  # somebody who knows
            self.assertEqual(audit(folder, "verify")[0], 0)
            self.assertEqual(audit(folder, "verify", "--head", head)[0], 65)
            with sqlite3.connect(pathlib.Path(folder, "earshot.db")) as db:
                db.execute("UPDATE audit SET who = 'nobody' WHERE number = 3")
            code, _, err = audit(folder, "verify")
            self.assertEqual(code, 65)
            self.assertIn("entry 3 was changed", err)

    async def test_refusals_do_not_fill_the_disk(self):
        with tempfile.TemporaryDirectory() as folder:
            with server(data_dir=folder) as s:
                await office(s)
                stranger = await Session.open(s, "otto", "agent")
                for _ in range(200):
                    await refused(stranger.do("queue.configure", queue="support", sentiment=True), "forbidden")
                s.stop()
            rolled = entries(folder, "--who", "otto", "--what", "refused")
            self.assertEqual(len(rolled), 11)
            self.assertTrue(rolled[-1]["detail"].startswith("190 more since "), rolled[-1])

    def test_what_is_wrong_on_the_command_line_is_said(self):
        with tempfile.TemporaryDirectory() as folder:
            code, _, err = audit(folder, "list", "--what", "sneeze")
            self.assertEqual(code, 64)
            self.assertIn("read_transcript", err)
            self.assertEqual(audit(folder, "list", "--from", "yesterday")[0], 64)
            self.assertEqual(audit(folder, "verify")[0], 69)


if __name__ == "__main__":
    unittest.main()
