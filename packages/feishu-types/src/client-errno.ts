/** Errno错误码 (客户端 API). Sent by clients from 5.15; 103 reads `API not available` in 鸿蒙适配指南. */
export const commonErrno = {
  0: 'ok',
  100: 'unknown error',
  101: 'unknwon exception',
  102: 'internal error',
  103: 'feature not support',
  104: 'invalid parameter',
  105: 'authentication fail',
  106: 'system permission denied',
  107: 'user permission denied',
  108: 'organization permission denied',
  109: 'Page destroyed',
  110: 'API call prohibited',
  111: 'Too many API calls',
  112: 'Unable to call this API in the background',
  113: 'Background API calls exceed allowed limit',
  301: 'Network request cancelled',
  302: 'Connection timed out',
  303: 'No network connection',
  304: 'Internal error in network SDK',
  305: 'Network failure',
  306: 'Unable to download file',
  307: 'Network SDK Parameter error',
} as const;

/** login (历史版本). */
export const loginErrno = {
  1000001: 'server error',
  1000002: 'update session failed',
} as const;

/** getUserInfo (开放接口/用户信息). */
export const getUserInfoErrno = {
  1001001: 'invalid session, please login',
  1001002: 'get user info failed',
} as const;

/** requestAccess (开放接口/登录). The user's refusal is 2700002. */
export const requestAccessErrno = {
  2700001: 'Unable to get session',
  2700002: 'Authorization terminated unexpectedly. Error code: xx; error message: xx',
} as const;

/** requestAuthCode (历史版本): `errCode`, not errno. */
export const requestAuthCodeErrors = {
  10200: 'invalid appid',
  10207: 'empty sessionid',
  10210: 'invalid sessionid',
  10227: 'visibility check failed',
  10228: 'app not visible to the user',
  10232: 'failed to get the code',
  10233: 'failed to get larksession',
  10234: 'failed to read the redirect URLs',
  10235: 'no redirect URL configured',
  10236: 'the URL is empty or not a configured redirect URL',
} as const;

/** 数据缓存. */
export const storageErrno = {
  1801001: 'the value exceeds 1 MB',
  1801002: 'the storage exceeds 10 MB',
  1802001: 'key not found',
  1804001: 'clear failed',
} as const;

/** showModal (界面/交互反馈): neither title nor content. */
export const showModalErrno = {
  1100001: 'title and content are both empty',
} as const;
