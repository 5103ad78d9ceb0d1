"""Who comes in, for how long, and by which door: tokens, tickets, the console's cookie."""
import asyncio
import contextlib
import json
import time
import unittest
import urllib.request

import websockets

from desk import Session, bearer, jwt, refused, server, status_of, token


async def hello(server, **fields):
    """The first frame's answer, and the close code if the server then hangs up."""
    async with websockets.connect(server.url, subprotocols=["earshot.v1"]) as socket:
        await socket.send(json.dumps({"type": "hello", "v": 1, **fields}))
        answer = json.loads(await asyncio.wait_for(socket.recv(), 10))
        if answer["type"] == "error":
            await asyncio.wait_for(socket.wait_closed(), 10)
        return answer, socket.close_code


def ask(server, method, path, headers=None, data=None):
    """Status, headers and body of an HTTP request."""
    made = urllib.request.Request(f"http://{server.address}{path}", method=method, headers=headers or {}, data=data)
    try:
        with urllib.request.urlopen(made, timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as no:
        return no.code, no.headers, no.read()


def as_bearer(value):
    return {"Authorization": f"Bearer {value}"}


class SignIn(unittest.IsolatedAsyncioTestCase):
    @classmethod
    def setUpClass(cls):
        cls.running = server()
        cls.server = cls.running.__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.running.__exit__(None, None, None)

    def ticket(self, user="mette", roles=("agent",), **claims):
        status, _, body = ask(self.server, "POST", "/v1/tickets", as_bearer(token(user, *roles, **claims)))
        self.assertEqual(status, 201)
        return json.loads(body)["ticket"]

    # --- a session ends with its token

    async def test_a_session_ends_with_its_token_after_a_notice(self):
        session = await Session.open(self.server, "mette", "agent", ttl=3)
        self.assertEqual((await session.next_other())["kind"], "token_expiring")
        began = time.monotonic()
        await asyncio.wait_for(session.socket.wait_closed(), 10)
        self.assertEqual(session.socket.close_code, 4005)
        self.assertLess(time.monotonic() - began, 6)

    async def test_a_renewed_token_keeps_the_session(self):
        session = await Session.open(self.server, "mette", "agent", ttl=3)
        await session.ask({"type": "token", "token": token("mette", "agent", ttl=3600)})
        await asyncio.sleep(5)
        self.assertEqual((await session.query("whoami"))["user"]["id"], "mette")
        for other in (token("olli", "agent"), token("mette", "agent", "admin"), token("mette", "agent", ttl=-90), "x"):
            await refused(session.ask({"type": "token", "token": other}), "unauthenticated")
        await session.close()

    async def test_a_token_within_the_skew_still_opens_a_session(self):
        session = await Session.open(self.server, "mette", "agent", ttl=-30)
        await asyncio.sleep(2.5)
        self.assertEqual((await session.query("whoami"))["user"]["id"], "mette")
        await session.close()

    async def test_tokens_are_refused_for_what_is_wrong_with_them(self):
        now = int(time.time())
        good = {"iss": "earshot", "aud": "earshot", "sub": "mette", "roles": ["agent"], "exp": now + 60}
        wrong = [{**good, "iss": "else"}, {**good, "aud": "else"}, {**good, "sub": ""}, {**good, "sub": 7},
                 {**good, "sub": "a/b"}, {**good, "roles": "agent"}, {**good, "roles": ["king"]}, {**good, "exp": "soon"},
                 {**good, "exp": now - 61}, {**good, "exp": True}, {**good, "nbf": now + 120}, {**good, "iat": now + 120},
                 *({k: v for k, v in good.items() if k != gone} for gone in good)]
        for claims in wrong:
            with self.subTest(claims=claims):
                answer, code = await hello(self.server, token=jwt(claims))
                self.assertEqual((answer["code"], code), ("unauthenticated", 4501))
        for header in ({"alg": "none"}, {"alg": "HS512"}, {"alg": "RS256", "kid": "k"}, {"alg": "HS256", "crit": ["x"]}):
            answer, code = await hello(self.server, token=jwt(good, header=header))
            self.assertEqual((answer["code"], code), ("unauthenticated", 4501))
        with self.assertRaises(websockets.InvalidHandshake) as no:
            await websockets.connect(self.server.url, subprotocols=["earshot.v1"], **bearer(jwt({**good, "exp": 1})))
        self.assertEqual(status_of(no.exception), 401)

    async def test_a_hello_whose_token_is_none_is_a_bad_token_and_not_repeated(self):
        for wrong in ({"token": 7}, {"token": ["x"]}, {"token": "secret" * 2000}, {"ticket": 7}, {"ticket": "secret" * 20}):
            answer, code = await hello(self.server, **wrong)
            self.assertEqual(code, 4501, wrong)
            self.assertNotIn("secret", json.dumps(answer))
        session = await Session.open(self.server, "mette", "agent")
        error = await refused(session.ask({"type": "token", "token": "secret" * 2000}), "invalid_field")
        self.assertNotIn("secret", json.dumps(error))
        await session.close()

    # --- tickets

    async def test_a_ticket_signs_in_once(self):
        ticket = self.ticket("vera", ("supervisor",))
        answer, _ = await hello(self.server, ticket=ticket)
        self.assertEqual((answer["type"], answer["user"]["id"], answer["user"]["roles"]),
                         ("welcome", "vera", ["supervisor"]))
        answer, code = await hello(self.server, ticket=ticket)
        self.assertEqual((answer["code"], code), ("unauthenticated", 4501))

    async def test_a_ticket_lives_no_longer_than_its_token(self):
        answer, _ = await hello(self.server, ticket=self.ticket(ttl=3600))
        self.assertEqual(answer["type"], "welcome")
        ticket = self.ticket(ttl=2)
        async with websockets.connect(self.server.url, subprotocols=["earshot.v1"]) as socket:
            await socket.send(json.dumps({"type": "hello", "v": 1, "ticket": ticket}))
            with contextlib.suppress(websockets.ConnectionClosed):
                while True:
                    await asyncio.wait_for(socket.recv(), 10)
            self.assertEqual(socket.close_code, 4005)

    def test_tickets_are_given_for_a_good_token_only(self):
        self.assertEqual(ask(self.server, "POST", "/v1/tickets")[0], 401)
        self.assertEqual(ask(self.server, "POST", "/v1/tickets", as_bearer("x"))[0], 401)
        self.assertEqual(ask(self.server, "GET", "/v1/tickets", as_bearer(token("mette", "agent")))[0], 405)
        elsewhere = {**as_bearer(token("mette", "agent")), "Origin": "https://evil.example"}
        self.assertEqual(ask(self.server, "POST", "/v1/tickets", elsewhere)[0], 403)

    # --- the console's cookie

    def cookie(self, **claims):
        status, headers, _ = ask(self.server, "POST", "/v1/login", as_bearer(token("vera", "supervisor", **claims)))
        self.assertEqual(status, 200)
        return headers["Set-Cookie"]

    async def with_cookie(self, value, origin):
        """The type of the answer to a hello without a token, from a page of `origin`."""
        name = next(iter(bearer("")))
        headers = {"Cookie": value, **({"Origin": origin} if origin else {})}
        async with websockets.connect(self.server.url, subprotocols=["earshot.v1"], **{name: headers}) as socket:
            await socket.send(json.dumps({"type": "hello", "v": 1}))
            return json.loads(await asyncio.wait_for(socket.recv(), 10))

    async def test_the_consoles_cookie_signs_in_from_our_own_pages_alone(self):
        cookie = self.cookie()
        self.assertIn("; HttpOnly", cookie)
        self.assertIn("; SameSite=Strict", cookie)
        value = cookie.split(";")[0]
        own = f"http://{self.server.address}"
        welcome = await self.with_cookie(f"theme=dark; {value}", own)
        self.assertEqual((welcome["type"], welcome["user"]["id"]), ("welcome", "vera"))
        self.assertEqual((await self.with_cookie(value, None))["type"], "error")
        self.assertEqual((await self.with_cookie("earshot=nonsense", own))["type"], "error")

    async def test_a_ticket_gives_the_cookie_of_its_token_once(self):
        ticket = {"Authorization": "Ticket " + self.ticket("vera", ("supervisor",))}
        status, headers, _ = ask(self.server, "POST", "/v1/login", ticket)
        self.assertEqual(status, 200)
        value = headers["Set-Cookie"].split(";")[0]
        welcome = await self.with_cookie(value, f"http://{self.server.address}")
        self.assertEqual(welcome["user"]["id"], "vera")
        self.assertEqual(ask(self.server, "POST", "/v1/login", ticket)[0], 401)
        again = {"Authorization": "Ticket " + self.ticket()}
        self.assertEqual(ask(self.server, "POST", "/v1/tickets", again)[0], 401)

    # --- logging out

    async def session_by_cookie(self, value):
        name, own = next(iter(bearer(""))), f"http://{self.server.address}"
        socket = await websockets.connect(self.server.url, subprotocols=["earshot.v1"],
                                          **{name: {"Cookie": value, "Origin": own}})
        await socket.send(json.dumps({"type": "hello", "v": 1}))
        self.assertEqual(json.loads(await asyncio.wait_for(socket.recv(), 10))["type"], "welcome")
        return socket

    def test_logging_out_takes_the_cookie_back(self):
        status, headers, _ = ask(self.server, "DELETE", "/v1/login")
        self.assertEqual(status, 200)
        self.assertIn("Max-Age=0", headers["Set-Cookie"])
        self.assertEqual(ask(self.server, "POST", "/v1/login")[0], 401)

    async def test_logging_out_ends_what_the_cookies_of_this_login_have_opened(self):
        first = self.cookie().split(";")[0]
        renewed = {**as_bearer(token("vera", "supervisor", ttl=1800)), "Cookie": first}
        second = ask(self.server, "POST", "/v1/login", renewed)[1]["Set-Cookie"].split(";")[0]
        elsewhere = self.cookie(ttl=900).split(";")[0]
        sessions = [await self.session_by_cookie(value) for value in (first, second)]
        others = [await self.session_by_cookie(elsewhere), (await Session.open(self.server, "vera", "supervisor")).socket]
        evil = {"Cookie": second, "Origin": "https://evil.example"}
        self.assertEqual(ask(self.server, "DELETE", "/v1/login", evil)[0], 403)
        await asyncio.sleep(1.5)
        self.assertTrue(all(s.close_code is None for s in sessions))
        self.assertEqual(ask(self.server, "DELETE", "/v1/login", {"Cookie": second})[0], 200)
        for socket in sessions:
            await asyncio.wait_for(socket.wait_closed(), 5)
            self.assertEqual(socket.close_code, 4501)
        self.assertTrue(all(s.close_code is None for s in others))
        own = f"http://{self.server.address}"
        for value in (first, second):
            self.assertEqual((await self.with_cookie(value, own))["code"], "unauthenticated")
            export = ask(self.server, "GET", "/v1/sellers/vera/export", {"Cookie": value, "Origin": own})
            self.assertEqual(export[0], 401)
        ask(self.server, "POST", "/v1/login", as_bearer(second.split("=")[1]))  # signs in anew, with the same token
        self.assertEqual((await self.with_cookie(second, own))["type"], "welcome")


class AllowedPages(unittest.IsolatedAsyncioTestCase):
    async def test_a_page_that_is_allowed_is_still_not_our_own(self):
        with server("--set", "server.allowed_origins=https://desk.example") as s:
            name = next(iter(bearer("")))
            headers = {"Cookie": "earshot=" + token("vera", "supervisor"), "Origin": "https://desk.example"}
            async with websockets.connect(s.url, subprotocols=["earshot.v1"], **{name: headers}) as socket:
                await socket.send(json.dumps({"type": "hello", "v": 1}))
                self.assertEqual(json.loads(await asyncio.wait_for(socket.recv(), 10))["code"], "unauthenticated")


if __name__ == "__main__":
    unittest.main()
