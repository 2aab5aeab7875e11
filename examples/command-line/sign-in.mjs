/** A command line that signs its person in with Feishu in any browser, by the device flow. `node sign-in.mjs` */
import * as openid from 'openid-client';

const { ISSUER = 'http://localhost:3000/oidc', CLIENT_ID = 'command-line' } = process.env;
// Without https only on a developer's own machine.
const insecure = ISSUER.startsWith('http://localhost:') ? { execute: [openid.allowInsecureRequests] } : {};
const config = await openid.discovery(new URL(ISSUER), CLIENT_ID, undefined, openid.None(), insecure);

const device = await openid.initiateDeviceAuthorization(config, { scope: 'openid profile' });
console.log(`Open ${device.verification_uri} and enter ${device.user_code}`);
const tokens = await openid.pollDeviceAuthorizationGrant(config, device);
const { sub, name } = tokens.claims();
console.log(`Signed in as ${name} (${sub})`);
// A real tool keeps tokens.refresh_token where only its person can read it.
