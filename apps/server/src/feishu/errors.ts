import type {
  appTokenErrors,
  authorizeErrors,
  gadgetSessionErrors,
  gatewayErrors,
  oidcRefreshErrors,
  oidcTokenErrors,
  sessionLogoutErrors,
  userInfoErrors,
  userTokenErrors,
  v1TokenErrors,
} from '@feishu-login/feishu-types';

/** Every number the platform documents for the calls of a sign-in and a sign-out. */
export type PlatformCode = keyof (typeof userTokenErrors &
  typeof userInfoErrors &
  typeof gadgetSessionErrors &
  typeof appTokenErrors &
  typeof gatewayErrors &
  typeof authorizeErrors &
  typeof oidcTokenErrors &
  typeof oidcRefreshErrors &
  typeof v1TokenErrors &
  typeof sessionLogoutErrors);

/** What a number means to us, whatever the platform's page says in prose. */
export type Meaning =
  /** The code is wrong, expired, or another app's. */
  | 'code_invalid'
  /** The code was used: by ourselves, if an earlier answer was lost. */
  | 'code_spent'
  /** This person may not use the app now; somebody in their organisation can change that. */
  | 'user_not_allowed'
  /** This person has left, is frozen or does not exist: all their sessions end. */
  | 'user_gone'
  /** The person's grant is over or lacks a scope: they must authorize again. */
  | 'reauth_required'
  /** Our app or tenant token has ended early: fetch a new one, once. */
  | 'app_token_invalid'
  /** The platform has a passing problem. */
  | 'try_again'
  | 'rate_limited'
  /** Our app is set up wrongly; only its developer or administrator can fix it. */
  | 'misconfigured'
  /** We asked wrongly: a fault of this program. */
  | 'bad_request';

/** A new number in `feishu-types` does not compile until it is given a meaning here. */
export const meanings: Record<PlatformCode, Meaning> = {
  10003: 'bad_request',
  10005: 'misconfigured',
  10012: 'try_again',
  10013: 'try_again',
  10014: 'misconfigured',
  10015: 'misconfigured',
  10016: 'misconfigured',
  10202: 'app_token_invalid',
  10204: 'code_spent',
  10213: 'code_spent',
  10226: 'code_invalid',
  10228: 'user_not_allowed',
  20001: 'bad_request',
  20002: 'misconfigured',
  20003: 'code_spent',
  20004: 'code_invalid',
  20005: 'reauth_required',
  20007: 'code_invalid',
  20008: 'user_gone',
  20009: 'misconfigured',
  20010: 'user_not_allowed',
  20013: 'app_token_invalid',
  20014: 'app_token_invalid',
  20021: 'user_gone',
  20022: 'user_gone',
  20023: 'user_gone',
  20024: 'code_invalid',
  20025: 'bad_request',
  20026: 'reauth_required',
  20027: 'misconfigured',
  20028: 'misconfigured',
  20029: 'misconfigured',
  20035: 'misconfigured',
  20036: 'bad_request',
  20037: 'reauth_required',
  20038: 'reauth_required',
  20039: 'reauth_required',
  20042: 'misconfigured',
  20046: 'misconfigured',
  20048: 'misconfigured',
  20049: 'code_invalid',
  20050: 'try_again',
  20063: 'bad_request',
  20064: 'reauth_required',
  20065: 'code_spent',
  20066: 'user_gone',
  20067: 'bad_request',
  20068: 'reauth_required',
  20069: 'misconfigured',
  20070: 'bad_request',
  20071: 'code_invalid',
  20072: 'try_again',
  20073: 'reauth_required',
  // The switch is the developer's; what the person can do without it is authorize again.
  20074: 'reauth_required',
  1080001: 'bad_request',
  1084001: 'bad_request',
  1084002: 'bad_request',
  99991400: 'rate_limited',
  99991401: 'misconfigured',
  99991403: 'rate_limited',
  99991501: 'code_invalid',
  99991503: 'misconfigured',
  99991543: 'misconfigured',
  99991641: 'reauth_required',
  99991642: 'reauth_required',
  99991643: 'reauth_required',
  99991644: 'misconfigured',
  99991645: 'reauth_required',
  99991661: 'bad_request',
  99991662: 'misconfigured',
  99991663: 'app_token_invalid',
  99991664: 'app_token_invalid',
  99991665: 'app_token_invalid',
  99991668: 'reauth_required',
  99991669: 'reauth_required',
  99991670: 'reauth_required',
  99991671: 'app_token_invalid',
  99991672: 'misconfigured',
  99991673: 'misconfigured',
  99991674: 'user_not_allowed',
  99991675: 'try_again',
  99991676: 'misconfigured',
  99991677: 'reauth_required',
  99991679: 'reauth_required',
  99991681: 'reauth_required',
  99991691: 'try_again',
  99991692: 'reauth_required',
  99991693: 'reauth_required',
  99992361: 'misconfigured',
  99992364: 'misconfigured',
  99992381: 'misconfigured',
  99992402: 'bad_request',
};

/** A number nobody documented is judged by the HTTP status it came with. */
export function meaningOf(code: number, httpStatus: number): Meaning {
  if (isDocumented(code)) return meanings[code];
  if (httpStatus === 429) return 'rate_limited';
  return httpStatus >= 500 ? 'try_again' : 'bad_request';
}

function isDocumented(code: number): code is PlatformCode {
  return Object.hasOwn(meanings, code);
}
