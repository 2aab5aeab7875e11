import { AuthError, type Body, type Endpoint, type Params, type Query, type Reply } from '@feishu-login/auth-types';
import { explain } from '@feishu-login/product';
import { forgetApp, listApps } from '../auth/apps.ts';
import { endDevice, endOtherDevices, listDevices } from '../auth/devices.ts';
import { describeGrant, forgetGrant } from '../auth/granted.ts';
import { openHandOff } from '../auth/hand-off.ts';
import { jsapiConfig } from '../auth/jsapi.ts';
import { loginFromGadget, loginFromPage, startQrLogin } from '../auth/login.ts';
import { startAttempt } from '../auth/login-attempt.ts';
import type { Ports } from '../auth/ports/ports.ts';
import type { SignedIn } from '../auth/ports/records.ts';
import { refreshSession } from '../auth/refresh.ts';
import { scopesToAsk } from '../auth/scopes.ts';
import { signOut, signOutEverywhere, signOutOfFeishu } from '../auth/sign-out.ts';
import { listTasks } from '../auth/tasks.ts';
import type { BrowserCookies } from './cookies.ts';
import { takePlaceOrTurn } from './place-in-line.ts';
import { toApp, toMe, toSession, toTokens, toUser } from './replies.ts';

/** What a request brings, parsed; `signedIn` is there on every endpoint whose access is `session`. */
export interface Asked<E extends Endpoint> {
  readonly body: Body<E>;
  readonly query: Query<E>;
  readonly params: Params<E>;
  readonly browser: BrowserCookies;
  /** The browser's own words about itself, for the list of devices. */
  readonly userAgent: string | null;
  signedIn(): SignedIn;
}

export type Handler<E extends Endpoint> = (ports: Ports, asked: Asked<E>) => Promise<Reply<E>>;

/** The whole JSON API. An endpoint of the contract that is missing here is a type error. */
export const routes: { [E in Endpoint]: Handler<E> } = {
  'POST /api/v1/auth/gadget': async (ports, { body }) => toTokens(await loginFromGadget(ports, body)),

  'POST /api/v1/auth/refresh': async (ports, { body }) => toTokens(await refreshSession(ports, body.refresh_token)),

  'POST /api/v1/auth/h5/start': async (ports, { body, browser }) => {
    takePlaceOrTurn(ports, browser);
    const scopes = scopesToAsk(ports, body.scopes);
    const { state, token } = await startAttempt(ports, { flow: 'h5', returnTo: body.return_to });
    browser.openAttempt({ state, token }, ports.policy.loginAttempt / 1000);
    return { state, app_id: ports.app.appId, scopes };
  },

  'POST /api/v1/auth/h5': async (ports, { body, browser, userAgent }) => {
    const attempt = browser.attempt(body.state);
    const issued = await loginFromPage(ports, body, attempt, {
      device: userAgent,
      currentToken: browser.sessionToken(),
    });
    browser.closeAttempt(body.state);
    browser.signIn(issued.cookie, issued.maxAge);
    return { user: toUser(issued.user), return_to: issued.returnTo };
  },

  'POST /api/v1/auth/qr/start': async (ports, { body, browser }) => {
    const { attempt, location } = await startQrLogin(ports, body.return_to);
    browser.openAttempt(attempt, ports.policy.loginAttempt / 1000);
    return { goto: location.href };
  },

  'POST /api/v1/auth/handoff': async (ports, { body, signedIn }) => {
    const { url, expiresIn } = await openHandOff(ports, signedIn(), body.return_to);
    return { url, expires_in: expiresIn };
  },

  'GET /api/v1/me': async (ports, { signedIn }) => toMe(ports, signedIn()),

  'POST /api/v1/auth/logout': async (ports, { signedIn, browser }) => {
    await signOut(ports, signedIn());
    forgetIn(browser, signedIn());
    return undefined;
  },

  'POST /api/v1/auth/logout/everywhere': async (ports, { signedIn, browser }) => {
    await signOutEverywhere(ports, signedIn());
    forgetIn(browser, signedIn());
    return undefined;
  },

  'POST /api/v1/auth/logout/feishu': async (ports, { signedIn, browser }) => {
    await signOutOfFeishu(ports, signedIn());
    forgetIn(browser, signedIn());
    return undefined;
  },

  'GET /api/v1/sessions': async (ports, { signedIn }) => {
    const devices = await listDevices(ports, signedIn());
    const apps = await listApps(ports, signedIn());
    return {
      sessions: devices.map((device) => toSession(device, signedIn().session.id)),
      apps: apps.map(toApp),
      feishu_sign_out: ports.app.signOutOfFeishu,
    };
  },

  'DELETE /api/v1/sessions/:id': async (ports, { signedIn, params, browser }) => {
    await endDevice(ports, signedIn(), params.id);
    if (params.id === signedIn().session.id) forgetIn(browser, signedIn());
    return undefined;
  },

  'DELETE /api/v1/sessions': async (ports, { signedIn }) => {
    await endOtherDevices(ports, signedIn());
    return undefined;
  },

  'DELETE /api/v1/apps/:id': async (ports, { signedIn, params }) => {
    await forgetApp(ports, signedIn(), params.id);
    return undefined;
  },

  'GET /api/v1/feishu/grant': async (ports, { signedIn }) => describeGrant(ports, signedIn()),

  'DELETE /api/v1/feishu/grant': async (ports, { signedIn }) => {
    await forgetGrant(ports, signedIn());
    return undefined;
  },

  'GET /api/v1/feishu/tasks': async (ports, { signedIn }) => {
    const tasks = await listTasks(ports, signedIn());
    return {
      tasks: tasks.map(({ dueAt, ...task }) => ({
        ...task,
        due_at: dueAt === null ? null : new Date(dueAt).toISOString(),
      })),
    };
  },

  'GET /api/v1/explanations': async ({ app }, { query: { code, platform_code } }) =>
    explain(
      { code, platformCode: platform_code === undefined ? undefined : Number(platform_code) },
      app.publicUrl.origin,
    ),

  'GET /api/v1/feishu/jsapi-config': (ports, { query }) => jsapiConfig(ports, query.url),
};

/** A mini program has no cookie to take away, and its sign-out says nothing about a browser's. */
function forgetIn(browser: BrowserCookies, { session }: SignedIn): void {
  if (session.kind !== 'gadget') browser.signOut();
}

/** For handlers of endpoints whose access is `public`: asking for the session there is a fault of ours. */
export function nobody(): never {
  throw new AuthError('internal', 'This endpoint has no session.');
}
