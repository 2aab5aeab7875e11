import type { SettingName } from '../../state/setting-specs.ts';
import { boot } from './boot.ts';

/** What each setting decides, in Chinese; the control API says it in English. */
const chinese: Readonly<Record<SettingName, string>> = {
  auto_login: '授权页自动以此用户登录，不显示登录页。',
  auto_consent: '不显示授权页，直接同意。',
  redirect_check: '重定向 URL 和页面地址是否必须在应用的列表中。',
  root_redirect_slash: 'http://host 与 http://host/ 是否视为同一个重定向 URL；文档两种说法都有。',
  strict: '严格按文档要求调用方：JSON、POST、路径末尾没有斜杠。',
  rate_limits: '执行文档中的频控（频控策略）。',
  rate_limited_status: '99991400 的 HTTP 状态；旧接口为 400。',
  health: '令牌接口自身的状态：error 返回 20050，unavailable 返回 20072。',
  burn_code_on_failed_check: 'PKCE 或 redirect_uri 不匹配（20049、20071）时授权码是否作废。',
  refresh_replay_revokes: '重放已用的 refresh_token 是否吊销后续令牌（20064）。',
  refresh_replay_code: '重放已用的 refresh_token 时的错误码：文档为 20073，2026-08-13 在 Lark 上见到 20064。',
  redirect_uri_with_client_code: '客户端授权码兑换时带 redirect_uri：忽略，或返回 20071。',
  verifier_without_challenge: '没有 challenge 的授权码带 code_verifier：v3 返回 20049、其他接口忽略，或处处相同。',
  default_scopes: '每个令牌都带有的权限，无论是否请求。',
  offline_access: 'refresh_token 需要本次授权请求 offline_access，还是以前请求过即可。',
  offline_access_in_client: 'requestAccess 是否可以请求 offline_access。',
  cap_refresh_lifetime: 'refresh_token_expires_in 是否不超过 365 天中的剩余时间。',
  login_code_at_v2: 'v2 令牌接口收到 tt.login 的授权码：20003（常见问题），或接受（小程序指南）。',
  login_code_at_v1: '历史令牌接口收到 tt.login 的授权码：20007。',
  request_access_code_at_gadget_session: 'tokenLoginValidate 收到 requestAccess 的授权码：10226，或接受。',
  foreign_tenant: '其他企业的用户使用自建应用：20010，或放行。',
  gateway_status: '令牌缺失或失效时的 HTTP 状态：99991661、63、64、68、71 为 400，77 为 401，或全部相同。',
  permission_status: '缺少权限时的 HTTP 状态（99991672、99991679）。',
  missing_token_at_user_info: 'user_info 对没有令牌的请求：页面所列的 20001，或网关的 99991661。',
  unknown_token_at_user_info: 'user_info 对未知令牌的回答。',
  expired_token_at_user_info: 'user_info 对过期令牌的回答。',
  application_details: 'applications/me 是否也返回安全设置、事件订阅和刷新开关（官方 SDK 的类型如此）。',
  field_gating: '受控字段只需应用开通权限，还是也需要用户授权。',
  empty_fields: '有权限但没有值的字段：不返回，或返回空字符串。',
  consent_when_nothing_new: '没有新增权限时的授权页。',
  authorize_error_status: '授权页错误页面的 HTTP 状态。',
  request_access_bad_url_errno: '页面不在重定向 URL 列表时 requestAccess 的 errno。',
  request_access_empty_list: 'scopeList 为空的 requestAccess：直接返回，或先弹出授权。',
  session_key_signature: 'sha1(rawData + base64(session_key)) 编码的是什么。',
  request_4xx_callback: 'tt.request 在何处报告 HTTP 错误。',
  get_storage_sync_missing: 'getStorageSync 读取不存在的 key。',
  ticket_quota: '应用每天可获取的 JSAPI ticket 数；为空则只计数。',
  logout_effect: '退出登录接口结束什么：账号会话，或连同应用的令牌。',
  event_timestamp_unit: 'X-Lark-Request-Timestamp 的单位。',
  event_create_time_unit: 'header.create_time 的单位：事件页与概述不一致。',
  event_retry_restamps: '重推的事件是否使用新的时间戳和签名。',
  code_lifetime_client: 'requestAccess 或 login 授权码的有效秒数。',
  code_lifetime_page: 'authorize、requestAuthCode 或扫码授权码的有效秒数。',
  access_token_lifetime: 'v2 user_access_token 的有效秒数。',
  refresh_token_lifetime: 'v2 refresh_token 的有效秒数。',
  app_token_lifetime: '新的应用或租户令牌的有效秒数。',
};

export function settingAbout(name: string, english: string): string {
  const known: Readonly<Record<string, string>> = chinese;
  return boot.language === 'zh' ? (known[name] ?? english) : english;
}
