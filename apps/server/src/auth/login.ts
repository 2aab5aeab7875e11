import { randomUUID } from 'node:crypto';
import {
  AuthError,
  type DeviceDescription,
  type GadgetCodeVia,
  type PageCodeVia,
  type SessionKind,
} from '@feishu-login/auth-types';
import { grantKey } from './grant-settings.ts';
import { sealForSignIn } from './grants.ts';
import { endEverything, PersonGone } from './leavers.ts';
import { consumeAttempt, type OpenAttempt, pkceVerifier, startAttempt } from './login-attempt.ts';
import type {
  AppSettings,
  Identified,
  Identity,
  LoginFlow,
  NewSession,
  OneTimeCode,
  Ports,
  SignedIn,
} from './ports.ts';
import { recheck } from './recheck.ts';
import { findSession } from './session.ts';
import { mintToken, sha256 } from './token.ts';
import { UpstreamFailure } from './upstream-failure.ts';

export interface IssuedTokens extends SignedIn {
  readonly accessToken: string;
  /** Seconds, as all durations below. */
  readonly accessExpiresIn: number;
  readonly refreshToken: string;
  readonly refreshExpiresIn: number;
}

export interface IssuedCookie extends SignedIn {
  readonly cookie: string;
  readonly maxAge: number;
  readonly returnTo: string;
}

/** A mini program's one-time code becomes a session of ours. */
export async function loginFromGadget(
  ports: Ports,
  { code, via, device }: { code: string; via: GadgetCodeVia; device?: DeviceDescription | undefined },
): Promise<IssuedTokens> {
  const startedAt = ports.clock.now();
  return exchange(ports, { code, via }, (identified, codeHash) =>
    issueTokens(ports, identified, { startedAt, codeHash, device: describeDevice(device) }),
  );
}

async function issueTokens(
  ports: Ports,
  identified: Identified,
  { startedAt, codeHash, device }: { startedAt: number; codeHash: string; device: string | null },
): Promise<IssuedTokens> {
  const access = mintToken('fla');
  const refresh = mintToken('flr');
  const now = ports.clock.now();
  const { policy } = ports;
  const signedIn = await signIn(ports, identified, {
    startedAt,
    codeHash,
    session: {
      id: randomUUID(),
      kind: 'gadget',
      device,
      tokenHash: access.hash,
      tokenExpiresAt: now + policy.accessToken,
      refreshHash: refresh.hash,
      expiresAt: now + Math.min(policy.refreshIdle, policy.refreshAbsolute),
      absoluteExpiresAt: now + policy.refreshAbsolute,
    },
  });
  return {
    ...signedIn,
    accessToken: access.value,
    accessExpiresIn: policy.accessToken / 1000,
    refreshToken: refresh.value,
    refreshExpiresIn: (signedIn.session.expiresAt - now) / 1000,
  };
}

