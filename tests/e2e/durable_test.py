"""What was acknowledged is there after a stop, and after a crash."""
import signal
import tempfile
import unittest

from desk import Session, office, refused, server

CHAT = {"queue": "support", "channel": "chat", "customer": {"id": "u7", "name": "Ana"}}


class Durable(unittest.IsolatedAsyncioTestCase):
    async def first_life(self, folder, how):
        with server(data_dir=folder) as s:
            await office(s, sentiment=True)
            connector = await Session.open(s, "webchat", "connector")
            await connector.do("conversation.open", conversation="c1", key="open", **CHAT)
            await connector.do("conversation.open", conversation="c2", **CHAT)
            supervisor = await Session.open(s, "sofia", "supervisor")
            self.place = await supervisor.follow("conversation/c1", "head")
            for i in range(20):
                self.last = await connector.do("conversation.message", key=f"k{i}",
                                               conversation="c1", text=f"I hate this, number {i}")
            await connector.do("conversation.message", conversation="c2", text="hello")
            await connector.do("conversation.close", conversation="c2", outcome="solved")
            if how == signal.SIGTERM:
                self.assertEqual(s.stop(), 0)
            else:
                s.stop(how)

    async def second_life(self, folder):
        with server(data_dir=folder) as s:
            supervisor = await Session.open(s, "sofia", "supervisor")
            await supervisor.follow("conversation/c1", self.place)
            for i in range(20):
                event = await supervisor.next("conversation/c1")
                self.assertEqual((event["kind"], event["offset"]), ("message", i + 2))
                self.assertEqual(event["body"]["message"]["text"], f"I hate this, number {i}")
            state = await supervisor.query("conversation", conversation="c1")
            self.assertLess(state["sentiment"]["value"], 0)
            self.assertEqual(state["sentiment"]["evidence"], 6)
            closed = await supervisor.query("conversation", conversation="c2")
            self.assertEqual((closed["status"], closed["messages"][0]["text"]), ("closed", "hello"))
            connector = await Session.open(s, "webchat", "connector")
            again = await connector.do("conversation.message", key="k19", conversation="c1",
                                       text="I hate this, number 19")
            self.assertEqual(again, self.last)
            self.assertTrue(connector.duplicate)
            await connector.do("conversation.open", conversation="c1", key="open", **CHAT)
            self.assertTrue(connector.duplicate)
            await refused(connector.do("conversation.open", conversation="c2", **CHAT),
                          "already_exists")
            wall = await supervisor.follow("queue/support")
            self.assertEqual(wall["state"]["conversations_total"], 1)
            more = await connector.do("conversation.message", conversation="c1", text="thanks")
            self.assertEqual(more["message"], 21)

    async def test_after_a_clean_stop(self):
        with tempfile.TemporaryDirectory() as folder:
            await self.first_life(folder, signal.SIGTERM)
            await self.second_life(folder)

    async def test_after_a_crash(self):
        with tempfile.TemporaryDirectory() as folder:
            await self.first_life(folder, signal.SIGKILL)
            await self.second_life(folder)

    async def test_one_process_per_data_directory(self):
        with tempfile.TemporaryDirectory() as folder:
            with server(data_dir=folder) as s:
                with self.assertRaises(RuntimeError) as raised:
                    with server(data_dir=folder):
                        pass
                self.assertIn("exit code 74", str(raised.exception))
                self.assertTrue(s.alive())


if __name__ == "__main__":
    unittest.main()
