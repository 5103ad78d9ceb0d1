"""Secrets come from files that nobody else can read, and come out nowhere: not by `check-config`, not in an error."""
import os
import pathlib
import subprocess
import tempfile
import unittest

from desk import BINARY, KEY, jwt

SECRET = "geheim9d2f7a41c06b8e35geheim9d2f7a41c06b8e35"  # long enough for a key
ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith("EARSHOT_")}


class Secrets(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.scratch.name)

    def tearDown(self):
        self.scratch.cleanup()

    def file(self, name, text, mode=0o600):
        path = self.folder / name
        path.write_text(text)
        path.chmod(mode)
        return path

    def run_it(self, *words, **variables):
        done = subprocess.run([BINARY, *map(str, words)], capture_output=True, text=True, timeout=20, cwd=self.folder,
                              env={**ENVIRONMENT, **variables})
        return done.returncode, done.stdout + done.stderr

    def refused(self, *words, says=(), **variables):
        """Ends with an error that says these words, and not the secret."""
        code, said = self.run_it(*words, **variables)
        self.assertIn(code, (64, 65, 69, 78), said)
        self.assertNotIn("geheim", said)
        for word in says:
            self.assertIn(word, said)

    def configuration(self, text):
        return "--config", self.file("earshot.toml", text)

    def test_a_good_configuration_is_shown_without_what_its_files_hold(self):
        key = self.file("key", SECRET)
        code, said = self.run_it("check-config", "--show", *self.configuration(f'[auth]\nkey_file = "{key}"\n'))
        self.assertEqual(code, 0, said)
        self.assertIn(f'key_file = "{key}"', said)
        self.assertNotIn("geheim", said)

    def test_a_file_that_others_can_read_or_write_is_refused(self):
        for mode in (0o644, 0o604, 0o660, 0o602, 0o666):
            key = self.file("key", SECRET, mode)
            with self.subTest(oct(mode)):
                for word in ("check-config", "serve"):
                    self.refused(word, "--ephemeral", "--set", f"auth.key_file={key}", "--listen", "127.0.0.1:0",
                                 says=["auth.key_file" if word == "check-config" else "key file", "chmod 600"])
                self.refused("token", "--key-file", key, "--user", "u", "--role", "admin", says=["chmod 600"])
                self.refused("import", "--key-file", key, "--queue", "q", self.file("talk.csv", "side,text\n"),
                             says=["chmod 600"])
                self.refused("import", "--token-file", key, "--queue", "q", self.file("talk.csv", "side,text\n"),
                             says=["chmod 600"])
                self.refused("check-config", "--set", f"tls.key={key}", "--set", f"tls.certificate={key}",
                             says=["tls.key", "chmod 600"])
        for mode in (0o600, 0o400, 0o640):  # its group may be one that was made for it
            self.assertEqual(self.run_it("check-config", "--set", f"auth.key_file={self.file('key', SECRET, mode)}")[0], 0)

    def test_a_file_that_holds_no_good_key_is_not_quoted(self):
        self.refused("check-config", "--set", f"auth.key_file={self.file('key', 'geheim')}", says=["at least 32"])
        self.refused("check-config", "--set", f"auth.jwks_file={self.file('keys', SECRET)}", says=["auth.jwks_file"])
        pair = self.file("tls", SECRET)
        self.refused("check-config", "--set", f"tls.key={pair}", "--set", f"tls.certificate={pair}", says=["tls."])

    def test_a_secret_in_the_place_of_its_file_is_not_repeated(self):
        for option in ("auth.key_file", "auth.jwks_file"):
            self.refused("check-config", "--set", f"{option}={SECRET}", says=[option])
        pem = "-----BEGIN PRIVATE KEY----- " + SECRET
        self.refused("check-config", "--set", f"tls.key={pem}", "--set", f"tls.certificate={self.file('c', '')}",
                     says=["tls.key"])
        self.refused("check-config", *self.configuration(f'[auth]\nkey_file = "{SECRET}"\n'), says=["auth.key_file"])
        self.refused("token", "--key-file", SECRET, "--user", "u", "--role", "admin", says=["key file"])
        self.refused("serve", "--ephemeral", "--data-dir", ".", EARSHOT_AUTH_KEY_FILE=SECRET, says=["key file"])

    def test_no_option_no_flag_and_no_variable_takes_a_secret(self):
        self.refused("check-config", *self.configuration(f'[auth]\nkey = "{SECRET}"\n'), says=['"key"'])
        self.refused("check-config", *self.configuration(f'key = "{SECRET}"\n'))
        self.refused("check-config", *self.configuration(f'[auth]\nkey_file = "{SECRET}\n'), says=["earshot.toml:2"])
        self.refused("check-config", *self.configuration(f"[auth]\nkey_file = {SECRET}\n"), says=["earshot.toml:2"])
        self.refused("check-config", "--set", f"auth.key={SECRET}", says=["auth.key"])
        self.refused("check-config", EARSHOT_AUTH_KEY=SECRET, says=["EARSHOT_AUTH_KEY"])
        for flag in ([f"--key={SECRET}"], ["--key", SECRET], [f"--token={SECRET}"], ["-k", SECRET]):
            for word in ("serve", "check-config", "audit verify", "doctor"):
                self.refused(*word.split(), *flag)
        self.refused("token", "--key", SECRET, "--user", "u", "--role", "admin")
        chat = self.file("talk.csv", "side,text\n")
        for token in (["--token", SECRET], [f"--token={SECRET}"]):
            self.refused("import", *token, "--queue", "q", chat, says=["--token-file"])

    def test_a_password_in_an_address_is_refused_and_not_repeated(self):
        for url in (f"https://user:{SECRET}@id.example.com/keys", f"https://{SECRET}@id.example.com/"):
            self.refused("check-config", "--set", f"auth.jwks_url={url}", says=["auth.jwks_url"])

    def test_a_token_from_a_file_is_not_repeated_where_it_is_refused(self):
        token = self.file("token", jwt({"sub": "u"}, key=KEY))
        code, said = self.run_it("import", "--token-file", token, "--queue", "q", "--server", "127.0.0.1:1",
                                 self.file("talk.csv", "side,text\ncustomer,hello\n"))
        self.assertEqual(code, 69, said)
        self.assertNotIn(token.read_text(), said)


if __name__ == "__main__":
    unittest.main()
