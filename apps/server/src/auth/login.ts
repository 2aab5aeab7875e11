import { AuthError, type DeviceDescription, type GadgetCodeVia, type PageCodeVia } from '@feishu-login/auth-types';
import { withClaimedCode } from './code-exchange.ts';
import { sessionCookieOf } from './finished-attempt.ts';
import { grantKey } from './granted.ts';
import { type Browser, type IssuedCookie, type IssuedTokens, issueCookie, issueTokens } from './issue-session.ts';
import { consumeAttempt, type OpenAttempt, pkceVerifier, startAttempt } from './login-attempt.ts';
import type { OneTimeCode } from './ports/feishu.ts';
import { PersonGone } from './ports/feishu-failure.ts';
import type { AppSettings, Ports } from './ports/ports.ts';
import type { LoginFlow } from './ports/records.ts';
import { recheck } from './recheck.ts';
import { findSession } from './session.ts';
import { takeTurn } from './take-turn.ts';
import { mintToken } from './token.ts';

export interface GadgetCode {
  readonly code: string;
  readonly via: GadgetCodeVia;
  readonly device?: DeviceDescription | undefined;
  /** Of a place in the line of those who wait for Feishu. */
  readonly ticket?: string | undefined;
}

/** A mini program's one-time code becomes a session of ours. */
export async function loginFromGadget(ports: Ports, { code, via, device, ticket }: GadgetCode): Promise<IssuedTokens> {
  takeTurn(ports, ticket);
  const startedAt = ports.clock.now();
  return withClaimedCode(ports, { code, via }, 'gadget', (identified, codeHash) =>
    issueTokens(ports, identified, { startedAt, codeHash, device }),
  );
}

/** A page inside the Feishu client finishes the sign-in it started. */
export async function loginFromPage(
  ports: Ports,
  { code, via, state }: { code: string; via: PageCodeVia; state: string },
  attempt: OpenAttempt | undefined,
  browser: Browser,
): Promise<IssuedCookie> {
  const startedAt = ports.clock.now();
  const { returnTo } = await consumeAttempt(ports, { state, flows: ['h5'], attempt });
  return withClaimedCode(ports, { code, via }, 'h5', (identified, codeHash) =>
    issueCookie(ports, identified, {
      flow: 'h5',
      startedAt,
      codeHash,
      returnTo,
      state,
      browser,
      cookie: mintToken('fls'),
    }),
  ).catch((error) => recheckHolder(ports, browser, error));
}

/** The browser comes back from Feishu's sign-in page, which it reached by the button or by the QR code. */
export async function loginFromBrowser(
  ports: Ports,
  { code, state }: { code: string; state: string },
  attempt: OpenAttempt | undefined,
  browser: Browser,
): Promise<IssuedCookie> {
  const startedAt = ports.clock.now();
  const { returnTo, flow, token } = await consumeAttempt(ports, { state, flows: redirectFlows, attempt });
  const redirectUri = callbackUrl(ports.app);
  const oneTimeCode: OneTimeCode =
    flow === 'browser'
      ? { code, via: 'authorize', redirectUri, codeVerifier: pkceVerifier(token, state) }
      : { code, via: 'qr', redirectUri };
  const cookie = sessionCookieOf({ state, token }, code);
  return withClaimedCode(ports, oneTimeCode, flow, (identified, codeHash) =>
    issueCookie(ports, identified, { flow, startedAt, codeHash, returnTo, state, browser, cookie }),
  ).catch((error) => recheckHolder(ports, browser, error));
}

/**
 * The platform refuses whoever just tried to sign in, and often does not say who that is. It may be the person whose
 * session this browser holds, so it is asked about them, by name.
 */
async function recheckHolder(ports: Ports, { currentToken }: Browser, error: unknown): Promise<never> {
  const refused = error instanceof AuthError && error.code === 'user_not_allowed' && !(error instanceof PersonGone);
  if (refused && currentToken !== undefined) {
    const holder = await findSession(ports, { kind: 'cookie', value: currentToken }, { passive: true });
    if (holder !== undefined) await recheck(ports, grantKey(ports, holder));
  }
  throw error;
}

/**
 * The person refused on Feishu's page: the attempt ends, nobody is signed in.
 * @returns where they wanted to go
 * @throws AuthError `state_invalid`
 */
export async function refuseFromBrowser(
  ports: Ports,
  state: string,
  attempt: OpenAttempt | undefined,
): Promise<string> {
  const { flow, returnTo } = await consumeAttempt(ports, { state, flows: redirectFlows, attempt });
  ports.log.event('login.denied', { reason: 'access_denied', entrance: flow });
  return returnTo;
}

const redirectFlows: readonly LoginFlow[] = ['browser', 'qr'];

/** The address Feishu sends the browser back to, to be registered in the console under 安全设置 → 重定向 URL. */
function callbackUrl(app: AppSettings): string {
  return new URL('/auth/callback', app.publicUrl).href;
}

/** Begins a sign-in of a browser: where to send it, and what it must bring back. */
export async function startBrowserLogin(
  ports: Ports,
  { returnTo, scopes }: { returnTo: unknown; scopes: readonly string[] },
): Promise<{ attempt: OpenAttempt; location: URL }> {
  const { codeChallenge, ...attempt } = await startAttempt(ports, { flow: 'browser', returnTo });
  const redirectUri = callbackUrl(ports.app);
  return { attempt, location: ports.feishu.authorizeUrl({ redirectUri, state: attempt.state, codeChallenge, scopes }) };
}

/** The same for the QR code, whose page knows neither scopes nor PKCE. @throws AuthError `not_found` where there is none */
export async function startQrLogin(ports: Ports, returnTo: unknown): Promise<{ attempt: OpenAttempt; location: URL }> {
  const { qrUrl } = ports.feishu;
  if (qrUrl === undefined) throw new AuthError('not_found', 'There is no sign-in by QR code here.');
  const attempt = await startAttempt(ports, { flow: 'qr', returnTo });
  return { attempt, location: qrUrl({ redirectUri: callbackUrl(ports.app), state: attempt.state }) };
}
