"""TLS on the listener, and an identity provider's keys: certificates made here with Debian's openssl."""
import asyncio
import base64
import contextlib
import http.server
import json
import os
import pathlib
import signal
import socket
import ssl
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.request

import websockets

from desk import BINARY, jwt, server, token
from wire import BINARY as BYTES, CLOSE, TEXT, Wire, close_payload, fragments, frame


def openssl(*words, data=None):
    return subprocess.run(["openssl", *map(str, words)], input=data, check=True, capture_output=True).stdout


def make_certificate(folder, name="tls", about="localhost", names="DNS:localhost,IP:127.0.0.1"):
    """A certificate that vouches for itself, for localhost and 127.0.0.1; returns (certificate, key)."""
    certificate, key = folder / f"{name}.pem", folder / f"{name}.key"
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj", f"/CN={about}", "-addext", f"subjectAltName={names}",
            "-keyout", key, "-out", certificate)
    key.chmod(0o600)
    return certificate, key


def trusting(certificate):
    return ssl.create_default_context(cafile=str(certificate))


class SecureWire(Wire):
    """A bare client over TLS."""

    def __init__(self, address, path, context, headers=()):
        self.context = context
        super().__init__(address, path, headers)

    def send(self, data, chop=None):
        if not isinstance(self.socket, ssl.SSLSocket):
            self.socket = self.context.wrap_socket(self.socket, server_hostname="localhost")
        with contextlib.suppress(ssl.SSLError):
            super().send(data, chop)


