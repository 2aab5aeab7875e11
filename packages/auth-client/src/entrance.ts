import { requestPageCode } from './entrance-code.ts';
import type { Entrance, EntrancePorts, RedirectReason } from './entrance-ports.ts';
import { type AuthFailure, type FailureCode, isAuthFailure } from './failure.ts';

export type { Entrance, EntranceBranch, EntrancePorts, H5Sdk, PageTt, RedirectReason } from './entrance-ports.ts';

/** For loading the SDK and `h5sdk.ready` together: outside the client `ready` never comes. */
const readyWithinMs = 3_000;
/** Without a tap, until a session is seen: the first attempt, and one more for a bad moment. */
const automaticAttemptsAllowed = 2;
/** A code the server would not take is replaced once; then the person is asked. */
const codesAllowed = 2;
const newCodeHelps: readonly FailureCode[] = ['code_retry', 'code_in_progress', 'code_invalid', 'state_invalid'];

/**
 * Signs in by the best way this page has: the client's JSAPIs, newest first, or else Feishu's sign-in page.
 * Inside the client it needs no tap, except after a sign-out; outside it acts on a tap only.
 */
export async function enter(ports: EntrancePorts, { tapped }: { tapped: boolean }): Promise<Entrance> {
  if (!ports.insideClientHint()) {
    return tapped ? leave(ports, 'outside_client') : { outcome: 'waits', reason: 'outside_client' };
  }
  if (!tapped) {
    if (ports.signedOut()) return { outcome: 'waits', reason: 'signed_out' };
    const used = ports.automaticAttempts.used();
    if (used === undefined || used >= automaticAttemptsAllowed) return { outcome: 'waits', reason: 'attempts_used' };
    ports.automaticAttempts.add();
  }
  const sdk = await sdkReady(ports);
  return sdk === 'ready' ? enterThroughClient(ports) : leave(ports, sdk);
}

function leave(ports: EntrancePorts, reason: RedirectReason): Entrance {
  ports.redirect();
  return { outcome: 'redirected', branch: 'redirect', reason };
}

function sdkReady(ports: EntrancePorts): Promise<'ready' | 'sdk_failed' | 'sdk_not_ready'> {
  return new Promise((resolve) => {
    const stopWaiting = ports.after(readyWithinMs, () => resolve('sdk_not_ready'));
    const settle = (state: 'ready' | 'sdk_failed') => {
      stopWaiting();
      resolve(state);
    };
    ports
      .loadSdk()
      .then(() => {
        const sdk = ports.h5sdk();
        if (sdk === undefined) settle('sdk_failed');
        else sdk.ready(() => settle('ready'));
      })
      .catch(() => settle('sdk_failed'));
  });
}

async function enterThroughClient(ports: EntrancePorts): Promise<Entrance> {
  for (let codes = 1; ; codes += 1) {
    const entrance = await tryOnce(ports);
    const again = entrance.outcome === 'failed' && newCodeHelps.includes(entrance.failure.code);
    if (!again || codes === codesAllowed) return entrance;
  }
}

/** One attempt, one code, one exchange. */
async function tryOnce(ports: EntrancePorts): Promise<Entrance> {
  const started = await orFailure(ports.start());
  if (isAuthFailure(started)) return { outcome: 'failed', branch: undefined, failure: started };
  const asked = await requestPageCode(ports, started);
  if (asked === undefined) return leave(ports, 'no_jsapi');
  const { via } = asked;
  if ('failure' in asked) return { outcome: 'failed', branch: via, failure: asked.failure };
  const finished = await orFailure(ports.finish({ code: asked.code, state: started.state, via }));
  if (isAuthFailure(finished)) return { outcome: 'failed', branch: via, failure: finished };
  return { outcome: 'signed_in', branch: via, user: finished.user, returnTo: finished.return_to };
}

async function orFailure<T>(answer: Promise<T>): Promise<T | AuthFailure> {
  try {
    return await answer;
  } catch (failure) {
    if (isAuthFailure(failure)) return failure;
    throw failure;
  }
}
