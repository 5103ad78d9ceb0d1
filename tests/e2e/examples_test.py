#!/usr/bin/python3
"""The example programs against the real server: a customer's mood falls in front of everybody.

  examples_test.py EARSHOT SUPERVISOR_WATCH        (paths of the two binaries)
"""
import asyncio
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

EXAMPLES = pathlib.Path(__file__).parents[2] / "examples"
sys.path.insert(0, str(EXAMPLES))
EARSHOT, WATCH = sys.argv[1:3]
PATIENCE_S = 20


class Server:
    """A server that keeps nothing, and tokens for it."""

    def __init__(self, folder):
        self.key = folder / "key"
        self.key.write_text("k" * 48)
        self.key.chmod(0o600)
        self.process = subprocess.Popen(
            [EARSHOT, "serve", "--ephemeral", "--listen", "127.0.0.1:0"],
            env={**os.environ, "EARSHOT_AUTH_KEY_FILE": str(self.key)},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for line in self.process.stdout:
            if found := re.search(r'"address":"127\.0\.0\.1:(\d+)"', line):
                self.port = int(found[1])
                return
        raise AssertionError("the server did not say where it listens")

    def token(self, user, role):
        made = subprocess.run([EARSHOT, "token", "--key-file", self.key, "--user", user,
                               "--role", role], check=True, capture_output=True, text=True)
        return made.stdout.strip()

    def environment(self, user, role):
        return {**os.environ, "EARSHOT_URL": f"ws://127.0.0.1:{self.port}/v1/socket",
                "EARSHOT_TOKEN": self.token(user, role), "PYTHONDONTWRITEBYTECODE": "1"}

    def stop(self):
        self.process.terminate()
        self.process.wait(PATIENCE_S)
        self.process.stdout.close()
        return self.process.returncode


class Program:
    """An example that runs, with what it has printed so far."""

    @classmethod
    async def start(cls, words, environment):
        program = cls()
        program.process = await asyncio.create_subprocess_exec(
            *map(str, words), env=environment, stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE)
        return program

    async def says(self, pattern):
        """Waits for a line that matches."""
        seen = []
        try:
            while line := await asyncio.wait_for(self.process.stdout.readline(), PATIENCE_S):
                seen.append(line.decode().rstrip())
                if re.search(pattern, seen[-1]):
                    return seen[-1]
        except asyncio.TimeoutError:
            pass
        raise AssertionError(f"nobody said {pattern!r}, only {seen}")

    async def type(self, line):
        self.process.stdin.write(line.encode() + b"\n")
        await self.process.stdin.drain()

    async def leave(self):
        if self.process.returncode is None:
            self.process.terminate()
        await self.process.wait()


class Examples(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.server = Server(pathlib.Path(self.folder.name))
        self.programs = []
        await self.make_queue()

    async def asyncTearDown(self):
        for program in self.programs:
            await program.leave()
        status = self.server.stop()
        self.folder.cleanup()
        self.assertEqual(status, 0, "the server leaves in peace")

    async def sign_in(self, user, role):
        os.environ.update(self.server.environment(user, role))
        from session import Session
        return await Session.open(lambda frame: None)

    async def make_queue(self):
        admin = await self.sign_in("root", "admin")
        await admin.command("queue.create", queue="support", name="Support", members=["mette"],
                            supervisors=["vera"], languages=["en"])
        await admin.command("queue.configure", queue="support", sentiment=True)
        await admin.socket.close()

    async def run_example(self, words, user, role):
        program = await Program.start(words, self.server.environment(user, role))
        self.programs.append(program)
        return program

    async def test_everybody_sees_the_mood_fall(self):
        watch = await self.run_example([WATCH, "127.0.0.1", self.server.port, "support"],
                                       "vera", "supervisor")
        desk = await self.run_example([sys.executable, EXAMPLES / "agent_desk.py"],
                                      "mette", "agent")
        await desk.says("mette is at the desk")
        customer = await self.run_example(
            [sys.executable, EXAMPLES / "connector.py", "support", "c1"], "web", "connector")
        await customer.says("c1 is open")
        await watch.says("^c1  open")

        supervisor = await self.sign_in("vera", "supervisor")
        await supervisor.command("conversation.assign", conversation="c1", agent="mette")
        await customer.type("Hello, where is my parcel?")
        await desk.says(r"^c1 \[neutral\] customer: Hello, where is my parcel\?")
        await watch.says("^c1  active  mette  neutral")

        await customer.type("This is terrible, I am so angry. The worst service ever.")
        await desk.says(r"^c1 \[\w*negative\] customer: This is terrible")
        await watch.says(r"^c1  active  mette  \w*negative")

        await desk.type("c1 I am so sorry, it leaves today.")
        await customer.says("mette: I am so sorry, it leaves today.")
        await desk.type("c2 there is no such conversation")
        await desk.says("^not sent: not_found")

        customer.process.stdin.close()
        await customer.says("c1 is closed")
        await desk.says("c1 is closed")
        await watch.says("^c1  closed")
        await supervisor.socket.close()


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