class Tls(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.scratch.name)
        self.certificate, self.key = make_certificate(self.folder)

    def tearDown(self):
        self.scratch.cleanup()

    def server(self, *flags):
        return server("--set", f"tls.certificate={self.certificate}", "--set", f"tls.key={self.key}",
                      "--set", "debug.echo=true", *flags)

    async def session(self, s, certificate=None):
        opened = await websockets.connect(f"wss://{s.address}/v1/socket", subprotocols=["earshot.v1"],
                                          ssl=trusting(certificate or self.certificate))
        await opened.send(json.dumps({"type": "hello", "v": 1, "token": token("mette", "agent")}))
        self.assertEqual(json.loads(await opened.recv())["type"], "welcome")
        return opened

    async def answers(self, session):
        await session.send(json.dumps({"type": "ping", "n": 7}))
        self.assertEqual(json.loads(await session.recv()), {"type": "pong", "n": 7})

    async def test_transcripts_are_imported_over_tls(self):
        call = self.folder / "call-1.jsonl"
        call.write_text('{"role": "customer", "text": "hello", "start_ms": 0, "duration_ms": 900}\n')
        other, _ = make_certificate(self.folder, "other")
        badge = self.folder / "connector.jwt"
        badge.write_text(token("import", "connector"))
        badge.chmod(0o600)
        outside = {k: v for k, v in os.environ.items() if k != "EARSHOT_BINARY"}
        with self.server() as s:
            admin = await websockets.connect(f"wss://{s.address}/v1/socket", subprotocols=["earshot.v1"],
                                             ssl=trusting(self.certificate))
            for said in ({"type": "hello", "v": 1, "token": token("root", "admin")},
                          {"type": "command", "id": "1", "op": "queue.create",
                           "args": {"queue": "support", "name": "", "members": [], "supervisors": [], "languages": []}}):
                await admin.send(json.dumps(said))
                self.assertIn(json.loads(await admin.recv())["type"], ("welcome", "ok"))
            run = lambda *words: subprocess.run(
                [BINARY, "import", "--server", s.address, "--token-file", str(badge), "--queue", "support",
                 *map(str, words), str(call)], capture_output=True, text=True, timeout=30, env=outside)
            good = await asyncio.to_thread(run, "--ca-file", self.certificate)
            self.assertEqual((good.returncode, good.stdout[:30]), (0, "1 lines of 1 conversations are"), good.stderr)
            for words in (("--ca-file", other), ("--tls",), ()):
                bad = await asyncio.to_thread(run, *words)
                self.assertEqual(bad.returncode, 69, bad.stderr)

    async def test_sessions_run_over_tls_and_plain_ones_do_not(self):
        with self.server() as s:
            session = await self.session(s)
            await self.answers(session)
            await session.close()
            self.assertEqual(session.close_code, 1000)
            with self.assertRaises((EOFError, OSError)):
                Wire(s.address, "/v1/socket", ["Sec-WebSocket-Protocol: earshot.v1"])
            self.assertEqual(s.stop(), 0)

    def test_the_rules_of_rfc_6455_hold_over_tls(self):
        with self.server() as s:
            def wire():
                return SecureWire(s.address, "/debug/echo", trusting(self.certificate))
            for opcode, size in ((TEXT, 0), (BYTES, 125), (TEXT, 65536), (BYTES, 1 << 20), (TEXT, 16 << 20)):
                with wire() as w:
                    w.send(frame(opcode, b"*" * size))
                    self.assertEqual(w.message(), (opcode, b"*" * size))
                    w.send(frame(CLOSE, close_payload(1000)))
                    self.assertEqual(w.closed(), 1000)
            breaches = [(frame(TEXT, b"x", mask=False), 1002), (frame(TEXT, b"\xff"), 1007), (frame(3), 1002),
                        (frame(CLOSE, close_payload(1000, b"\xff")), 1007), (frame(CLOSE, close_payload(5000)), 1002),
                        (fragments(TEXT, [b"\xce", b""]), 1007)]
            for data, code in breaches:
                with wire() as w:
                    w.send(data)
                    self.assertEqual(w.closed(answer=True), code)

    def test_old_versions_are_refused(self):
        with self.server() as s:
            host, _, port = s.address.rpartition(":")
            for version, fine in ((ssl.TLSVersion.TLSv1_1, False), (ssl.TLSVersion.TLSv1_2, True),
                                  (ssl.TLSVersion.TLSv1_3, True)):
                context = trusting(self.certificate)
                context.set_ciphers("ALL:@SECLEVEL=0")
                context.minimum_version = context.maximum_version = version
                with self.subTest(version), socket.create_connection((host, int(port)), timeout=10) as raw:
                    try:
                        context.wrap_socket(raw, server_hostname="localhost").close()
                        agreed = True
                    except ssl.SSLError:
                        agreed = False
                    self.assertEqual(agreed, fine)

    async def test_a_new_certificate_is_used_after_sighup_and_sessions_stay(self):
        with self.server() as s:
            old = await self.session(s)
            renewed, key = make_certificate(self.folder, "new")
            os.replace(key, self.key)
            os.replace(renewed, self.certificate)
            s.process.send_signal(signal.SIGHUP)
            self.assertEqual(json.loads(s.process.stdout.readline()), {"event": "reloaded"})
            await (await self.session(s)).close()
            await self.answers(old)
            self.certificate.write_text("nonsense")
            s.process.send_signal(signal.SIGHUP)
            await asyncio.sleep(0.5)
            self.assertTrue(s.alive())
            await self.answers(old)

    def test_the_cookie_is_for_tls_alone(self):
        with self.server() as s:
            asked = urllib.request.Request(f"https://{s.address}/v1/login", method="POST",
                                           headers={"Authorization": "Bearer " + token("mette", "agent")})
            with urllib.request.urlopen(asked, timeout=10, context=trusting(self.certificate)) as answer:
                self.assertIn("; Secure", answer.headers["Set-Cookie"])

    def test_a_peer_that_begins_and_says_no_more_is_hung_up_on(self):
        with self.server("--set", "limits.handshake_ms=1000") as s:
            host, _, port = s.address.rpartition(":")
            with socket.create_connection((host, int(port)), timeout=10) as silent:
                silent.sendall(b"\x16\x03\x01\x02\x00\x01")
                began = time.monotonic()
                with contextlib.suppress(ConnectionResetError):
                    self.assertEqual(silent.recv(100), b"")
                self.assertLess(time.monotonic() - began, 4)

    def refuses(self, *flags, listen="127.0.0.1:0"):
        done = subprocess.run([BINARY, "serve", "--listen", listen, "--ephemeral", "--data-dir", self.folder,
                               *map(str, flags)], capture_output=True, text=True, timeout=20,
                              env={k: v for k, v in os.environ.items() if k != "EARSHOT_BINARY"})
        self.assertEqual(done.returncode, 78, done.stderr)
        return done.stderr

    def test_what_is_wrong_with_the_files_is_said_at_the_start(self):
        pair = ["--set", f"tls.certificate={self.certificate}", "--set", f"tls.key={self.key}"]
        self.key.chmod(0o644)
        self.assertIn("chmod 600", self.refuses(*pair))
        self.key.chmod(0o600)
        _, other = make_certificate(self.folder, "other")
        os.replace(other, self.key)
        self.assertIn("tls.key", self.refuses(*pair))
        self.assertIn("tls.certificate", self.refuses("--set", f"tls.key={self.key}"))
        self.assertIn("insecure", self.refuses("--set", f"auth.key_file={self.key}", listen="0.0.0.0:0"))


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Provider:
    """An identity provider with an RSA key: signs tokens, and shows its keys over https."""

    def __init__(self, folder, kid="k1"):
        self.folder, self.kid, self.asked = folder, kid, 0
        self.key = folder / f"{kid}.rsa"
        openssl("genrsa", "-out", self.key, 2048)

    def jwks(self):
        modulus = openssl("rsa", "-in", self.key, "-noout", "-modulus").decode().strip().split("=")[1]
        return {"keys": [{"kty": "RSA", "kid": self.kid, "alg": "RS256", "n": b64(bytes.fromhex(modulus)), "e": "AQAB"}]}

    def token(self, user, *roles, alg="RS256", **claims):
        now = int(time.time())
        body = ".".join(b64(json.dumps(part).encode()) for part in (
            {"alg": alg, "kid": self.kid},
            {"iss": "earshot", "aud": "earshot", "sub": user, "roles": roles, "exp": now + 60, **claims}))
        return body + "." + b64(openssl("dgst", "-sha256", "-sign", self.key, data=body.encode()))

    @contextlib.contextmanager
    def online(self, certificate, key):
        """Serves the keys; yields the address."""
        provider = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                provider.asked += 1
                body = json.dumps(provider.jwks()).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as web:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, key)
            web.socket = context.wrap_socket(web.socket, server_side=True)
            threading.Thread(target=web.serve_forever, daemon=True).start()
            yield f"https://localhost:{web.server_port}/keys"
            web.shutdown()


