import { type Answer, html, json, openPlatform, type ScriptedPlatform } from '../scripted-platform.ts';
import type { SelfSigned } from '../self-signed.ts';

export const tokenOfTheTenant = 't-of-the-tenant-0123456789';
export const ticketOfTheApp = 'ticket-of-the-app-0123456789';

export const notFound = html('404 page not found', 404);

const leaverScopes = ['contact:contact.base:readonly', 'contact:user.employee:readonly'];

const content: Record<string, Answer> = {
  '/': html('<!doctype html><title>open platform</title>'),
  '/readyz': json({ status: 'ok' }),
  '/open-apis/auth/v3/app_access_token/internal': json({
    code: 0,
    msg: 'ok',
    app_access_token: 'a-1',
    tenant_access_token: tokenOfTheTenant,
    expire: 7200,
  }),
  '/open-apis/auth/v3/tenant_access_token/internal': json({
    code: 0,
    msg: 'ok',
    tenant_access_token: tokenOfTheTenant,
    expire: 7200,
  }),
  '/open-apis/application/v6/scopes': json({
    code: 0,
    msg: 'success',
    data: { scopes: leaverScopes.map((scope_name) => ({ scope_name, grant_status: 1 })) },
  }),
  '/open-apis/jssdk/ticket/get': json({ code: 0, msg: 'ok', data: { ticket: ticketOfTheApp, expire_in: 7200 } }),
  '/callback/ws/endpoint': json({ code: 0, msg: '', data: { URL: 'wss://example.com/?ticket=1', ClientConfig: {} } }),
  '/open-apis/authen/v1/authorize': html('<!doctype html><html lang="zh-CN" data-page="sign-in"><title>登录</title>'),
};

/** A platform that is content with everything, until a test tells it otherwise. */
export async function openHealthyPlatform(tls?: SelfSigned): Promise<ScriptedPlatform> {
  const platform = await openPlatform({ tls, otherwise: notFound });
  for (const [path, answer] of Object.entries(content)) platform.on(path, answer);
  return platform;
}
