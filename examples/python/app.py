"""A web app that signs people in with Feishu, by OpenID Connect and authlib. To run it: README.md."""

import json
import os
import secrets
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import requests
from authlib.integrations.requests_client import OAuth2Session
from authlib.jose import jwt
from authlib.oidc.core import CodeIDToken

PORT = int(os.environ.get("PORT", "8080"))
ISSUER = os.environ.get("ISSUER", "http://localhost:3000/oidc")
CLIENT_ID = os.environ.get("CLIENT_ID", "python")
CLIENT_SECRET = os.environ["CLIENT_SECRET"]

provider = requests.get(f"{ISSUER}/.well-known/openid-configuration", timeout=10).json()
# What was asked, by state, and who is signed in, by a random cookie. Several instances keep this in a database.
asked, people = {}, {}


def client():
    return OAuth2Session(
        CLIENT_ID,
        CLIENT_SECRET,
        scope="openid profile",
        redirect_uri=f"http://localhost:{PORT}/callback",
        code_challenge_method="S256",
    )


class App(BaseHTTPRequestHandler):
    def do_GET(self):
        path = urlsplit(self.path).path
        {"/": self.home, "/sign-in": self.sign_in, "/callback": self.callback}.get(path, self.nothing)()

    def home(self):
        who = people.get(self.cookie("session"))
        if who is None:
            return self.redirect("/sign-in")
        # `sub` is the key for tables of your own; never the e-mail address.
        return self.answer(200, json.dumps({"sub": who["sub"], "name": who["name"]}))

    def sign_in(self):
        verifier, nonce = secrets.token_urlsafe(48), secrets.token_urlsafe(16)
        url, state = client().create_authorization_url(
            provider["authorization_endpoint"], code_verifier=verifier, nonce=nonce
        )
        asked[state] = (verifier, nonce)
        self.redirect(url, "asked", state)

    def callback(self):
        query = parse_qs(urlsplit(self.path).query)
        state = query.get("state", [""])[0]
        if state != self.cookie("asked") or state not in asked:
            return self.answer(400, "This sign-in did not begin here. Start again.")
        verifier, nonce = asked.pop(state)
        token = client().fetch_token(provider["token_endpoint"], code=query["code"][0], code_verifier=verifier)
        keys = requests.get(provider["jwks_uri"], timeout=10).json()
        expected = {"iss": {"value": ISSUER}, "aud": {"value": CLIENT_ID}}
        who = jwt.decode(token["id_token"], keys, CodeIDToken, expected, {"nonce": nonce, "client_id": CLIENT_ID})
        who.validate()
        session = secrets.token_urlsafe(32)
        people[session] = who
        return self.redirect("/", "session", session)

    def nothing(self):
        self.answer(404, "There is nothing at this address.")

    def cookie(self, name):
        found = SimpleCookie(self.headers.get("Cookie", "")).get(f"python-{name}")
        return None if found is None else found.value

    def redirect(self, url, name=None, value=None):
        self.send_response(303)
        self.send_header("Location", url)
        if name is not None:  # Behind https, add Secure.
            self.send_header("Set-Cookie", f"python-{name}={value}; Path=/; HttpOnly; SameSite=Lax")
        self.end_headers()

    def answer(self, status, text):
        self.send_response(status)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        """Addresses here hold codes."""


print(f"listening on http://localhost:{PORT}", flush=True)
ThreadingHTTPServer(("localhost", PORT), App).serve_forever()
