import { oidcRefreshEndpoint, oidcRefreshErrors, oidcTokenEndpoint, oidcTokenErrors } from '@feishu-login/feishu-types';
import { tokenWhy } from '../access/bearer.ts';
import { scopesOfCode } from '../access/granted-scopes.ts';
import { historicCaller, textField } from '../access/historic-tokens.ts';
import { historicCodeWhy, historicRefreshWhy, historicWhy } from '../access/historic-why.ts';
import { joinScopes } from '../access/scopes.ts';
import { type StandingProblem, standingProblem, standingWhy } from '../access/standing.ts';
import type { Call } from '../exchange/call.ts';
import type { Endpoint } from '../exchange/endpoint.ts';
import { refuse } from '../exchange/failure.ts';
import type { Platform } from '../state/platform.ts';
import type { App } from '../state/records.ts';
import type { Issued } from '../state/user-tokens.ts';

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
  handle(call, state) {
    const app = requireCaller(call, state);
    requireGrantType(call, 'authorization_code');
    const value = textField(call, 'code');
    if (value === undefined) throw refuse(oidcTokenErrors, 20001, historicWhy.noCode);
    const code = state.codes.find(value);
    const problem = state.codes.problem(code, app.app_id);
    if (problem || !code)
      throw refuse(oidcTokenErrors, codeProblems[problem ?? 'unknown'], historicCodeWhy[problem ?? 'unknown']);
    if (code.via === 'login' && state.settings.values.login_code_at_v1 === 'reject') {
      throw refuse(oidcTokenErrors, 20007, historicWhy.loginCode);
    }
    const standing = standingProblem(state, app, state.users.find(code.user));
    if (standing) throw refuse(oidcTokenErrors, standingProblems[standing], standingWhy[standing]);
    const scopes = scopesOfCode(state, app, code);
    state.codes.spend(code);
    return answer(state, issueOidc(state, app, code.user, scopes));
  },
};

/** 刷新 user_access_token（历史版本，oidc）. */
export const oidcRefresh: Endpoint = {
  ...oidcRefreshEndpoint,
  dialect: 'envelope',
  errors: oidcRefreshErrors,
  accepts: 'json',
  handle(call, state) {
    const app = requireCaller(call, state);
    requireGrantType(call, 'refresh_token');
    const value = textField(call, 'refresh_token');
    if (value === undefined) throw refuse(oidcRefreshErrors, 20001, historicWhy.noRefreshToken);
    const token = state.userTokens.findRefresh(value);
    const problem = state.userTokens.refreshProblem(token, { generation: 'v1', app_id: app.app_id });
    if (problem || !token) {
      throw refuse(oidcRefreshErrors, refreshProblems[problem ?? 'unknown'], historicRefreshWhy[problem ?? 'unknown']);
    }
    const standing = standingProblem(state, app, state.users.find(token.user));
    if (standing) throw refuse(oidcRefreshErrors, standingProblems[standing], standingWhy[standing]);
    state.userTokens.rotate(token);
    return answer(state, issueOidc(state, app, token.user, token.scopes, token.family));
  },
};

function requireCaller(call: Call, state: Platform): App {
  const { app, problem } = historicCaller(call, state);
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

function issueOidc(state: Platform, app: App, user: string, scopes: string[], family?: string): Issued {
  return state.userTokens.issue({
    generation: 'v1',
    app_id: app.app_id,
    user,
    scopes,
    granted: scopes,
    // Without offline_access too, unlike version 2.
    withRefresh: true,
    authorized_at: state.clock.now(),
    lifetime: { access: 7199, refresh: 2_591_999 },
    ...(family !== undefined && { family }),
  });
}

function answer(state: Platform, issued: Issued): object {
  const left = (end: number | undefined) => Math.round(((end ?? 0) - state.clock.now()) / 1000);
  return {
    code: 0,
    msg: 'success',
    data: {
      access_token: issued.access,
      refresh_token: issued.refresh,
      token_type: 'Bearer',
      expires_in: left(issued.accessRecord.expires_at),
      refresh_expires_in: left(issued.refreshRecord?.expires_at),
      scope: joinScopes(issued.accessRecord.scopes),
    },
  };
}