export interface Browser {
  /** What the browser calls itself, for the list of devices. */
  readonly device: string | null;
  /** The session cookie it already holds: signing in again ends that session. */
  readonly currentToken: string | undefined;
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
  return exchange(ports, { code, via }, (identified, codeHash) =>
    issueCookie(ports, identified, { kind: 'h5', startedAt, codeHash, returnTo, state, browser }),
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
  const { returnTo, flow } = await consumeAttempt(ports, { state, flows: redirectFlows, attempt });
  const redirectUri = callbackUrl(ports.app);
  const oneTimeCode: OneTimeCode =
    flow === 'browser' && attempt !== undefined
      ? { code, via: 'authorize', redirectUri, codeVerifier: pkceVerifier(attempt.token, state) }
      : { code, via: 'qr', redirectUri };
  return exchange(ports, oneTimeCode, (identified, codeHash) =>
    issueCookie(ports, identified, { kind: 'browser', startedAt, codeHash, returnTo, state, browser }),
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

/** The person refused on Feishu's page: the attempt ends, nobody is signed in. @throws AuthError `state_invalid` */
export async function refuseFromBrowser(ports: Ports, state: string, attempt: OpenAttempt | undefined): Promise<void> {
  await consumeAttempt(ports, { state, flows: redirectFlows, attempt });
  ports.log.event('login.denied', { reason: 'access_denied' });
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

/** The same for the QR code, whose page knows neither scopes nor PKCE. */
export async function startQrLogin(ports: Ports, returnTo: unknown): Promise<{ attempt: OpenAttempt; location: URL }> {
  const attempt = await startAttempt(ports, { flow: 'qr', returnTo });
  return { attempt, location: ports.feishu.qrUrl({ redirectUri: callbackUrl(ports.app), state: attempt.state }) };
}

/** One exchange per code, on every instance: claim it, identify its owner, sign them in, write down how it ended. */
async function exchange<T>(
  ports: Ports,
  code: OneTimeCode,
  issue: (identified: Identified, codeHash: string) => Promise<T>,
): Promise<T> {
  const hash = sha256(`${ports.app.appId} ${code.code}`);
  const claim = await ports.store.codes.claim(hash, ports.clock.now());
  if (!claim.claimed) throw alreadyClaimed(ports, claim);
  try {
    const identified = await ports.feishu.identify(code);
    requireAllowedTenant(ports, identified.identity);
    return await issue(identified, hash);
  } catch (error) {
    if (error instanceof PersonGone) await endEverything(ports, error.person, error.details.platformCode ?? 0);
    await closeClaim(ports, hash, error);
    throw error;
  }
}

/** Longer than any exchange may take: a claim still pending after this was left by a crash. */
const exchangeLimit = 20_000;

function alreadyClaimed(ports: Ports, claim: { state: string; since: number }): AuthError {
  if (claim.state === 'pending' && ports.clock.now() - claim.since < exchangeLimit) {
    return new AuthError('code_in_progress', 'This code is being exchanged already. Wait for that answer.');
  }
  if (claim.state === 'pending' || claim.state === 'lost') return codeLost();
  ports.log.event('login.denied', { reason: 'code_replay' });
  return new AuthError('code_invalid', 'This code cannot be used. Ask Feishu for a new one.');
}

function codeLost(): AuthError {
  return new AuthError(
    'code_retry',
    'Feishu used up this code but its answer was lost. Ask for a new code and send that.',
  );
}

async function closeClaim(ports: Ports, hash: string, error: unknown): Promise<void> {
  const refusal = error instanceof AuthError ? error : undefined;
  ports.log.event('login.denied', {
    reason: refusal?.code ?? 'internal',
    platform_code: refusal?.details.platformCode ?? null,
  });
  if (error instanceof UpstreamFailure && !error.maybeActedOn) return ports.store.codes.release(hash);
  const certainlyRefused = refusal !== undefined && refusal.status < 500 && refusal.code !== 'code_retry';
  return ports.store.codes.settle(hash, certainlyRefused ? 'refused' : 'lost');
}

function requireAllowedTenant(ports: Ports, identity: Identity): void {
  const { allowedTenants } = ports.app;
  if (allowedTenants === undefined) return;
  if (identity.tenantKey !== undefined && allowedTenants.includes(identity.tenantKey)) return;
  throw new AuthError('user_not_allowed', 'This organisation may not sign in here.');
}

async function issueCookie(
  ports: Ports,
  identified: Identified,
  request: {
    kind: SessionKind;
    startedAt: number;
    codeHash: string;
    returnTo: string;
    state: string;
    browser: Browser;
  },
): Promise<IssuedCookie> {
  const cookie = mintToken('fls');
  const now = ports.clock.now();
  const { cookieIdle, cookieAbsolute } = ports.policy;
  const expiresAt = now + Math.min(cookieIdle, cookieAbsolute);
  const signedIn = await signIn(ports, identified, {
    startedAt: request.startedAt,
    codeHash: request.codeHash,
    replaces: request.browser.currentToken,
    attempt: sha256(request.state),
    session: {
      id: randomUUID(),
      kind: request.kind,
      device: request.browser.device,
      tokenHash: cookie.hash,
      tokenExpiresAt: expiresAt,
      refreshHash: null,
      expiresAt,
      absoluteExpiresAt: now + cookieAbsolute,
    },
  });
  return { ...signedIn, cookie: cookie.value, maxAge: cookieAbsolute / 1000, returnTo: request.returnTo };
}

async function signIn(
  ports: Ports,
  { identity, grant }: Identified,
  {
    session,
    startedAt,
    codeHash,
    replaces,
    attempt,
  }: { session: NewSession; startedAt: number; codeHash: string; replaces?: string | undefined; attempt?: string },
): Promise<SignedIn> {
  const { link, ...signedIn } = await ports.store.sessions.signIn({
    identity,
    grant: grant === undefined ? undefined : sealForSignIn(ports, identity, grant),
    session,
    startedAt,
    codeHash,
    now: ports.clock.now(),
    sessionsPerUser: ports.policy.sessionsPerUser,
    linkByUnionId: ports.app.linkByUnionId,
    replaces: replaces === undefined ? undefined : sha256(replaces),
    attempt,
  });
  if (link !== undefined) {
    ports.log.event('identity.linked', {
      user_id: signedIn.user.id,
      previous_user_id: link.previousUserId,
      link_id: link.id,
    });
  }
  ports.log.event('login.ok', { user_id: signedIn.user.id, session_id: session.id, kind: session.kind });
  return signedIn;
}

function describeDevice(device: DeviceDescription | undefined): string | null {
  const parts = [device?.model, device?.platform, device?.client_version].filter(
    (part) => part !== undefined && part !== '',
  );
  return parts.length === 0 ? null : parts.join(' · ');
}
