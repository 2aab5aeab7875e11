import { userTokenEndpoint, userTokenErrors } from '@feishu-login/feishu-types';
import type { Call } from '../exchange/call.ts';
import type { Endpoint } from '../exchange/endpoint.ts';
import { refuse } from '../exchange/failure.ts';
import type { Platform } from '../state/platform.ts';
import type { App } from '../state/records.ts';
import { exchangeCode } from './user-token-code.ts';
import type { ReadField } from './user-token-fields.ts';
import { readFields } from './user-token-fields.ts';
import { refreshToken } from './user-token-refresh.ts';

/** 获取 user_access_token and 刷新 user_access_token. */
export const userToken: Endpoint = {
  method: userTokenEndpoint.method,
  path: userTokenEndpoint.path,
  page: userTokenEndpoint.page,
  dialect: 'oauth',
  errors: userTokenErrors,
  accepts: 'json',
  handle: answerTokenRequest,
};

/** Checks in the order that 获取 user_access_token leaves open and this emulator settles on. */
export function answerTokenRequest(call: Call, state: Platform): object {
  return answerForApp(call, state, undefined);
}

/** The same for an app that has shown who it is in another way. */
export function answerForApp(call: Call, state: Platform, known: App | undefined): object {
  refuseWhenUnwell(state);
  const fields = readFields(call);
  const grantType = fields('grant_type');
  if (grantType === undefined) {
    throw refuse(userTokenErrors, 20063, {
      en: 'grant_type is missing. Send authorization_code or refresh_token.',
      zh: '缺少 grant_type。请传 authorization_code 或 refresh_token。',
    });
  }
  if (grantType !== 'authorization_code' && grantType !== 'refresh_token') {
    throw refuse(userTokenErrors, 20036, {
      en: `grant_type "${grantType}" does not exist here. Send authorization_code or refresh_token.`,
      zh: `不支持 grant_type“${grantType}”。请传 authorization_code 或 refresh_token。`,
    });
  }
  const credential = grantType === 'authorization_code' ? 'code' : 'refresh_token';
  const value = fields(credential);
  const app = known ?? authenticate(call, state, fields, value === undefined ? credential : undefined);
  return grantType === 'authorization_code'
    ? exchangeCode(state, app, value ?? '', fields)
    : refreshToken(state, app, value ?? '', fields);
}

function authenticate(call: Call, state: Platform, fields: ReadField, missing: string | undefined): App {
  const bodySecret = fields('client_secret');
  // The page knows client_id and client_secret in the body only.
  const basic = state.settings.values.strict && bodySecret === undefined ? undefined : call.basic;
  if (basic && bodySecret !== undefined) {
    throw refuse(userTokenErrors, 20070, {
      en: 'The client is named in the Authorization header and in the body. Send client_id and client_secret in the body only.',
      zh: '同时在 Authorization 头与请求体中传递了客户端凭证。请只在请求体中传 client_id 与 client_secret。',
    });
  }
  const clientId = fields('client_id') ?? basic?.id;
  const secrets = basic ? basic.secrets : bodySecret === undefined ? undefined : [bodySecret];
  const lacking = clientId === undefined ? 'client_id' : secrets === undefined ? 'client_secret' : missing;
  if (lacking !== undefined) {
    throw refuse(userTokenErrors, 20001, { en: `${lacking} is missing.`, zh: `缺少参数 ${lacking}。` });
  }
  const app = state.apps.find(clientId);
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
  if (!app.enabled) {
    throw refuse(userTokenErrors, 20069, {
      en: 'The app is disabled. An administrator must enable it.',
      zh: '应用已停用，需由管理员启用。',
    });
  }
  return app;
}

function refuseWhenUnwell(state: Platform): void {
  const { health } = state.settings.values;
  if (health === 'ok') return;
  throw refuse(userTokenErrors, health === 'error' ? 20050 : 20072, {
    en: `The setting health is "${health}". Retry with a growing pause.`,
    zh: `设置 health 为“${health}”。请以递增间隔重试。`,
  });
}
