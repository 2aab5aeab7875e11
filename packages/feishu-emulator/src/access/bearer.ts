import type { Call } from '../exchange/call.ts';
import { type Refusal, refuseAtGateway, type Why } from '../exchange/failure.ts';
import type { Platform } from '../state/platform.ts';
import type { AccessToken, App, AppToken } from '../state/records.ts';

export const tokenWhy = {
  absent: {
    en: 'There is no token: send the header `Authorization: Bearer <token>`.',
    zh: '缺少令牌：请发送请求头 Authorization: Bearer <token>。',
  },
  unknownUser: {
    en: 'This user access token was never issued here, or the authorization was withdrawn. Sign the user in again.',
    zh: '该 user_access_token 未签发过，或授权已被撤销。请重新登录。',
  },
  expiredUser: {
    en: 'The user access token has expired. Use the refresh token before expires_in is over, or sign in again.',
    zh: 'user_access_token 已过期。请在 expires_in 之前刷新，或重新登录。',
  },
  unknownTenant: {
    en: 'This is not a living tenant access token. Fetch one from auth/v3/tenant_access_token/internal and keep it until shortly before `expire`.',
    zh: '不是有效的 tenant_access_token。请通过 auth/v3/tenant_access_token/internal 获取，并在 expire 前更新。',
    page: '如何解决 tenant token invalid (99991663) 错误',
  },
  unknownApp: {
    en: 'This is not a living app access token. Fetch one from auth/v3/app_access_token/internal; a tenant or user token does not do.',
    zh: '不是有效的 app_access_token。请通过 auth/v3/app_access_token/internal 获取；不能使用租户或用户令牌。',
  },
} satisfies Record<string, Why>;

/** The app and tenant behind a tenant access token, or the gateway's refusal. */
export function requireTenantToken(call: Call, platform: Platform): { app: App; token: AppToken; tenant_key: string } {
  if (call.bearer === undefined) throw refuseAtGateway(platform.settings, 99991661, tokenWhy.absent);
  const token = platform.appTokens.find(call.bearer);
  const app = platform.apps.find(token?.app_id);
  if (!token || !app || platform.appTokens.problem(token, 'tenant')) throw deadTenantToken(platform, call.bearer);
  checkApp(call, platform, app);
  return { app, token, tenant_key: token.tenant_key ?? app.tenant_key ?? '' };
}

/** For the endpoints that self-built apps alone may call; the number is assumed, the pages name none. */
export function requireSelfBuilt(platform: Platform, app: App): void {
  if (app.type === 'self_built') return;
  throw refuseAtGateway(platform.settings, 99991673, {
    en: 'Self-built apps only may call this endpoint; the caller is a store app.',
    zh: '该接口仅支持自建应用调用，而调用方为商店应用。',
  });
}

/** The app and grant behind a user access token, or the gateway's refusal. */
export function requireUserToken(call: Call, platform: Platform): { app: App; token: AccessToken } {
  if (call.bearer === undefined) throw refuseAtGateway(platform.settings, 99991661, tokenWhy.absent);
  const token = platform.userTokens.findAccess(call.bearer);
  const problem = platform.userTokens.accessProblem(token);
  if (problem === 'expired') throw refuseAtGateway(platform.settings, 99991677, tokenWhy.expiredUser);
  const app = platform.apps.find(token?.app_id);
  if (!token || problem || !app) throw refuseAtGateway(platform.settings, 99991668, tokenWhy.unknownUser);
  checkApp(call, platform, app);
  return { app, token };
}

/** Whether the bearer token looks like one for a tenant or an app, known or not. */
export function isAppToken(platform: Platform, bearer: string): boolean {
  return platform.appTokens.find(bearer) !== undefined || /^[ta]-/.test(bearer);
}

/** A text like a JWT is taken for a user token that is not one (seen on the platform, 2026-08/09). */
function deadTenantToken(platform: Platform, bearer: string): Refusal {
  if (bearer.startsWith('eyJ')) return refuseAtGateway(platform.settings, 99991668, tokenWhy.unknownTenant);
  return refuseAtGateway(platform.settings, 99991663, tokenWhy.unknownTenant, {
    details: { message: 'Refer to the documentation to fix the error: https://open.feishu.cn/document' },
  });
}

/** 99991662 for a disabled app; 99991401 for an address outside the allow-list, from which token endpoints are exempt (设置 IP 白名单). */
export function checkApp(call: Call, platform: Platform, app: App): void {
  if (!app.enabled) {
    throw refuseAtGateway(platform.settings, 99991662, {
      en: 'The app is disabled. An administrator must enable it.',
      zh: '应用已停用，需由管理员启用。',
    });
  }
  const ip = call.ip.replace(/^::ffff:/, '');
  if (app.ip_allow_list.length > 0 && !app.ip_allow_list.includes(ip)) {
    throw refuseAtGateway(
      platform.settings,
      99991401,
      {
        en: `The app allows calls from ${app.ip_allow_list.join(', ')} only; this one came from ${ip}.`,
        zh: `应用仅允许来自 ${app.ip_allow_list.join('、')} 的调用，本次来自 ${ip}。`,
        page: '设置 IP 白名单',
      },
      { placeholder: ip },
    );
  }
}
