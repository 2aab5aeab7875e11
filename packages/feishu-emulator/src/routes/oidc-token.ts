import { oidcRefreshEndpoint, oidcRefreshErrors, oidcTokenEndpoint, oidcTokenErrors } from '@feishu-login/feishu-types';
import { tokenWhy } from '../access/bearer.ts';
import { historicCaller, textField } from '../access/historic-tokens.ts';
import { historicWhy } from '../access/historic-why.ts';
import { joinScopes } from '../access/scopes.ts';
import type { StandingProblem } from '../access/standing.ts';
import type { Call } from '../exchange/call.ts';
import type { Endpoint } from '../exchange/endpoint.ts';
import { refuse } from '../exchange/failure.ts';
import type { Platform } from '../state/platform.ts';
import type { App } from '../state/records.ts';
import { type Entitled, issueHistoric, spendCode, spendRefreshToken } from './historic-exchange.ts';

const codeProblems = { unknown: 20003, used: 20003, other_app: 20024, expired: 20004 } as const;
const refreshProblems = {
  unknown: 20026,
  other_generation: 20026,
  other_app: 20024,
  revoked: 20026,
  used: 20038,
  expired: 20037,
  too_old: 20037,
} as const;
const standingProblems = {
  missing: 20008,
  not_installed: 20042,
  unavailable: 20008,
  resigned: 20021,
  frozen: 20022,
  unregistered: 20023,
} as const satisfies Record<StandingProblem, number>;

/** 获取 user_access_token（历史版本，oidc）. Failures are HTTP 200. */
export const oidcToken: Endpoint = {
  ...oidcTokenEndpoint,
  dialect: 'envelope',
  errors: oidcTokenErrors,
  accepts: 'json',
  handle(call, platform) {
    const app = requireCaller(call, platform);
    requireGrantType(call, 'authorization_code');
    const numbers = { errors: oidcTokenErrors, problems: codeProblems, standing: standingProblems };
    return answer(platform, app, spendCode(call, platform, app, numbers));
  },
};

/** 刷新 user_access_token（历史版本，oidc）. */
export const oidcRefresh: Endpoint = {
  ...oidcRefreshEndpoint,
  dialect: 'envelope',
  errors: oidcRefreshErrors,
  accepts: 'json',
  handle(call, platform) {
    const app = requireCaller(call, platform);
    requireGrantType(call, 'refresh_token');
    const numbers = { errors: oidcRefreshErrors, problems: refreshProblems, standing: standingProblems };
    return answer(platform, app, spendRefreshToken(call, platform, app, numbers));
  },
};

function requireCaller(call: Call, platform: Platform): App {
  const { app, problem } = historicCaller(call, platform);
  if (problem === 'absent' || !app) throw refuse(oidcTokenErrors, 20014, tokenWhy.unknownApp);
  if (problem === 'dead') throw refuse(oidcTokenErrors, 20014, tokenWhy.unknownApp);
  if (!app.enabled) throw refuse(oidcTokenErrors, 20042, historicWhy.appDisabled);
  return app;
}

function requireGrantType(call: Call, wanted: string): void {
  const grantType = textField(call, 'grant_type');
  if (grantType === undefined) throw refuse(oidcTokenErrors, 20001, historicWhy.noGrantType);
  if (grantType !== wanted) throw refuse(oidcTokenErrors, 20036, historicWhy.otherGrantType);
}

function answer(platform: Platform, app: App, entitled: Entitled): object {
  const tokens = issueHistoric(platform, app, entitled, { access: 7199, refresh: 2_591_999 });
  return { code: 0, msg: 'success', data: { ...tokens, scope: joinScopes(entitled.scopes) } };
}
