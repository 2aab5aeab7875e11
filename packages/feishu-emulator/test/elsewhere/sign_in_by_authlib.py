"""Signs in and refreshes by Authlib, and prints whose token it got each time."""

import sys

import requests
from authlib.integrations.requests_client import OAuth2Session

platform, client_id, client_secret, redirect_uri = sys.argv[1:]
token_url = platform + "/open-apis/authen/v2/oauth/token"
session = OAuth2Session(
    client_id,
    client_secret,
    redirect_uri=redirect_uri,
    scope="offline_access",
    token_endpoint=token_url,
    code_challenge_method="S256",
)


def print_name():
    print(session.get(platform + "/open-apis/authen/v1/user_info").json()["data"]["name"])


verifier = "a-verifier-that-is-long-enough-to-be-one-and-42"
address, state = session.create_authorization_url(
    platform + "/open-apis/authen/v1/authorize", code_verifier=verifier
)
back = requests.get(address, allow_redirects=False).headers["location"]
session.fetch_token(token_url, authorization_response=back, state=state, code_verifier=verifier)
print_name()
session.token["expires_at"] = 1
print_name()
