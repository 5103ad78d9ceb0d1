"""What the stories of sellers have in common: a server, a team of two, chats in their queue, and comparing figures."""
import datetime
import pathlib
import unittest

from desk import Session, office, server

CALLS = pathlib.Path(__file__).parents[3] / "shared" / "data" / "calls"
CHAT = {"queue": "support", "channel": "chat", "customer": {"id": "u7", "name": "Ana"}}


def rfc3339(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).isoformat(timespec="milliseconds").replace(
        "+00:00", "Z")


class SellerOffice(unittest.IsolatedAsyncioTestCase):
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
