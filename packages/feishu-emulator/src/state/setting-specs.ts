import { assumed, documented, field, officialCode, type Provenance } from '@feishu-login/feishu-types';
import { z } from 'zod';

interface Spec<T extends z.ZodType> {
  type: T;
  standard: z.output<T>;
  about: string;
  /** How it is known that the platform does as the default says. */
  provenance: Provenance;
}

function one<T extends z.ZodType>(type: T, standard: z.output<T>, about: string, provenance: Provenance): Spec<T> {
  return { type: type.describe(about), standard, about, provenance };
}

const seconds = z.int().positive();

/**
 * Every choice the documentation leaves open or contradicts itself about, and the conveniences the real platform lacks,
 * each with its default and with how that default is known: the place to change when somebody measures it.
 */
export const settingSpecs = {
  auto_login: one(
    z.string().nullable(),
    null,
    'Open id signed in on the authorize page without a form, or null.',
    documented,
  ),
  auto_consent: one(z.boolean(), false, 'Consent is given without showing the page.', documented),
  redirect_check: one(
    z.enum(['list', 'off']),
    'list',
    'Whether redirect and page URLs must be in the app’s list.',
    documented,
  ),
  root_redirect_slash: one(
    z.enum(['exact', 'same']),
    'exact',
    'Whether http://host and http://host/ are one redirect URL; the documentation says both.',
    documented,
  ),
  strict: one(
    z.boolean(),
    false,
    'Holds callers to the letter of the documentation: JSON, POST, no trailing slash.',
    assumed,
  ),
  rate_limits: one(z.boolean(), false, 'Applies the documented limits (频控策略).', documented),
  rate_limited_status: one(
    z.union([z.literal(429), z.literal(400)]),
    429,
    'HTTP status of 99991400; 400 on old APIs.',
    documented,
  ),
  health: one(
    z.enum(['ok', 'error', 'unavailable']),
    'ok',
    'The token endpoint’s own state: error answers 20050, unavailable 20072.',
    documented,
  ),
  burn_code_on_failed_check: one(
    z.boolean(),
    false,
    'Whether a code is spent when PKCE or redirect_uri do not match (20049, 20071).',
    assumed,
  ),
  refresh_replay_revokes: one(
    z.boolean(),
    false,
    'Whether a used refresh token sent again revokes the newer ones (20064).',
    assumed,
  ),
  refresh_replay_code: one(
    z.union([z.literal(20073), z.literal(20064)]),
    20073,
    'What a used refresh token sent again is told: 20073 by the tables, 20064 as seen on Lark on 2026-08-13.',
    documented,
  ),
  redirect_uri_with_client_code: one(
    z.enum(['ignore', 'refuse']),
    'ignore',
    'A redirect_uri sent with a code of the client, which never had one: ignored, or 20071.',
    assumed,
  ),
  verifier_without_challenge: one(
    z.enum(['by_version', 'ignore', 'refuse']),
    'by_version',
    'A code_verifier sent for a code without a challenge: 20049 at version 3 and ignored elsewhere, or the same everywhere.',
    documented,
  ),
  default_scopes: one(z.array(z.string()), ['auth:user.id:read'], 'Scopes of every token, asked for or not.', assumed),
  offline_access: one(
    z.enum(['each_time', 'remembered']),
    'each_time',
    'Whether a refresh token needs offline_access in this authorization, or in any earlier one.',
    assumed,
  ),
  offline_access_in_client: one(z.boolean(), true, 'Whether requestAccess may ask for offline_access.', assumed),
  cap_refresh_lifetime: one(
    z.boolean(),
    true,
    'Whether refresh_token_expires_in shrinks to what is left of the 365 days.',
    assumed,
  ),
  login_code_at_v2: one(
    z.enum(['reject', 'accept']),
    'reject',
    'A tt.login code at the v2 token endpoint: 20003 (FAQ), or accepted (gadget guide).',
    documented,
  ),
  login_code_at_v1: one(
    z.enum(['reject', 'accept']),
    'reject',
    'A tt.login code at the historic token endpoints: 20007.',
    assumed,
  ),
  request_access_code_at_gadget_session: one(
    z.enum(['reject', 'accept']),
    'reject',
    'A requestAccess code at tokenLoginValidate: 10226, or accepted.',
    assumed,
  ),
  foreign_tenant: one(
    z.enum(['refuse', 'accept']),
    'refuse',
    'A user of another tenant at a self-built app: 20010, or let in.',
    documented,
  ),
  gateway_status: one(
    z.union([z.literal('by_number'), z.literal(401), z.literal(400)]),
    'by_number',
    'HTTP status of a missing or dead token: 400 for 99991661, 63, 64, 68, 71 and 401 for 77, or one for all.',
    field('2026-09'),
  ),
  permission_status: one(
    z.union([z.literal(400), z.literal(403)]),
    400,
    'HTTP status of a missing scope (99991672, 99991679).',
    assumed,
  ),
  missing_token_at_user_info: one(
    z.union([z.literal(20001), z.literal(99991661)]),
    20001,
    'What user_info says to a call without a token: its page’s 20001, or the gateway’s 99991661.',
    documented,
  ),
  unknown_token_at_user_info: one(
    z.union([z.literal(20005), z.literal(99991668)]),
    20005,
    'What user_info says to an unknown token.',
    documented,
  ),
  expired_token_at_user_info: one(
    z.union([z.literal(20005), z.literal(99991677)]),
    20005,
    'What user_info says to an expired token.',
    documented,
  ),
  application_details: one(
    z.enum(['full', 'documented']),
    'full',
    'Whether applications/me tells of security, events and refresh too, as the official SDK’s types have it.',
    officialCode,
  ),
  field_gating: one(
    z.enum(['app', 'app_and_token']),
    'app',
    'Whether a gated field needs the scope enabled for the app, or granted by the user as well.',
    assumed,
  ),
  empty_fields: one(
    z.enum(['absent', 'empty']),
    'absent',
    'A permitted field without a value: left out, or an empty string.',
    assumed,
  ),
  consent_when_nothing_new: one(
    z.enum(['one_click', 'skip', 'skip_in_client']),
    'skip_in_client',
    'The authorize page when every scope was granted before.',
    assumed,
  ),
  authorize_error_status: one(
    z.int().min(200).max(599),
    200,
    'HTTP status of the authorize page’s error pages.',
    assumed,
  ),
  request_access_bad_url_errno: one(
    z.int(),
    2700002,
    'errno of requestAccess on a page outside the redirect URLs.',
    field('2026'),
  ),
  request_access_empty_list: one(
    z.enum(['silent', 'sheet']),
    'silent',
    'requestAccess with an empty scopeList: a code at once, or a sheet first.',
    assumed,
  ),
  session_key_signature: one(
    z.enum(['hex_text', 'bytes']),
    'hex_text',
    'What sha1(rawData + base64(session_key)) encodes.',
    assumed,
  ),
  request_4xx_callback: one(z.enum(['success', 'fail']), 'success', 'Where tt.request reports an HTTP error.', assumed),
  get_storage_sync_missing: one(
    z.enum(['undefined', 'empty', 'throw']),
    'undefined',
    'getStorageSync of a missing key.',
    assumed,
  ),
  ticket_quota: one(
    z.int().positive().nullable(),
    null,
    'JSAPI tickets an app may fetch before 99991403; null: only counted.',
    assumed,
  ),
  logout_effect: one(
    z.enum(['session', 'session_and_tokens']),
    'session',
    'What passport sessions/logout ends: the accounts session, or the apps’ tokens too.',
    assumed,
  ),
  event_timestamp_unit: one(
    z.enum(['seconds', 'milliseconds']),
    'seconds',
    'Unit of X-Lark-Request-Timestamp.',
    assumed,
  ),
  event_create_time_unit: one(
    z.enum(['milliseconds', 'microseconds']),
    'milliseconds',
    'Unit of header.create_time: event pages and overview disagree.',
    documented,
  ),
  event_retry_restamps: one(
    z.boolean(),
    true,
    'Whether a repeated push carries a new timestamp and signature.',
    assumed,
  ),
  code_lifetime_client: one(seconds, 180, 'Seconds a code of requestAccess or login lives.', documented),
  code_lifetime_page: one(
    seconds,
    300,
    'Seconds a code of authorize, requestAuthCode or the QR page lives.',
    documented,
  ),
  access_token_lifetime: one(seconds, 7200, 'Seconds a v2 user_access_token lives.', documented),
  refresh_token_lifetime: one(seconds, 604_800, 'Seconds a v2 refresh_token lives.', documented),
  app_token_lifetime: one(seconds, 7200, 'Seconds a new app or tenant token lives.', documented),
} as const;

export type SettingName = keyof typeof settingSpecs;
export type SettingValues = { [N in SettingName]: z.output<(typeof settingSpecs)[N]['type']> };

/** The switches as they stand. */
export interface Switches {
  readonly values: Readonly<SettingValues>;
}
