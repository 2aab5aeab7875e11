import type { SettingName } from '../../state/setting-specs.ts';
import { boot } from './boot.ts';

export type SettingGroup = 'pages' | 'tokens' | 'gateway' | 'people' | 'client' | 'events' | 'lifetimes';

/** Under which heading each setting stands; the compiler asks for every one. */
const groups: Readonly<Record<SettingName, SettingGroup>> = {
  auto_login: 'pages',
  auto_consent: 'pages',
  redirect_check: 'pages',
  root_redirect_slash: 'pages',
  consent_when_nothing_new: 'pages',
  authorize_error_status: 'pages',
  logout_effect: 'pages',
  burn_code_on_failed_check: 'tokens',
  refresh_replay_revokes: 'tokens',
  refresh_replay_code: 'tokens',
  redirect_uri_with_client_code: 'tokens',
  verifier_without_challenge: 'tokens',
  default_scopes: 'tokens',
  offline_access: 'tokens',
  cap_refresh_lifetime: 'tokens',
  login_code_at_v2: 'tokens',
  login_code_at_v1: 'tokens',
  request_access_code_at_gadget_session: 'tokens',
  strict: 'gateway',
  rate_limits: 'gateway',
  rate_limited_status: 'gateway',
  health: 'gateway',
  gateway_status: 'gateway',
  permission_status: 'gateway',
  missing_token_at_user_info: 'gateway',
  unknown_token_at_user_info: 'gateway',
  expired_token_at_user_info: 'gateway',
  ticket_quota: 'gateway',
  application_details: 'gateway',
  foreign_tenant: 'people',
  field_gating: 'people',
  empty_fields: 'people',
  offline_access_in_client: 'client',
  request_access_bad_url_errno: 'client',
  request_access_empty_list: 'client',
  session_key_signature: 'client',
  request_4xx_callback: 'client',
  get_storage_sync_missing: 'client',
  event_timestamp_unit: 'events',
  event_create_time_unit: 'events',
  event_retry_restamps: 'events',
  code_lifetime_client: 'lifetimes',
  code_lifetime_page: 'lifetimes',
  access_token_lifetime: 'lifetimes',
  refresh_token_lifetime: 'lifetimes',
  app_token_lifetime: 'lifetimes',
};

/** The headings, in the order they are shown in. */
export const settingHeadings: Readonly<Record<SettingGroup, string>> = {
  zh: {
    pages: '登录与授权页',
    tokens: '授权码与令牌',
    gateway: '网关与接口',
    people: '用户与资料',
    client: '客户端',
    events: '事件',
    lifetimes: '有效期',
  },
  en: {
    pages: 'Sign-in and consent pages',
    tokens: 'Codes and tokens',
    gateway: 'Gateway and endpoints',
    people: 'People and profiles',
    client: 'The client',
    events: 'Events',
    lifetimes: 'Lifetimes',
  },
}[boot.language];

export function groupOf(setting: string): SettingGroup {
  const known: Readonly<Record<string, SettingGroup>> = groups;
  return known[setting] ?? 'gateway';
}