async def knock(s, value):
    """The first frame that answers a hello with this token."""
    async with websockets.connect(s.url, subprotocols=["earshot.v1"]) as session:
        await session.send(json.dumps({"type": "hello", "v": 1, "token": value}))
        return json.loads(await asyncio.wait_for(session.recv(), 10))


class Keys(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.scratch.name)
        self.provider = Provider(self.folder)

    def tearDown(self):
        self.scratch.cleanup()

    async def lets_in(self, s, value, user="vera"):
        answer = await knock(s, value)
        self.assertEqual((answer["type"], answer.get("user", {}).get("id")), ("welcome", user), answer)

    async def test_keys_from_a_file(self):
        path = self.folder / "keys.json"
        path.write_text(json.dumps(self.provider.jwks()))
        with server("--set", f"auth.jwks_file={path}") as s:
            await self.lets_in(s, self.provider.token("vera", "supervisor"))
            await self.lets_in(s, token("mette", "agent"), "mette")  # our own key as well
            public = openssl("rsa", "-in", self.provider.key, "-pubout").decode()
            confused = jwt({"iss": "earshot", "aud": "earshot", "sub": "vera", "roles": ["admin"],
                            "exp": int(time.time()) + 60}, key=public, header={"alg": "HS256", "kid": "k1"})
            forger = Provider(self.folder, "forged")
            forger.kid = "k1"
            for bad in (confused, forger.token("vera", "admin"), self.provider.token("vera", alg="ES256"), self.provider.token("vera", alg="none"),
                        self.provider.token("vera", exp=1), self.provider.token("vera", aud="else")):
                self.assertEqual((await knock(s, bad))["code"], "unauthenticated")
            other_way = await knock(s, self.provider.token("vera", alg="ES256"))  # its key is for RS256
            self.assertIn("another algorithm", other_way["message"])
            successor = Provider(self.folder, "k2")
            self.assertEqual((await knock(s, successor.token("vera", "supervisor")))["code"], "unauthenticated")
            path.write_text(json.dumps(successor.jwks()))
            s.process.send_signal(signal.SIGHUP)
            self.assertEqual(json.loads(s.process.stdout.readline()), {"event": "reloaded"})
            await self.lets_in(s, successor.token("vera", "supervisor"))
            self.assertEqual((await knock(s, self.provider.token("vera")))["code"], "unauthenticated")

    async def test_keys_from_an_address_are_fetched_and_kept(self):
        certificate, key = make_certificate(self.folder)
        with self.provider.online(certificate, key) as url:
            with server("--set", f"auth.jwks_url={url}", "--set", f"auth.jwks_ca_file={certificate}") as s:
                until = time.monotonic() + 10
                while self.provider.asked == 0 and time.monotonic() < until:
                    await asyncio.sleep(0.05)
                await asyncio.sleep(0.3)
                await self.lets_in(s, self.provider.token("vera", "supervisor"))
                stranger = Provider(self.folder, "k2")
                for _ in range(20):  # does not make the server ask again and again
                    self.assertEqual((await knock(s, stranger.token("vera")))["code"], "unauthenticated")
                self.assertEqual(self.provider.asked, 1)
                s.process.send_signal(signal.SIGHUP)  # nor does this, within 30 s
                self.assertEqual(json.loads(s.process.stdout.readline()), {"event": "reloaded"})
                await asyncio.sleep(0.5)
                self.assertEqual(self.provider.asked, 1)
                await self.lets_in(s, self.provider.token("vera", "supervisor"))

    async def test_keys_are_taken_from_nobody_but_the_one_vouched_for(self):
        ours, key = make_certificate(self.folder)
        other, _ = make_certificate(self.folder, "other")
        elsewhere = make_certificate(self.folder, "elsewhere", about="id.example", names="DNS:id.example")
        for shown, trusted in (((ours, key), other), (elsewhere, elsewhere[0])):
            with self.subTest(trusted=trusted.name), self.provider.online(*shown) as url:
                with server("--set", f"auth.jwks_url={url}", "--set", f"auth.jwks_ca_file={trusted}") as s:
                    await asyncio.sleep(0.5)
                    self.assertEqual((await knock(s, self.provider.token("vera")))["code"], "unavailable")
                    self.assertEqual(self.provider.asked, 0)
                    await self.lets_in(s, token("mette", "agent"), "mette")


if __name__ == "__main__":
    unittest.main()
