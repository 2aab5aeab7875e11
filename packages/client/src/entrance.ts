import { requestPageCode } from './entrance-code.ts';
import type { AuthorizationPorts, Entrance, EntrancePorts, RedirectReason } from './entrance-ports.ts';
import { type AuthFailure, type FailureCode, isAuthFailure } from './failure.ts';

export type {
  AuthorizationPorts,
  Entrance,
  EntranceBranch,
  EntrancePorts,
  H5Sdk,
  PageTt,
  RedirectReason,
} from './entrance-ports.ts';

/** For loading the SDK and `h5sdk.ready` together: outside the client `ready` never comes. */
const readyWithinMs = 3_000;
/** Without a tap, until a session is seen: the first attempt, and one more for a bad moment. */
const automaticAttemptsAllowed = 2;
/** A code the server would not take is replaced once; then the person is asked. */
const codesAllowed = 2;
/** A sign-in needs to know who, and nothing more. */
const identityOnly: readonly string[] = [];
const newCodeHelps: readonly FailureCode[] = ['code_retry', 'code_in_progress', 'code_invalid', 'state_invalid'];

/**
 * Signs in by the best way this page has: the client's JSAPIs, newest first, or else Feishu's sign-in page.
 * Inside the client it needs no tap, except after a sign-out; outside it acts on a tap only.
 */
export async function enter(ports: EntrancePorts, { tapped }: { tapped: boolean }): Promise<Entrance> {
  if (!ports.insideClientHint()) {
    return tapped ? leave(ports, 'outside_client', identityOnly) : { outcome: 'waits', reason: 'outside_client' };
  }
  if (!tapped) {
    if (ports.signedOut()) return { outcome: 'waits', reason: 'signed_out' };
    const used = ports.automaticAttempts.used();
    if (used === undefined || used >= automaticAttemptsAllowed) return { outcome: 'waits', reason: 'attempts_used' };
    ports.automaticAttempts.add();
  }
  return enterInClient(ports, identityOnly);
}

/**
 * Asks the reader, who is signed in, for Feishu scopes: inside the client by its consent sheet, everywhere else and on
 * clients that cannot ask by Feishu's page. Agreeing is a sign-in, whose session takes the place of the one before;
 * refusing leaves that one as it is. Only ever after a tap.
 */
export async function authorize(ports: AuthorizationPorts, scopes: readonly string[]): Promise<Authorization> {
  return ports.insideClientHint() ? enterInClient(ports, scopes) : leave(ports, 'outside_client', scopes);
}

/**
 * Asks the client who is there, for a page that holds a session: accounts are switched in the client, and its cookie jar
 * stays. Whoever signed in here before is not asked anything. The answer's session takes the place of the one before;
 * a client that cannot say is not left for Feishu's page.
 */
export function confirm(ports: AuthorizationPorts): Promise<Authorization> {
  return enterInClient({ ...ports, redirect: () => undefined }, identityOnly);
}

/** How the asking ended. Whoever was redirected comes back to a page that has to repeat the operation. */
export type Authorization = Exclude<Entrance, { outcome: 'waits' }>;

async function enterInClient(ports: AuthorizationPorts, scopes: readonly string[]): Promise<Authorization> {
  const sdk = await sdkReady(ports);
  return sdk === 'ready' ? enterThroughClient(ports, scopes) : leave(ports, sdk, scopes);
}

function leave(ports: AuthorizationPorts, reason: RedirectReason, scopes: readonly string[]): Authorization {
  ports.redirect(scopes);
  return { outcome: 'redirected', branch: 'redirect', reason };
}

function sdkReady(ports: AuthorizationPorts): Promise<'ready' | 'sdk_failed' | 'sdk_not_ready'> {
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

async function enterThroughClient(ports: AuthorizationPorts, scopes: readonly string[]): Promise<Authorization> {
  for (let codes = 1; ; codes += 1) {
    const entrance = await tryOnce(ports, scopes);
    const again = entrance.outcome === 'failed' && newCodeHelps.includes(entrance.failure.code);
    if (!again || codes === codesAllowed) return entrance;
  }
}

/** One attempt, one code, one exchange. */
async function tryOnce(ports: AuthorizationPorts, scopes: readonly string[]): Promise<Authorization> {
  const started = await orFailure(ports.start(scopes));
  // The sign-in page shows the place, and goes on by itself.
  if (isAuthFailure(started) && started.line !== undefined) return leave(ports, 'in_line', scopes);
  if (isAuthFailure(started)) return { outcome: 'failed', branch: undefined, failure: started };
  const asked = await requestPageCode(ports, started, scopes);
  if (asked === undefined) return leave(ports, 'no_jsapi', scopes);
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
