import { type CauseAtHand, causesAtHand, needsAtHand } from './at-hand.ts';
import type { Failure } from './failure.ts';
import type { Need } from './need.ts';

/**
 * What helps right here: to try again, or to come back with another account of Feishu's. Anything else has to be put
 * right somewhere else first.
 */
export type Help = 'retry' | 'account' | 'elsewhere';

/** Whom it takes, and what helps, where something goes wrong that is not at hand. */
const further = {
  attempt_over: ['you', 'retry'],
  code_spent: ['you', 'retry'],
  cookies_blocked: ['you', 'retry'],
  feishu_down: ['time', 'retry'],
  feishu_session: ['you', 'retry'],
  client_failed: ['you', 'retry'],
  client_too_old: ['you', 'elsewhere'],
  client_denies: ['you', 'retry'],
  not_registered: ['you', 'elsewhere'],
  scopes_wanted: ['you', 'retry'],
  session_over: ['you', 'retry'],
  not_available: ['administrator', 'account'],
  not_installed: ['administrator', 'account'],
  resigned: ['administrator', 'account'],
  frozen: ['administrator', 'account'],
  user_status: ['administrator', 'account'],
  user_unknown: ['administrator', 'account'],
  not_allowed: ['administrator', 'account'],
  app_disabled: ['administrator', 'elsewhere'],
  organization_denies: ['administrator', 'elsewhere'],
  quota_used: ['administrator', 'elsewhere'],
  scope_missing: ['developer', 'elsewhere'],
  scope_list: ['developer', 'elsewhere'],
  app_id: ['developer', 'elsewhere'],
  wrong_secret: ['developer', 'elsewhere'],
  app_credentials: ['developer', 'elsewhere'],
  redirect_url: ['developer', 'elsewhere'],
  refresh_off: ['developer', 'elsewhere'],
  ip_denied: ['developer', 'elsewhere'],
  wrong_brand: ['developer', 'elsewhere'],
  request_to_feishu: ['developer', 'elsewhere'],
  page_address: ['developer', 'elsewhere'],
  host_header: ['developer', 'elsewhere'],
} as const satisfies Record<string, readonly [Need, Help]>;

/** What went wrong, as far as it makes a difference to the reader. */
export type Cause = CauseAtHand | keyof typeof further;

/** What only a developer can put right, in the app or on the server. */
export type DeveloperCause = {
  [C in keyof typeof further]: (typeof further)[C][0] extends 'developer' ? C : never;
}[keyof typeof further];

export function needOf(cause: Cause): Need {
  return isAtHand(cause) ? needsAtHand[cause] : further[cause][0];
}

export function helpOf(cause: Cause): Help {
  return isAtHand(cause) ? 'retry' : further[cause][1];
}

function isAtHand(cause: Cause): cause is CauseAtHand {
  return cause in needsAtHand;
}

/** The platform's number says most, so it is looked up first; our own code always has a meaning. */
export function causeOf({ code, platformCode }: Pick<Failure, 'code' | 'platformCode'>): Cause {
  return (platformCode === undefined ? undefined : causeOfPlatformCode.get(platformCode)) ?? causeOfCode[code];
}

const causeOfCode: Record<Failure['code'], Cause> = {
  ...causesAtHand,
  state_invalid: 'attempt_over',
  code_invalid: 'code_spent',
  code_retry: 'code_spent',
  code_in_progress: 'code_spent',
  cookies_blocked: 'cookies_blocked',
  upstream_unavailable: 'feishu_down',
  code_unavailable: 'client_failed',
  client_too_old: 'client_too_old',
  reauth_required: 'scopes_wanted',
  unauthorized: 'session_over',
  user_not_allowed: 'not_allowed',
  forbidden_origin: 'page_address',
  misdirected_host: 'host_header',
  invalid_request: 'fault',
  not_found: 'fault',
  method_not_allowed: 'fault',
  payload_too_large: 'fault',
  unsupported_media_type: 'fault',
};

/** Feishu's numbers: of the token endpoint and the sign-in page, the gateway, `requestAuthCode`, and the client's errno. */
const platformCodes: readonly [Cause, readonly number[]][] = [
  ['attempt_over', [20_049]],
  ['code_spent', [20_003, 20_004, 20_065]],
  ['too_many', [99_991_400, 111, 113]],
  ['feishu_down', [20_050, 20_072]],
  ['offline', [301, 302, 303, 304, 305, 306, 307]],
  ['feishu_session', [2_700_001, 10_207, 10_210, 10_233]],
  ['not_registered', [20_023]],
  ['not_available', [20_010, 10_227, 10_228]],
  ['not_installed', [20_009]],
  ['resigned', [20_021]],
  ['frozen', [20_022]],
  ['user_status', [20_066]],
  ['user_unknown', [20_008]],
  ['app_disabled', [20_069, 20_042, 99_991_662]],
  ['client_denies', [106, 107]],
  ['organization_denies', [108, 21_000, 21_001]],
  ['quota_used', [99_991_403]],
  ['scope_missing', [20_027, 99_991_672]],
  ['scope_list', [20_067, 20_068]],
  ['app_id', [20_028, 20_048, 20_024, 10_200]],
  ['wrong_secret', [20_002, 20_025, 20_035, 10_015, 99_991_543]],
  // 10014 is what a wrong secret gets today, whatever 通用错误码 calls it; 10003 an App ID of no possible shape.
  ['app_credentials', [10_003, 10_005, 10_014]],
  ['redirect_url', [20_029, 20_071, 10_235, 10_236]],
  ['refresh_off', [20_074]],
  ['ip_denied', [99_991_401]],
  ['wrong_brand', [20_046]],
  ['request_to_feishu', [20_001, 20_036, 20_063, 20_070, 104, 105, 110]],
];

const causeOfPlatformCode = new Map(platformCodes.flatMap(([cause, codes]) => codes.map((code) => [code, cause])));
