import { deviceCodeGrant, userTokenEndpoint, userTokenErrors } from '@feishu-login/feishu-types';
import { requireClient } from '../access/oauth-client.ts';
import type { Call } from '../exchange/call.ts';
import type { Endpoint } from '../exchange/endpoint.ts';
import { refuse } from '../exchange/failure.ts';
import type { Platform } from '../state/platform.ts';
import type { App } from '../state/records.ts';
import { deviceErrors, tokensForDevice } from './device-token.ts';
import { type TokenVersion, version2 } from './token-version.ts';
import { exchangeCode } from './user-token-code.ts';
import { type ReadField, readFields } from './user-token-fields.ts';
import { refreshToken } from './user-token-refresh.ts';

/** 获取 user_access_token (v2) and 刷新 user_access_token (v2): deprecated, and served. */
export const userToken: Endpoint = {
  method: userTokenEndpoint.method,
  path: userTokenEndpoint.path,
  page: userTokenEndpoint.page,
  dialect: 'oauth',
  errors: { ...userTokenErrors, ...deviceErrors },
  accepts: 'json',
  handle: (call, platform) => answerTokenRequest(call, platform, { version: version2, grants: userGrants }),
};

/** One way to get a token. */
export interface Grant {
  /** What it cannot do without. */
  needs: readonly string[];
  answer(platform: Platform, app: App, version: TokenVersion, fields: ReadField): object;
}

/** The grants of both versions. The official cli still ends its device flow at version 2. */
export const userGrants: Readonly<Record<string, Grant>> = {
  authorization_code: { needs: ['code'], answer: exchangeCode },
  refresh_token: { needs: ['refresh_token'], answer: refreshToken },
  [deviceCodeGrant]: { needs: ['device_code'], answer: tokensForDevice },
};

/** Checks in the order that 获取 user_access_token leaves open and this emulator settles on. */
export function answerTokenRequest(
  call: Call,
  platform: Platform,
  endpoint: {
    version: TokenVersion;
    grants: Readonly<Record<string, Grant>>;
    /** An app that has shown who it is in another way. */
    known?: App | undefined;
  },
): object {
  const { version, grants, known } = endpoint;
  refuseWhenUnwell(platform);
  const fields = readFields(call);
  const grantType = fields('grant_type');
  const list = Object.keys(grants).join(', ');
  if (grantType === undefined) {
    throw refuse(userTokenErrors, 20063, {
      en: `grant_type is missing. Send one of ${list}.`,
      zh: `缺少 grant_type。可用：${list}。`,
    });
  }
  const grant = Object.hasOwn(grants, grantType) ? grants[grantType] : undefined;
  if (!grant) {
    throw refuse(userTokenErrors, 20036, {
      en: `grant_type "${grantType}" does not exist here. Send one of ${list}.`,
      zh: `不支持 grant_type“${grantType}”。可用：${list}。`,
    });
  }
  const basic = version.documentsBasic || !platform.settings.values.strict;
  const app = known ?? requireClient(call, platform, fields, { basic, needs: grant.needs });
  return grant.answer(platform, app, version, fields);
}

function refuseWhenUnwell(platform: Platform): void {
  const { health } = platform.settings.values;
  if (health === 'ok') return;
  throw refuse(userTokenErrors, health === 'error' ? 20050 : 20072, {
    en: `The setting health is "${health}". Retry with a growing pause.`,
    zh: `设置 health 为“${health}”。请以递增间隔重试。`,
  });
}
