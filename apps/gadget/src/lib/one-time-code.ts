import type { CodeAnswer, CodeRefusal } from '@feishu-login/client';

/** Numbers of the pages "errno" and "requestAccess". */
const featureNotSupported = 103;
const userPermissionDenied = 107;
/** The user said no, or Feishu could not finish: the client gives the same number for both. */
const authorizationEnded = 2700002;

/**
 * Asks the client for a one-time code. Without scopes it stands for the user's identity and needs no consent; with
 * scopes the client asks for what was not granted before. `login` is the way of clients that lack `requestAccess`,
 * whether they show it by not having it or by errno 103; it knows no scopes. The server exchanges the two kinds of code
 * at different endpoints, hence `via`.
 */
export async function requestCode(scopes: readonly string[]): Promise<CodeAnswer> {
  if (tt.requestAccess === undefined) return codeWithoutRequestAccess(scopes);
  const answer = await codeFrom('requestAccess', (callbacks) =>
    tt.requestAccess?.({ scopeList: [...scopes], ...callbacks }),
  );
  return 'refusal' in answer && answer.errno === featureNotSupported ? codeWithoutRequestAccess(scopes) : answer;
}

async function codeWithoutRequestAccess(scopes: readonly string[]): Promise<CodeAnswer> {
  return scopes.length === 0
    ? codeFromLogin()
    : { refusal: 'client_too_old', message: 'this client has no requestAccess', errno: featureNotSupported };
}

async function codeFromLogin(): Promise<CodeAnswer> {
  return tt.login === undefined
    ? { refusal: 'code_unavailable', message: 'this client has neither requestAccess nor login' }
    : codeFrom('login', (callbacks) => tt.login?.(callbacks));
}

function codeFrom(
  via: 'requestAccess' | 'login',
  ask: (callbacks: Callbacks<{ code: string }>) => void,
): Promise<CodeAnswer> {
  return new Promise((resolve) => {
    ask({
      success: ({ code }) => resolve({ code, via }),
      fail: ({ errno, errMsg }) => resolve({ refusal: meaningOf(errno), message: errMsg, errno }),
    });
  });
}

function meaningOf(errno: number | undefined): CodeRefusal['refusal'] {
  if (errno === userPermissionDenied || errno === authorizationEnded) return 'access_denied';
  // 301 to 307 are the network's.
  if (errno !== undefined && errno >= 300 && errno < 400) return 'no_network';
  return 'code_unavailable';
}
