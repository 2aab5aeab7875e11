import { userTokenErrors } from '@feishu-login/feishu-types';
import type { Call } from '../exchange/call.ts';
import { refuse } from '../exchange/failure.ts';
import type { Platform } from '../state/platform.ts';
import type { App } from '../state/records.ts';

type ReadField = (name: string) => string | undefined;

interface How {
  /** Whether HTTP Basic may name the client. */
  basic: boolean;
  /** Fields that must be there as well, looked for before the client is. */
  needs?: readonly string[];
}

/** The app that client_id and client_secret name, in the body or by HTTP Basic (RFC 6749 section 2.3.1). */
export function requireClient(
  call: Call,
  platform: Platform,
  fields: ReadField,
  { basic: allowed, needs = [] }: How,
): App {
  const bodySecret = fields('client_secret');
  const basic = allowed || bodySecret !== undefined ? call.basic : undefined;
  if (basic && bodySecret !== undefined) {
    throw refuse(userTokenErrors, 20070, {
      en: 'The client is named in the Authorization header and in the body. Send client_id and client_secret in one of them only.',
      zh: '同时在 Authorization 头与请求体中传递了客户端凭证。请只选择一种方式传 client_id 与 client_secret。',
    });
  }
  const clientId = fields('client_id') ?? basic?.id;
  const secrets = basic ? basic.secrets : bodySecret === undefined ? undefined : [bodySecret];
  const named = { client_id: clientId, client_secret: secrets };
  const missing =
    Object.entries(named).find(([, value]) => value === undefined)?.[0] ??
    needs.find((name) => fields(name) === undefined);
  if (missing !== undefined) {
    throw refuse(userTokenErrors, 20001, { en: `${missing} is missing.`, zh: `缺少参数 ${missing}。` });
  }
  const app = platform.apps.find(clientId);
  if (!app) {
    throw refuse(userTokenErrors, 20048, {
      en: `There is no app "${clientId}". Compare client_id with 凭证与基础信息 in the console.`,
      zh: `应用“${clientId}”不存在。请核对开发者后台“凭证与基础信息”中的 App ID。`,
    });
  }
  if (!secrets?.includes(app.app_secret)) {
    throw refuse(userTokenErrors, 20002, {
      en: 'client_secret is not the app’s. Compare it with 凭证与基础信息 in the console; it may have been reset.',
      zh: 'client_secret 与应用不符。请核对开发者后台“凭证与基础信息”中的 App Secret，可能已被重置。',
    });
  }
  requireEnabled(app);
  return app;
}

/** 20069. */
export function requireEnabled(app: App): void {
  if (app.enabled) return;
  throw refuse(userTokenErrors, 20069, {
    en: 'The app is disabled. An administrator must enable it.',
    zh: '应用已停用，需由管理员启用。',
  });
}
