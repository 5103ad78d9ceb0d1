"""A call's recording comes in, is listened to by those who may see the conversation, and goes with its erasure."""
import asyncio
import http.client
import pathlib
import signal
import stat
import struct
import tempfile
import unittest

from audit_test import entries
from desk import Session, office, server, token


def wav(seconds=1, mark=b""):
    """8 kHz, 8 bit, one channel; `mark` stands in the sound."""
    sound = (mark + bytes(range(256)) * 32 * seconds)[:8000 * seconds]
    head = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + len(sound), b"WAVE", b"fmt ", 16, 1, 1, 8000, 8000, 1, 8,
                       b"data", len(sound))
    return head + sound


MP3 = b"\xff\xfb\x90\x64" + bytes(413)
OGG = b"OggS\0\2" + bytes(22) + b"OpusHead\1\1" + bytes(100)
WEBM = bytes.fromhex("1a45dfa39f4286810142f7810142f2810442f381084282847765626d") + bytes(100)
CANARY = b"Xanthippe-recorded-4711"


class Recordings(unittest.IsolatedAsyncioTestCase):
    async def begin(self, s):
        self.server = s
        self.admin = await office(s, sentiment=True)
        await self.admin.do("team.set", team="north", managers=["marko"], sellers=["mette", "otto"])
        self.connector = await Session.open(s, "webchat", "connector")
        self.manager = await Session.open(s, "marko", "manager")

    async def call(self, name, customer="u7", **when):
        await self.connector.do("conversation.open", conversation=name, queue="support", channel="voice",
                                customer={"id": customer}, **when)
        await self.connector.do("conversation.assign", conversation=name, agent="mette", **when)
        await self.connector.do("conversation.message", conversation=name, text="hello", author={"role": "customer"},
                                start_ms=0, duration_ms=900, **when)
        await self.connector.do("conversation.close", conversation=name, **when)

    def request(self, method, name, who=("webchat", "connector"), body=None, headers=None, chunked=False):
        connection = http.client.HTTPConnection(self.server.address, timeout=20)
        sent = {"Authorization": "Bearer " + token(*who)} if who else {}
        connection.request(method, f"/v1/conversations/{name}/recording", body, {**sent, **(headers or {})},
                           encode_chunked=chunked)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, answer.headers, content

    async def ask(self, *args, **more):
        return await asyncio.to_thread(self.request, *args, **more)

    async def test_it_comes_in_and_is_listened_to(self):
        sound = wav(30)
        with tempfile.TemporaryDirectory() as folder, server(data_dir=folder) as s:
            await self.begin(s)
            await self.call("c1")
            seller = await Session.open(s, "mette", "agent")
            self.assertIsNone((await seller.query("conversation", conversation="c1"))["recording"])
            self.assertEqual((await self.ask("GET", "c1"))[0], 404)
            status, _, body = await self.ask("PUT", "c1", body=sound)
            self.assertEqual(status, 201, body)
            state = await seller.query("conversation", conversation="c1")
            self.assertEqual((state["recording"]["type"], state["recording"]["bytes"]), ("audio/wav", len(sound)))
            for who in (("webchat", "connector"), ("mette", "agent"), ("sofia", "supervisor"), ("marko", "manager")):
                status, headers, body = await self.ask("GET", "c1", who)
                self.assertEqual((status, headers["Content-Type"], headers["Accept-Ranges"]), (200, "audio/wav", "bytes"))
                self.assertEqual(body, sound)
            status, headers, body = await self.ask("HEAD", "c1")
            self.assertEqual((status, headers["Content-Length"], body), (200, str(len(sound)), b""))
            await self.ranges(sound, headers["ETag"])
            await self.audited(s)
            await asyncio.sleep(0.6)
            page = await self.manager.query("seller.history", seller="mette")
            self.assertTrue(page["conversations"][0]["recording"])
            [file] = pathlib.Path(folder, "recordings").iterdir()
            self.assertEqual(stat.S_IMODE(file.stat().st_mode), 0o600)
            self.assertEqual(stat.S_IMODE(file.parent.stat().st_mode), 0o700)
            self.assertEqual((await self.ask("PUT", "c1", ("mette", "agent"), body=MP3))[0], 200)
            self.assertEqual((await self.ask("GET", "c1"))[2], MP3)
            await asyncio.sleep(0.2)
            self.assertEqual(len(list(pathlib.Path(folder, "recordings").iterdir())), 1)

    async def ranges(self, sound, tag):
        for asked, begin, end in (("bytes=0-99", 0, 100), ("bytes=100-", 100, len(sound)),
                                  ("bytes=-50", len(sound) - 50, len(sound))):
            status, headers, body = await self.ask("GET", "c1", headers={"Range": asked, "If-Range": tag})
            self.assertEqual((status, body), (206, sound[begin:end]), asked)
            self.assertEqual(headers["Content-Range"], f"bytes {begin}-{end - 1}/{len(sound)}")
        status, headers, _ = await self.ask("GET", "c1", headers={"Range": f"bytes={len(sound)}-"})
        self.assertEqual((status, headers["Content-Range"]), (416, f"bytes */{len(sound)}"))
        for whole in ({"Range": "bytes=0-1,5-6"}, {"Range": "bytes=0-1", "If-Range": '"older"'}):
            self.assertEqual((await self.ask("GET", "c1", headers=whole))[0], 200, whole)
        status, _, body = await self.ask("HEAD", "c1", headers={"Range": "bytes=0-99"})
        self.assertEqual((status, body), (200, b""))

    async def audited(self, s):
        await asyncio.sleep(0.4)
        noted = entries(s_folder(s))
        readers = {(e["who"], e["on"]) for e in noted if e["what"] == "read_recording"}
        self.assertEqual(readers, {("sofia", "conversation/c1"), ("marko", "conversation/c1")})

    async def test_every_kind_is_known_by_its_content(self):
        with server() as s:
            await self.begin(s)
            await self.call("c1")
            for sound, kind in ((MP3, "audio/mpeg"), (OGG, "audio/ogg"), (WEBM, "audio/webm"), (wav(), "audio/wav")):
                status, _, body = await self.ask("PUT", "c1", body=sound, headers={"Content-Type": "text/html"})
                self.assertIn(status, (200, 201), body)
                status, headers, body = await self.ask("GET", "c1")
                self.assertEqual((headers["Content-Type"], body), (kind, sound))
            for wrong in (b"<html>hello</html>", b"", b"RIFF", b"\x89PNG\r\n\x1a\n" + bytes(5000)):
                status, headers, _ = await self.ask("PUT", "c1", body=wrong, headers={"Content-Type": "audio/wav"})
                self.assertEqual((status, headers["Content-Type"]), (415, "application/problem+json"), wrong)
            self.assertEqual((await self.ask("GET", "c1"))[2], wav(), "what was refused changed nothing")
            status, _, _ = await self.ask("PUT", "c1", body=iter([wav()]), headers={"Transfer-Encoding": "chunked"},
                                          chunked=True)
            self.assertEqual(status, 411)

    async def test_foreign_ones_do_not_exist(self):
        with server() as s:
            await self.begin(s)
            await self.call("c1")
            self.assertEqual((await self.ask("PUT", "c1", body=wav()))[0], 201)
            strangers = [("otto", "agent"), ("petra", "manager"), ("other", "connector"), ("root", "admin"),
                         ("vera", "supervisor")]
            for who in strangers:
                for method in ("GET", "HEAD", "PUT"):
                    foreign = await self.ask(method, "c1", who, body=wav() if method == "PUT" else None)
                    unknown = await self.ask(method, "c9", who, body=wav() if method == "PUT" else None)
                    may = ("connector", "agent") if method == "PUT" else ("connector", "agent", "supervisor", "manager")
                    self.assertEqual((foreign[0], foreign[2].replace(b"c1", b"c9")),
                                     (404 if who[1] in may else 403, unknown[2]), (who, method))
            self.assertEqual((await self.ask("PUT", "c1", ("sofia", "supervisor"), body=wav()))[0], 403)
            self.assertEqual((await self.ask("GET", "c1", None))[0], 401)
            self.assertEqual((await self.ask("PUT", "c1", None, body=wav()))[0], 401)
            await self.manager.do("conversation.share", conversation="c1", sellers=["otto"])
            self.assertEqual((await self.ask("GET", "c1", ("otto", "agent")))[2], wav())
            await self.manager.do("conversation.unshare", conversation="c1", sellers=["otto"])
            self.assertEqual((await self.ask("GET", "c1", ("otto", "agent")))[0], 404)

    async def test_too_much_is_refused_before_it_comes(self):
        with server("--set", "limits.recording_bytes=100000") as s:
            await self.begin(s)
            await self.call("c1")
            self.assertEqual((await self.ask("PUT", "c1", body=wav(60)))[0], 413)
            self.assertEqual((await self.ask("PUT", "c1", body=wav(10)))[0], 201)

    async def test_the_console_listens_with_its_cookie(self):
        with server() as s:
            await self.begin(s)
            await self.call("c1")
            await self.ask("PUT", "c1", body=wav())
            cookie = {"Cookie": "earshot=" + token("marko", "manager")}
            get = lambda **more: self.ask("GET", "c1", None, headers={**cookie, **more})
            self.assertEqual((await get(**{"Sec-Fetch-Site": "same-origin"}))[0], 200)
            self.assertEqual((await get(Origin=f"http://{s.address}"))[0], 200)
            self.assertEqual((await get())[0], 401)
            self.assertEqual((await get(**{"Sec-Fetch-Site": "cross-site"}))[0], 401)
            self.assertEqual((await get(Origin="https://evil.example", **{"Sec-Fetch-Site": "same-origin"}))[0], 401)

    async def test_it_goes_with_its_conversation(self):
        with tempfile.TemporaryDirectory() as folder:
            sounds = pathlib.Path(folder, "recordings")
            holds = lambda: [f for f in pathlib.Path(folder).rglob("*") if f.is_file() and CANARY in f.read_bytes()]
            with server(data_dir=folder) as s:
                await self.begin(s)
                for name, customer in (("c1", "u1"), ("c2", "u2"), ("c3", "u3")):
                    await self.call(name, customer)
                    self.assertEqual((await self.ask("PUT", name, body=wav(1, CANARY)))[0], 201)
                self.assertEqual(len(holds()), 3)
                await self.admin.do("conversation.erase", conversation="c1")
                self.assertEqual(len(holds()), 2)
                self.assertEqual((await self.ask("GET", "c1"))[0], 404)
                self.assertIsNone((await self.manager.query("conversation", conversation="c1"))["recording"])
                await self.admin.do("customer.erase", customer="u2")
                self.assertEqual(len(holds()), 1)
                s.stop(signal.SIGKILL)
            (sounds / ("0" * 64 + "-0123456789abcdef")).write_bytes(wav(1, CANARY))  # a crash left it behind
            with server(data_dir=folder) as s:
                self.server = s
                self.assertEqual(len(holds()), 1, "what no conversation has is gone after a start")
                self.assertEqual((await self.ask("GET", "c3"))[2], wav(1, CANARY))
                self.assertEqual((await self.ask("GET", "c1"))[0], 404)

    async def test_it_goes_when_its_conversation_is_kept_no_longer(self):
        with tempfile.TemporaryDirectory() as folder:
            kept = lambda: [f.read_bytes() for f in pathlib.Path(folder, "recordings").iterdir()]
            with server(data_dir=folder) as s:
                await self.begin(s)
                await self.call("old", at="2020-01-01T10:00:00.000Z")
                await self.call("new")
                for name in ("old", "new"):
                    self.assertEqual((await self.ask("PUT", name, body=wav(1, name.encode())))[0], 201)
                s.stop()
            self.assertEqual(len(kept()), 2)
            with server("--set", "queues.retention_days=30", data_dir=folder) as s:
                self.server = s
                for _ in range(200):
                    if len(kept()) == 1:
                        break
                    await asyncio.sleep(0.05)
                self.assertEqual(kept(), [wav(1, b"new")])
                self.assertEqual((await self.ask("GET", "old"))[0], 404)
                self.assertEqual((await self.ask("GET", "new"))[2], wav(1, b"new"))

    async def test_an_upload_that_is_cut_leaves_nothing(self):
        with tempfile.TemporaryDirectory() as folder, server(data_dir=folder) as s:
            await self.begin(s)
            await self.call("c1")
            reader, writer = await asyncio.open_connection(*s.address.split(":"))
            writer.write((f"PUT /v1/conversations/c1/recording HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
                          f"Content-Length: 1000000\r\nAuthorization: Bearer {token('webchat', 'connector')}\r\n\r\n").encode())
            self.assertEqual(await reader.readuntil(b"\r\n\r\n"), b"HTTP/1.1 100 Continue\r\n\r\n")
            writer.write(wav(20))
            await writer.drain()
            files = lambda: list(pathlib.Path(folder, "recordings").iterdir())
            for _ in range(100):
                if pathlib.Path(folder, "recordings").is_dir() and files():
                    break
                await asyncio.sleep(0.05)
            self.assertEqual(len(files()), 1)
            writer.close()
            for _ in range(100):
                if not files():
                    break
                await asyncio.sleep(0.05)
            self.assertEqual(files(), [])
            self.assertEqual((await self.ask("GET", "c1"))[0], 404)


def s_folder(s):
    """The data directory that a server was started with."""
    arguments = s.process.args
    return arguments[arguments.index("--data-dir") + 1]


if __name__ == "__main__":
    unittest.main()
