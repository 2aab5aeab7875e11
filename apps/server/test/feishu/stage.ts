import {
  appTokenEndpoint,
  gadgetSessionEndpoint,
  jsapiTicketEndpoint,
  oauthRevokeEndpoint,
  oauthV3TokenEndpoint,
  tenantTokenEndpoint,
  userInfoEndpoint,
  userTokenEndpoint,
} from '@feishu-login/feishu-types';
import type { Feishu, OneTimeCode } from '../../src/auth/ports/feishu.ts';
import { createFeishu } from '../../src/feishu/client.ts';
import { createPlatform, type PlatformOptions } from '../../src/feishu/platform.ts';
import { createTransport, type Transport, type TransportLimits } from '../../src/feishu/transport.ts';
import { json, openPlatform, type ScriptedPlatform } from '../scripted-platform.ts';

export const appId = 'cli_a1b2c3d4e5f60718';
export const appSecret = 'canary-app-secret-0123456789';
export const paths = {
  token: oauthV3TokenEndpoint.path,
  tokenVersion2: userTokenEndpoint.path,
  revoke: oauthRevokeEndpoint.path,
  userInfo: userInfoEndpoint.path,
  gadget: gadgetSessionEndpoint.path,
  appToken: appTokenEndpoint.path,
  tenantToken: tenantTokenEndpoint.path,
  ticket: jsapiTicketEndpoint.path,
};

/** The platform at its best; tests take away what they are about. */
export const good = {
  token: json({
    code: 0,
    access_token: 'canary-user-token',
    expires_in: 7200,
    scope: 'auth:user.id:read',
    token_type: 'Bearer',
  }),
  userInfo: json({
    code: 0,
    msg: 'success',
    data: { open_id: 'ou_1', union_id: 'on_1', tenant_key: 't_1', name: '张三' },
  }),
  appToken: json({
    code: 0,
    msg: 'ok',
    app_access_token: 'canary-app-token',
    tenant_access_token: 't-1',
    expire: 7200,
  }),
  tenantToken: json({ code: 0, msg: 'ok', tenant_access_token: 'canary-tenant-token', expire: 7200 }),
  ticket: json({ code: 0, msg: 'ok', data: { expire_in: 7200, ticket: 'canary-ticket' } }),
  gadget: json({
    code: 0,
    msg: 'success',
    data: {
      open_id: 'ou_1',
      union_id: 'ou_somebody_else',
      tenant_key: 't_1',
      session_key: 'canary-session-key',
      access_token: 'canary-user-token',
      refresh_token: 'canary-refresh-token',
      expires_in: 1565512680,
    },
  }),
};

export interface FeishuStage {
  readonly platform: ScriptedPlatform;
  readonly feishu: Feishu;
  readonly events: Record<string, unknown>[];
  pass(milliseconds: number): void;
  close(): Promise<void>;
}

export interface FeishuStageSettings extends PlatformOptions {
  readonly limits?: Partial<TransportLimits>;
  /** Where the client believes the platform is. */
  readonly openUrl?: URL;
  readonly accountsUrl?: URL;
  readonly tokenVersion?: 'auto' | '3' | '2';
  readonly around?: (transport: Transport) => Transport;
}

export async function openFeishuStage({
  limits,
  openUrl,
  accountsUrl = openUrl,
  tokenVersion = 'auto',
  around = (transport) => transport,
  ...options
}: FeishuStageSettings = {}): Promise<FeishuStage> {
  const platform = await openPlatform();
  for (const name of ['token', 'userInfo', 'gadget', 'appToken', 'tenantToken', 'ticket'] as const) {
    platform.on(paths[name], good[name]);
  }
  const events: Record<string, unknown>[] = [];
  const transport = createTransport({ timeout: 5_000, maxBytes: 64 * 1024, ...limits });
  let now = Date.UTC(2026, 0, 1);
  const feishu = createFeishu(
    createPlatform(around(transport), { pacing: { backoff: () => 0 }, ...options }),
    {
      appId,
      appSecret,
      openUrl: openUrl ?? platform.url,
      accountsUrl: accountsUrl ?? platform.url,
      passportUrl: new URL('https://passport.feishu.cn'),
      tokenVersion,
    },
    { now: () => now },
    { event: (name, facts) => void events.push({ name, ...facts }) },
  );
  return {
    platform,
    feishu,
    events,
    pass: (milliseconds) => {
      now += milliseconds;
    },
    close: async () => {
      transport.close();
      await platform.close();
    },
  };
}

export const requestAccess: OneTimeCode = { code: 'canary-code', via: 'requestAccess' };
export const ttLogin: OneTimeCode = { code: 'canary-code', via: 'login' };

/** What became of a sign-in: the answer of ours, and whether the code may be sent again. */
export async function outcomeOf(work: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    return { signedIn: await work };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    const details = 'details' in error ? (error.details as { retryAfter?: number; platformCode?: number }) : {};
    return {
      code: error.code,
      ...('maybeActedOn' in error ? { codeMayBeSpent: error.maybeActedOn } : {}),
      ...(details.retryAfter === undefined ? {} : { retryAfter: details.retryAfter }),
      ...(details.platformCode === undefined ? {} : { platformCode: details.platformCode }),
    };
  }
}
