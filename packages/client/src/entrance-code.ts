import type { PageCodeVia } from '@feishu-login/auth-types';
import type { AuthorizationPorts, JsapiCallbacks, PageAttempt, PageTt } from './entrance-ports.ts';
import { type AuthFailure, authFailure } from './failure.ts';

/** Long enough to read a consent sheet; a bridge that lost the call never answers at all. */
const answerWithinMs = 120_000;

/** `feature not support`: the SDK knows this API, the client does not (Errno错误码). */
const unsupported = 103;
/** `user permission denied`, and how a closed consent sheet is told (飞书客户端内网页应用接入指南). */
const refusals: readonly number[] = [107, 2_700_002];

/** Newest first: `requestAccess` needs client 6.9, `requestAuthCode` 5.1. Only the first can ask for scopes. */
const jsapis: readonly {
  via: PageCodeVia;
  scopes: boolean;
  ask: (tt: PageTt, attempt: PageAttempt, callbacks: JsapiCallbacks) => unknown;
}[] = [
  {
    via: 'requestAccess',
    scopes: true,
    ask: (tt, { app_id, scopes, state }, callbacks) =>
      tt.requestAccess?.({ appID: app_id, scopeList: scopes, state, ...callbacks }),
  },
  {
    via: 'requestAuthCode',
    scopes: false,
    ask: (tt, { app_id }, callbacks) => tt.requestAuthCode?.({ appId: app_id, ...callbacks }),
  },
];

/** A one-time code, or the failure that ended the asking; `undefined` when no JSAPI of this client hands out codes. */
export type PageCode = { via: PageCodeVia; code: string } | { via: PageCodeVia; failure: AuthFailure } | undefined;

/** Asks the client for a one-time code, through the newest JSAPI that it supports and that can ask for the scopes wanted. */
export async function requestPageCode(
  ports: AuthorizationPorts,
  attempt: PageAttempt,
  wanted: readonly string[],
): Promise<PageCode> {
  const tt = ports.tt();
  for (const { via, scopes, ask } of jsapis) {
    if (wanted.length > 0 && !scopes) continue;
    if (tt === undefined || typeof tt[via] !== 'function') continue;
    const answer = await answerTo(ports, (callbacks) => ask(tt, attempt, callbacks));
    if (answer.kind === 'silence') {
      return { via, failure: authFailure('code_unavailable', `tt.${via} did not answer.`) };
    }
    if (answer.kind === 'success') {
      const code = codeIn(answer.result, attempt.state);
      return code === undefined
        ? { via, failure: authFailure('code_unavailable', `tt.${via} answered without a code for this attempt.`) }
        : { via, code };
    }
    if (numberOf(answer.error) === unsupported) continue;
    return { via, failure: jsapiFailure(via, answer.error) };
  }
  return undefined;
}

type JsapiAnswer = { kind: 'success'; result: unknown } | { kind: 'fail'; error: unknown } | { kind: 'silence' };

function answerTo(ports: AuthorizationPorts, call: (callbacks: JsapiCallbacks) => unknown): Promise<JsapiAnswer> {
  return new Promise((resolve) => {
    const stopWaiting = ports.after(answerWithinMs, () => resolve({ kind: 'silence' }));
    const settle = (answer: JsapiAnswer) => {
      stopWaiting();
      resolve(answer);
    };
    try {
      call({
        success: (result) => settle({ kind: 'success', result }),
        fail: (error) => settle({ kind: 'fail', error }),
      });
    } catch (error) {
      settle({ kind: 'fail', error });
    }
  });
}

/** `requestAccess` returns the state it was given: another one means another attempt's answer. */
function codeIn(result: unknown, state: string): string | undefined {
  const code = field(result, 'code');
  const returned = field(result, 'state') ?? state;
  return typeof code === 'string' && code !== '' && returned === state ? code : undefined;
}

function jsapiFailure(via: PageCodeVia, error: unknown): AuthFailure {
  const number = numberOf(error);
  const refused = number !== undefined && refusals.includes(number);
  const text = [field(error, 'errString'), field(error, 'errMsg'), field(error, 'message')].find(isText) ?? '';
  // 2700002 also reports that Feishu's server ended the authorization, with the server's number in its text
  // (Errno错误码). It only chooses the words of the explanation: either way, nothing is tried again without a tap.
  const serverCode = /error code:?\s*(\d{5,8})\b/i.exec(text)?.[1];
  return authFailure(refused ? 'access_denied' : 'code_unavailable', `tt.${via}: ${text}`, {
    platformCode: serverCode === undefined ? number : Number(serverCode),
  });
}

/** `errno` is the rule since client 5.15; `requestAuthCode` and older clients answer with `errCode` (requestAuthCode). */
function numberOf(error: unknown): number | undefined {
  return [field(error, 'errno'), field(error, 'errCode')].find((value) => typeof value === 'number');
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
