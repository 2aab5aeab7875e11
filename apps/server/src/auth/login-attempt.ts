import { createHmac, randomBytes } from 'node:crypto';
import { AuthError } from '@feishu-login/auth-types';
import type { Ports } from './ports/ports.ts';
import type { LoginAttempt, LoginFlow } from './ports/records.ts';
import { allowedReturn } from './return-to.ts';
import { hashToken, mintToken, sha256 } from './token.ts';

/** A sign-in that a browser has begun: `state` travels through Feishu, `token` stays in the browser's cookie. */
export interface OpenAttempt {
  readonly state: string;
  readonly token: string;
}

export interface StartedAttempt extends OpenAttempt {
  /** S256 of the verifier, for the authorize page. */
  readonly codeChallenge: string;
}

/** Opens an attempt bound to this browser, flow and app. It can be finished once, within the policy's time. */
export async function startAttempt(
  ports: Ports,
  { flow, returnTo }: { flow: LoginFlow; returnTo: unknown },
): Promise<StartedAttempt> {
  const state = randomBytes(32).toString('base64url');
  const { value: token, hash: browserHash } = mintToken('flt');
  const now = ports.clock.now();
  await ports.store.attempts.open({
    stateHash: sha256(state),
    browserHash,
    flow,
    appId: ports.app.appId,
    returnTo: allowedReturn(ports.app, returnTo),
    createdAt: now,
    expiresAt: now + ports.policy.loginAttempt,
  });
  return { state, token, codeChallenge: pkceChallenge(pkceVerifier(token, state)) };
}

/**
 * Uses the attempt up before anything is sent to Feishu. A browser that did not start it uses nothing up.
 * @throws AuthError `state_invalid`
 */
export async function consumeAttempt(
  ports: Ports,
  { state, flows, attempt }: { state: string; flows: readonly LoginFlow[]; attempt: OpenAttempt | undefined },
): Promise<LoginAttempt & OpenAttempt> {
  const browserHash = attempt === undefined ? undefined : hashToken('flt', attempt.token);
  if (attempt === undefined || browserHash === undefined) throw stateInvalid(ports, flows, 'state_browser_mismatch');
  const key = { stateHash: sha256(state), browserHash, flows, appId: ports.app.appId };
  const consumed = await ports.store.attempts.consume(key, ports.clock.now());
  if (consumed === undefined) throw stateInvalid(ports, flows, 'state_unknown_or_used');
  return { ...consumed, ...attempt };
}

/**
 * The PKCE verifier (RFC 7636 section 4.1) is derived from the browser's own secret, so nothing of it is stored
 * and the database alone cannot redeem a code.
 */
export function pkceVerifier(attemptToken: string, state: string): string {
  return createHmac('sha256', attemptToken).update(`pkce ${state}`).digest('base64url');
}

function pkceChallenge(verifier: string): string {
  return Buffer.from(sha256(verifier), 'hex').toString('base64url');
}

/** Of an attempt that nobody knows, no more can be told than where its answer came in. */
function stateInvalid(ports: Ports, [entrance]: readonly LoginFlow[], reason: string): AuthError {
  ports.log.event('login.denied', { reason, entrance });
  return new AuthError(
    'state_invalid',
    'This sign-in was not started in this browser, was used already, or took too long. Start again.',
  );
}
