"""What systemd is told, and what SIGTERM and SIGINT do to those who are connected."""
import asyncio
import contextlib
import pathlib
import signal
import socket
import tempfile
import time
import unittest

from desk import Session, office, server


@contextlib.contextmanager
def manager(name):
    """A socket such as systemd makes: what it hears, by `recv`."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(name)
        heard.settimeout(10)
        yield heard


class Service(unittest.TestCase):
    def hears(self, bound, told):
        with manager(bound) as heard:
            with server(env={"NOTIFY_SOCKET": told, "WATCHDOG_USEC": "200000"}) as s:
                self.assertEqual(heard.recv(100), b"READY=1")
                self.assertEqual(s.http("/readyz")[0], 200)
                for _ in range(3):
                    self.assertEqual(heard.recv(100), b"WATCHDOG=1")
                s.process.send_signal(signal.SIGTERM)
                while (last := heard.recv(100)) == b"WATCHDOG=1":
                    pass
                self.assertEqual(last, b"STOPPING=1")
                self.assertEqual(s.process.wait(timeout=10), 0)

    def test_systemd_hears_of_the_start_of_life_and_of_the_end(self):
        with tempfile.TemporaryDirectory() as folder:
            path = str(pathlib.Path(folder, "notify"))
            self.hears(path, path)

    def test_a_socket_in_the_abstract_namespace_does_as_well(self):
        name = f"earshot-test-{time.time_ns()}"
        self.hears("\0" + name, "@" + name)


class Stopping(unittest.IsolatedAsyncioTestCase):
    async def test_a_start_that_is_stopped_at_once_ends_well(self):
        """The actors still come to terms with what the log gave them."""
        with tempfile.TemporaryDirectory() as data:
            with server(data_dir=data) as s:
                await (await office(s)).close()
                connector = await Session.open(s, "webchat", "connector")
                for n in range(3000):
                    await connector.do("conversation.open", conversation=f"c{n}", queue="support", channel="chat",
                                       customer={"id": f"u{n}"})
                self.assertEqual(s.stop(), 0)
            for pause in (0, 0, 0.02, 0.1):
                with server(data_dir=data) as s:
                    time.sleep(pause)
                    self.assertEqual(s.stop(), 0)


class Draining(unittest.IsolatedAsyncioTestCase):
    async def leaves_in_peace(self, how):
        with tempfile.TemporaryDirectory() as data, server("--set", "server.drain_ms=300", data_dir=data) as s:
            connector = await Session.open(s, "webchat", "connector")
            await (await office(s)).close()
            await connector.do("conversation.open", conversation="c1", queue="support", channel="chat",
                               customer={"id": "u7"})
            s.process.send_signal(how)
            began = time.monotonic()
            self.assertEqual((await connector.next_other())["kind"], "draining")
            self.assertEqual(s.http("/readyz")[0], 503)
            with self.assertRaises(Exception):
                await Session.open(s, "late", "connector")
            self.assertEqual(await connector.do("conversation.message", conversation="c1", text="still here"),
                             {"message": 1, "offset": 2})
            await asyncio.wait_for(connector.socket.wait_closed(), 10)
            self.assertEqual(connector.socket.close_code, 1001)
            self.assertEqual(s.process.wait(timeout=10), 0)
            self.assertLess(time.monotonic() - began, 10)
            with server(data_dir=data) as again:
                back = await Session.open(again, "webchat", "connector")
                state = await back.query("conversation", conversation="c1")
                self.assertEqual([m["text"] for m in state["messages"]], ["still here"])

    async def test_sigterm(self):
        await self.leaves_in_peace(signal.SIGTERM)

    async def test_sigint(self):
        await self.leaves_in_peace(signal.SIGINT)


if __name__ == "__main__":
    unittest.main()
