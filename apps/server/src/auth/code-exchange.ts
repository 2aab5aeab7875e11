import { AuthError } from '@feishu-login/auth-types';
import { requireAdmitted } from './admission.ts';
import { endEverything } from './end-everything.ts';
import type { Identified, OneTimeCode } from './ports/feishu.ts';
import { PersonGone, rethrowAs, UpstreamFailure } from './ports/feishu-failure.ts';
import type { Ports } from './ports/ports.ts';
import type { Entrance } from './ports/security-log.ts';
import { sha256 } from './token.ts';

/** One exchange per code, on every instance: claim it, identify its owner, sign them in, write down how it ended. */
export async function withClaimedCode<T>(
  ports: Ports,
  code: OneTimeCode,
  entrance: Entrance,
  issue: (identified: Identified, codeHash: string) => Promise<T>,
): Promise<T> {
  const hash = codeHash(ports, code.code);
  const claim = await ports.store.codes.claim(hash, ports.clock.now());
  if (!claim.claimed) throw alreadyClaimed(ports, claim, entrance);
  try {
    const identified = await ports.feishu.identify(code);
    const facts = await requireAdmitted(ports, identified.identity).catch(codeIsSpent);
    return await issue({ ...identified, ...(facts && { facts }) }, hash);
  } catch (error) {
    if (error instanceof PersonGone) await endEverything(ports, error.person, error.details.platformCode ?? 0);
    const closed = closeClaim(ports, hash, { error, entrance });
    if (isUnavailable(error)) closed.catch(() => undefined);
    else await closed;
    throw error;
  }
}

/** Nobody waits twice for a database that does not answer: what is left pending counts as lost in a while. */
function isUnavailable(error: unknown): boolean {
  return error instanceof AuthError && error.code === 'db_unavailable';
}

/** Whatever is asked after the exchange, the same code can never be sent again. */
function codeIsSpent(error: unknown): never {
  return rethrowAs(error, { maybeActedOn: true });
}

/** What is kept of a code. */
export function codeHash({ app }: Pick<Ports, 'app'>, code: string): string {
  return sha256(`${app.appId} ${code}`);
}

/** Longer than any exchange may take: a claim still pending after this was left by a crash. */
const exchangeLimit = 20_000;

function alreadyClaimed(ports: Ports, claim: { state: string; since: number }, entrance: Entrance): AuthError {
  if (claim.state === 'pending' && ports.clock.now() - claim.since < exchangeLimit) {
    return new AuthError('code_in_progress', 'This code is being exchanged already. Wait for that answer.');
  }
  if (claim.state === 'pending' || claim.state === 'lost') return codeLost();
  ports.log.event('login.denied', { reason: 'code_replay', entrance });
  return new AuthError('code_invalid', 'This code cannot be used. Ask Feishu for a new one.');
}

function codeLost(): AuthError {
  return new AuthError(
    'code_retry',
    'Feishu used up this code but its answer was lost. Ask for a new code and send that.',
  );
}

async function closeClaim(
  ports: Ports,
  hash: string,
  { error, entrance }: { error: unknown; entrance: Entrance },
): Promise<void> {
  const refusal = error instanceof AuthError ? error : undefined;
  ports.log.event('login.denied', {
    reason: refusal?.code ?? 'internal',
    entrance,
    platform_code: refusal?.details.platformCode ?? null,
  });
  if (error instanceof UpstreamFailure && !error.maybeActedOn) return ports.store.codes.release(hash);
  const certainlyRefused = refusal !== undefined && refusal.status < 500 && refusal.code !== 'code_retry';
  return ports.store.codes.settle(hash, certainlyRefused ? 'refused' : 'lost');
}
