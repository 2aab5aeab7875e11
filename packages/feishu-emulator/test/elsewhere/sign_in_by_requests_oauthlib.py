"""Signs in and refreshes by requests-oauthlib, and prints whose token it got each time."""

import sys

import requests
from requests_oauthlib import OAuth2Session

platform, client_id, client_secret, redirect_uri = sys.argv[1:]
token_url = platform + "/open-apis/authen/v2/oauth/token"
credentials = {"client_id": client_id, "client_secret": client_secret}
session = OAuth2Session(
    client_id,
    redirect_uri=redirect_uri,
    # It insists on the very scopes it asked for, and the platform grants this one always.
    scope=["auth:user.id:read", "offline_access"],
    auto_refresh_url=token_url,
    auto_refresh_kwargs=credentials,
    token_updater=lambda token: None,
)


def print_name():
    print(session.get(platform + "/open-apis/authen/v1/user_info").json()["data"]["name"])


address, state = session.authorization_url(platform + "/open-apis/authen/v1/authorize")
back = requests.get(address, allow_redirects=False).headers["location"]
session.fetch_token(token_url, authorization_response=back, client_secret=client_secret)
print_name()
session.token = {**session.token, "expires_at": 1}
print_name()
