import type { AuthErrorCode } from '@feishu-login/auth-types';
import { requestPageCode } from './entrance-code.ts';
import type { Entrance, EntranceFailure, EntrancePorts, RedirectReason } from './entrance-ports.ts';

/** Loading the SDK and `h5sdk.ready` together; outside the client `ready` never comes. */
const readyWithinMs = 3_000;
/** Attempts without a tap until a session is seen: the first, and one more for a bad moment. */
const automaticAttemptsAllowed = 2;
/** A code the server would not take is replaced once; after that the person is asked. */
const codesPerEntrance = 2;
const newCodeHelps: readonly AuthErrorCode[] = ['code_retry', 'code_in_progress', 'code_invalid', 'state_invalid'];

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
    if ((ports.automaticAttempts.used() ?? automaticAttemptsAllowed) >= automaticAttemptsAllowed) {
      return { outcome: 'waits', reason: 'attempts_used' };
    }
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
  for (let code = 1; ; code += 1) {
    const started = await ports.start();
    if (!started.ok) return { outcome: 'failed', branch: undefined, failure: serverFailure(started) };
    const answer = await requestPageCode(ports, started.body);
    if (answer.got === 'nothing') return leave(ports, 'no_jsapi');
    if (answer.got === 'failure') return { outcome: 'failed', branch: answer.via, failure: answer.failure };
    const finished = await ports.finish({ code: answer.code, state: started.body.state, via: answer.via });
    if (finished.ok) {
      const { user, return_to } = finished.body;
      return { outcome: 'signed_in', branch: answer.via, user, returnTo: return_to };
    }
    const retry = finished.refusal !== undefined && newCodeHelps.includes(finished.refusal.code);
    if (!retry || code === codesPerEntrance) {
      return { outcome: 'failed', branch: answer.via, failure: serverFailure(finished) };
    }
  }
}

function serverFailure({ refusal }: { refusal?: Extract<EntranceFailure, { kind: 'server' }>['refusal'] }) {
  return refusal === undefined ? ({ kind: 'offline' } as const) : ({ kind: 'server', refusal } as const);
}
