import {
  type accessControlErrors,
  appTokenErrors,
  contactDepartmentErrors,
  contactGroupsErrors,
  contactUserErrors,
  gadgetSessionErrors,
  type gatewayErrors,
  oauthRevokeErrors,
  sessionLogoutErrors,
  taskListErrors,
  userInfoErrors,
  userTokenErrors,
} from '@feishu-login/feishu-types';

/** The calls this server makes, by the name of their endpoint, and the numbers the platform documents for each. */
export const documentedErrors = {
  appTokenEndpoint: appTokenErrors,
  tenantTokenEndpoint: appTokenErrors,
  // Its page lists none of its own.
  jsapiTicketEndpoint: {},
  oauthV3TokenEndpoint: userTokenErrors,
  userTokenEndpoint: userTokenErrors,
  oauthRevokeEndpoint: oauthRevokeErrors,
  gadgetSessionEndpoint: gadgetSessionErrors,
  userInfoEndpoint: userInfoErrors,
  taskListEndpoint: taskListErrors,
  contactUserEndpoint: contactUserErrors,
  contactDepartmentsEndpoint: contactDepartmentErrors,
  contactDepartmentParentsEndpoint: contactDepartmentErrors,
  contactGroupsEndpoint: contactGroupsErrors,
  sessionLogoutEndpoint: sessionLogoutErrors,
} as const;

type Documented = typeof documentedErrors;

/** Every number the platform documents for these calls, and for any call before it reaches its endpoint. */
export type PlatformCode =
  | { [Call in keyof Documented]: keyof Documented[Call] }[keyof Documented]
  | keyof typeof gatewayErrors
  | keyof typeof accessControlErrors;

/** What a number means to us, whatever the platform's page says in prose. */
export type Meaning =
  /** The code is wrong, expired, or another app's. */
  | 'code_invalid'
  /** The code was used: by ourselves, if an earlier answer was lost. */
  | 'code_spent'
  /** This person may not use the app now; somebody in their organisation can change that. */
  | 'user_not_allowed'
  /** The organisation's access policy stands in the way, here and now: it says nothing about the person. */
  | 'access_controlled'
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
  20008: 'user_gone',
  20009: 'misconfigured',
  20010: 'user_not_allowed',
  20021: 'user_gone',
  20022: 'user_gone',
  20023: 'user_gone',
  20024: 'code_invalid',
  20026: 'reauth_required',
  20036: 'bad_request',
  20037: 'reauth_required',
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
  21000: 'access_controlled',
  21001: 'access_controlled',
  40001: 'bad_request',
  40003: 'try_again',
  40004: 'misconfigured',
  40008: 'bad_request',
  40011: 'bad_request',
  40012: 'bad_request',
  40014: 'misconfigured',
  41012: 'bad_request',
  41050: 'misconfigured',
  42008: 'misconfigured',
  42009: 'misconfigured',
  43010: 'misconfigured',
  44102: 'bad_request',
  1080001: 'bad_request',
  1084001: 'bad_request',
  1084002: 'bad_request',
  1470400: 'bad_request',
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

/**
 * How the neighbours of 获取 user_access_token（小程序）under 历史版本/身份与认证 refuse a tenant or an app token. Its own page
 * does not name them; taken for anything else they would keep a dead token in use.
 */
const neighbours = new Map<number, Meaning>([
  [20013, 'app_token_invalid'],
  [20014, 'app_token_invalid'],
]);

/** A number that no page of our calls documents is judged by the HTTP status it came with. */
export function meaningOf(code: number, httpStatus: number): Meaning {
  if (isDocumented(code)) return meanings[code];
  const neighbour = neighbours.get(code);
  if (neighbour !== undefined) return neighbour;
  if (httpStatus === 429) return 'rate_limited';
  return httpStatus >= 500 ? 'try_again' : 'bad_request';
}

function isDocumented(code: number): code is PlatformCode {
  return Object.hasOwn(meanings, code);
}
