import { randomUUID } from 'node:crypto';
import type { DeviceDescription } from '@feishu-login/auth-types';
import { sealForSignIn } from './grants.ts';
import type { Identified } from './ports/feishu.ts';
import type { Ports } from './ports/ports.ts';
import type { LoginFlow, NewSession, SignedIn } from './ports/records.ts';
import type { Entrance } from './ports/security-log.ts';
import { type MintedToken, mintToken, sha256 } from './token.ts';

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

export interface Browser {
  /** What the browser calls itself, for the list of devices. */
  readonly device: string | null;
  /** The session cookie it already holds: signing in again is the end of it. */
  readonly currentToken: string | undefined;
}

/** A mini program's session: an access token, and a refresh token that outlives it. */
export async function issueTokens(
  ports: Ports,
  identified: Identified,
  { startedAt, codeHash, device }: { startedAt: number; codeHash: string; device: DeviceDescription | undefined },
): Promise<IssuedTokens> {
  const access = mintToken('fla');
  const refresh = mintToken('flr');
  const now = ports.clock.now();
  const { policy } = ports;
  const signedIn = await signIn(ports, identified, {
    startedAt,
    codeHash,
    entrance: 'gadget',
    session: {
      id: randomUUID(),
      kind: 'gadget',
      device: describeDevice(device),
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

/** A browser's session. */
export async function issueCookie(
  ports: Ports,
  identified: Identified,
  request: {
    flow: LoginFlow;
    startedAt: number;
    codeHash: string;
    returnTo: string;
    state: string;
    cookie: MintedToken;
    browser: Browser;
  },
): Promise<IssuedCookie> {
  const { cookie } = request;
  const now = ports.clock.now();
  const { cookieIdle, cookieAbsolute } = ports.policy;
  const expiresAt = now + Math.min(cookieIdle, cookieAbsolute);
  const signedIn = await signIn(ports, identified, {
    startedAt: request.startedAt,
    codeHash: request.codeHash,
    entrance: request.flow,
    replaces: request.browser.currentToken,
    attempt: sha256(request.state),
    session: {
      id: randomUUID(),
      kind: request.flow === 'h5' ? 'h5' : 'browser',
      device: request.browser.device,
      tokenHash: cookie.hash,
      tokenExpiresAt: expiresAt,
      refreshHash: null,
      expiresAt,
      absoluteExpiresAt: now + cookieAbsolute,
    },
  });
  const maxAge = (signedIn.session.absoluteExpiresAt - now) / 1000;
  return { ...signedIn, cookie: cookie.value, maxAge, returnTo: request.returnTo };
}

async function signIn(
  ports: Ports,
  { identity, grant, facts }: Identified,
  {
    session,
    startedAt,
    codeHash,
    entrance,
    replaces,
    attempt,
  }: {
    session: NewSession;
    startedAt: number;
    codeHash: string;
    entrance: Entrance;
    replaces?: string | undefined;
    attempt?: string;
  },
): Promise<SignedIn> {
  const { link, goesOn, ...signedIn } = await ports.store.sessions.signIn({
    identity,
    facts,
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
  const { id: session_id, kind } = session;
  if (!goesOn) ports.log.event('login.ok', { user_id: signedIn.user.id, session_id, kind, entrance });
  return signedIn;
}

function describeDevice(device: DeviceDescription | undefined): string | null {
  const parts = [device?.model, device?.platform, device?.client_version].filter(
    (part) => part !== undefined && part !== '',
  );
  return parts.length === 0 ? null : parts.join(' · ');
}
