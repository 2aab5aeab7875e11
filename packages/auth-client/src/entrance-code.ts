import type { PageCodeVia } from '@feishu-login/auth-types';
import type { EntranceFailure, EntrancePorts, JsapiCallbacks, PageAttempt, PageTt } from './entrance-ports.ts';

export type CodeAnswer =
  | { got: 'code'; via: PageCodeVia; code: string }
  | { got: 'failure'; via: PageCodeVia; failure: EntranceFailure }
  /** No JSAPI of this client hands out codes. */
  | { got: 'nothing' };

/** A consent sheet may stay open while its reader thinks; a bridge that lost the call never answers. */
const answerWithinMs = 120_000;

/** `feature not support` (Errno错误码): the SDK knows the API, this client does not. */
const errnoUnsupported = 103;
/** `user permission denied`, and the answer to a closed consent sheet (飞书客户端内网页应用接入指南). */
const errnosRefused: readonly number[] = [107, 2_700_002];

/** Newest first: `requestAccess` needs client 6.9, `requestAuthCode` 5.1. */
const jsapis: readonly {
  via: PageCodeVia;
  ask: (tt: PageTt, attempt: PageAttempt, callbacks: JsapiCallbacks) => unknown;
}[] = [
  {
    via: 'requestAccess',
    ask: (tt, { app_id, scopes, state }, callbacks) =>
      tt.requestAccess?.({ appID: app_id, scopeList: scopes, state, ...callbacks }),
  },
  {
    via: 'requestAuthCode',
    ask: (tt, { app_id }, callbacks) => tt.requestAuthCode?.({ appId: app_id, ...callbacks }),
  },
];

/** Asks the client for a one-time code with the newest JSAPI it supports. */
export async function requestPageCode(ports: EntrancePorts, attempt: PageAttempt): Promise<CodeAnswer> {
  const tt = ports.tt();
  for (const { via, ask } of jsapis) {
    if (tt === undefined || typeof tt[via] !== 'function') continue;
    const answer = await answerOf(ports, (callbacks) => ask(tt, attempt, callbacks));
    if ('code' in answer) {
      if (answer.state !== undefined && answer.state !== attempt.state) {
        return { got: 'failure', via, failure: { kind: 'client', errno: undefined, platformCode: undefined } };
      }
      return { got: 'code', via, code: answer.code };
    }
    if (answer.kind === 'client' && answer.errno === errnoUnsupported) continue;
    return { got: 'failure', via, failure: answer };
  }
  return { got: 'nothing' };
}

function answerOf(
  ports: EntrancePorts,
  call: (callbacks: JsapiCallbacks) => unknown,
): Promise<{ code: string; state: string | undefined } | EntranceFailure> {
  return new Promise((resolve) => {
    const stopWaiting = ports.after(answerWithinMs, () => resolve({ kind: 'no_answer' }));
    const callbacks: JsapiCallbacks = {
      success(result) {
        stopWaiting();
        const code = field(result, 'code');
        const state = field(result, 'state');
        if (typeof code === 'string' && code !== '') {
          resolve({ code, state: typeof state === 'string' ? state : undefined });
        } else {
          resolve({ kind: 'client', errno: undefined, platformCode: undefined });
        }
      },
      fail(error) {
        stopWaiting();
        resolve(failureOf(error));
      },
    };
    try {
      call(callbacks);
    } catch (error) {
      callbacks.fail(error);
    }
  });
}

/** `errno` is the rule since client 5.15; `requestAuthCode` and older clients answer with `errCode` (requestAuthCode). */
function failureOf(error: unknown): EntranceFailure {
  const errno = numberIn(field(error, 'errno')) ?? numberIn(field(error, 'errCode'));
  const platformCode = platformCodeIn(field(error, 'errString')) ?? platformCodeIn(field(error, 'errMsg'));
  const refused = errno !== undefined && errnosRefused.includes(errno);
  // 2700002 is also how the client reports that Feishu's server ended the authorization, with the server's number in
  // its text (Errno错误码). Only the explanation depends on it: neither case is tried again without a tap.
  if (refused && platformCode === undefined) return { kind: 'refused' };
  return { kind: 'client', errno, platformCode: platformCode ?? (refused ? undefined : errno) };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function numberIn(value: unknown): number | undefined {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  return typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}

/** The server's number in `Authorization terminated unexpectedly. Error code: xx; error message: xx`. */
function platformCodeIn(text: unknown): number | undefined {
  const digits = typeof text === 'string' ? /error code:?\s*(\d{5,8})\b/i.exec(text)?.[1] : undefined;
  return digits === undefined ? undefined : Number(digits);
}
