import type { CodeAnswer, CodeRefusal } from '@feishu-login/client';
import { askClient, type BridgeAnswer, type Callbacks } from './client-bridge.ts';
import type { FeishuTt } from './feishu-tt.ts';

/** Numbers of the pages "Errno错误码" and "requestAccess". */
const featureNotSupported = 103;
/** Denied by the person's system, the client's settings or the organisation: nobody has been asked. */
const denied: readonly number[] = [106, 107, 108];
/** The person said no, or Feishu could not finish: the client gives the same number for both. */
const authorizationEnded = 2_700_002;

/** Identity alone shows no sheet (登录小程序: 免登). */
const identityWithinMs = 30_000;
/** A consent sheet is read, put aside and read again. */
const consentWithinMs = 300_000;

/**
 * Asks the client for a one-time code. Without scopes it stands for the person's identity and needs no consent; with
 * scopes the client asks for what was not granted before. `login` is the way of clients that lack `requestAccess`,
 * whether they show it by not having it or by errno 103; it knows no scopes. The server exchanges the two kinds of code
 * at different endpoints, hence `via`.
 */
export async function requestCode(tt: FeishuTt, scopes: readonly string[]): Promise<CodeAnswer> {
  if (typeof tt.requestAccess !== 'function') return codeWithoutRequestAccess(tt, scopes);
  const answer = await codeFrom(
    'requestAccess',
    scopes.length === 0 ? identityWithinMs : consentWithinMs,
    (callbacks) => tt.requestAccess?.({ scopeList: [...scopes], ...callbacks }),
  );
  return 'refusal' in answer && answer.errno === featureNotSupported ? codeWithoutRequestAccess(tt, scopes) : answer;
}

async function codeWithoutRequestAccess(tt: FeishuTt, scopes: readonly string[]): Promise<CodeAnswer> {
  if (scopes.length > 0)
    return { refusal: 'client_too_old', message: 'this client has no requestAccess', errno: featureNotSupported };
  if (typeof tt.login !== 'function')
    return { refusal: 'code_unavailable', message: 'this client has neither requestAccess nor login' };
  return codeFrom('login', identityWithinMs, (callbacks) => tt.login?.(callbacks));
}

async function codeFrom(
  via: 'requestAccess' | 'login',
  withinMs: number,
  call: (callbacks: Callbacks) => unknown,
): Promise<CodeAnswer> {
  const answer = await askClient(withinMs, call);
  if (answer.kind === 'silence') return { refusal: 'code_unavailable', message: `${via} did not answer` };
  if (answer.kind === 'fail') return refusalFrom(answer);
  const { code } = answer.result;
  return typeof code === 'string' && code !== ''
    ? { code, via }
    : { refusal: 'code_unavailable', message: `${via} answered without a code` };
}

function refusalFrom({ errno, message }: Extract<BridgeAnswer, { kind: 'fail' }>): CodeRefusal {
  // 2700002 also reports that Feishu's server ended the authorization, with the server's number in its text
  // (Errno错误码). It chooses the words of the explanation, nothing else.
  const ofServer = errno === authorizationEnded ? /error code:?\s*(\d{5,8})\b/i.exec(message)?.[1] : undefined;
  return { refusal: meaningOf(errno), message, errno: ofServer === undefined ? errno : Number(ofServer) };
}

function meaningOf(errno: number | undefined): CodeRefusal['refusal'] {
  if (errno === undefined) return 'code_unavailable';
  if (errno === authorizationEnded || denied.includes(errno)) return 'access_denied';
  // 301 to 307 are the network's.
  return errno >= 300 && errno < 400 ? 'no_network' : 'code_unavailable';
}
