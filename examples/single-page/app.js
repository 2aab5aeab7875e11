/** A page without a back end, on an origin of its own, that signs people in with Feishu by OpenID Connect. */
import * as oauth from 'oauth4webapi';

const settings = await (await fetch('/settings.json')).json();
const client = { client_id: settings.clientId };
const here = `${location.origin}/`;
// Without https only on a developer's own machine.
const insecure = { [oauth.allowInsecureRequests]: settings.issuer.startsWith('http://localhost:') };
const issuer = new URL(settings.issuer);
const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));

const show = (id) => document.getElementById(id);
show('sign-in').onclick = signIn;
show('sign-out').onclick = signOut;
if (new URLSearchParams(location.search).has('state')) await finish();
await showWho();

async function signIn() {
  const [state, verifier] = [oauth.generateRandomState(), oauth.generateRandomCodeVerifier()];
  sessionStorage.setItem('asked', JSON.stringify({ state, verifier }));
  location.href = `${server.authorization_endpoint}?${new URLSearchParams({
    client_id: client.client_id,
    response_type: 'code',
    scope: 'openid profile',
    redirect_uri: here,
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })}`;
}

async function finish() {
  const { state, verifier } = JSON.parse(sessionStorage.getItem('asked') ?? '{}');
  const answer = new URL(location.href);
  sessionStorage.removeItem('asked');
  history.replaceState(null, '', here);
  const parameters = oauth.validateAuthResponse(server, client, answer, state);
  const proof = oauth.None();
  const asked = await oauth.authorizationCodeGrantRequest(server, client, proof, parameters, here, verifier, insecure);
  const { access_token, id_token } = await oauth.processAuthorizationCodeResponse(server, client, asked);
  // Whoever can run a script here can read it: it is gone with the tab, and useless once the session ends.
  sessionStorage.setItem('tokens', JSON.stringify({ access_token, id_token }));
}

async function showWho() {
  const { access_token } = JSON.parse(sessionStorage.getItem('tokens') ?? '{}');
  const answer = access_token && (await oauth.userInfoRequest(server, client, access_token, insecure));
  const who = answer?.ok
    ? await oauth.processUserInfoResponse(server, client, oauth.skipSubjectCheck, answer)
    : undefined;
  show('who').textContent = who?.name ?? 'nobody';
  show('sign-in').hidden = who !== undefined;
  show('sign-out').hidden = who === undefined;
}

function signOut() {
  const { id_token } = JSON.parse(sessionStorage.getItem('tokens') ?? '{}');
  sessionStorage.removeItem('tokens');
  const back = new URLSearchParams({ id_token_hint: id_token, post_logout_redirect_uri: here });
  location.href = `${server.end_session_endpoint}?${back}`;
}
