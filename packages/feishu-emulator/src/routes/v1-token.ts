import { v1RefreshEndpoint, v1TokenEndpoint, v1TokenErrors } from '@feishu-login/feishu-types';
import { tokenWhy } from '../access/bearer.ts';
import { scopesOfCode } from '../access/granted-scopes.ts';
import { historicCaller, textField } from '../access/historic-tokens.ts';
import { historicCodeWhy, historicRefreshWhy, historicWhy } from '../access/historic-why.ts';
import { profileOf } from '../access/profile.ts';
import { type StandingProblem, standingProblem, standingWhy } from '../access/standing.ts';
import type { Call } from '../exchange/call.ts';
import type { Endpoint } from '../exchange/endpoint.ts';
import { refuse } from '../exchange/failure.ts';
import type { Platform } from '../state/platform.ts';
import type { App } from '../state/records.ts';
import type { Issued } from '../state/user-tokens.ts';

/** The page names no number for a used or unknown code: 20007, "failed to generate", is what is left. */
const codeProblems = { unknown: 20007, used: 20007, other_app: 20024, expired: 20007 } as const;
const refreshProblems = {
  unknown: 20007,
  other_generation: 20007,
  other_app: 20024,
  revoked: 20007,
  used: 20007,
  expired: 20007,
  too_old: 20007,
} as const;
const standingProblems = {
  missing: 20008,
  not_installed: 20009,
  unavailable: 20008,
  resigned: 20021,
  frozen: 20022,
  unregistered: 20023,
} as const satisfies Record<StandingProblem, number>;

/** 获取 user_access_token（v1 版本）: tokens and profile in one answer. */
export const v1Token: Endpoint = {
  ...v1TokenEndpoint,
  dialect: 'envelope',
  errors: v1TokenErrors,
  accepts: 'json',
  handle(call, state) {
    refuseWhenUnwell(state);
    const app = requireCaller(call, state);
    requireGrantType(call, 'authorization_code');
    const value = textField(call, 'code');
    if (value === undefined) throw refuse(v1TokenErrors, 20001, historicWhy.noCode);
    const code = state.codes.find(value);
    const problem = state.codes.problem(code, app.app_id);
    if (problem || !code)
      throw refuse(v1TokenErrors, codeProblems[problem ?? 'unknown'], historicCodeWhy[problem ?? 'unknown']);
    if (code.via === 'login' && state.settings.values.login_code_at_v1 === 'reject') {
      throw refuse(v1TokenErrors, 20007, historicWhy.loginCode);
    }
    checkStanding(state, app, code.user);
    const scopes = scopesOfCode(state, app, code);
    state.codes.spend(code);
    return answer(state, app, code.user, scopes);
  },
};

/** 刷新 user_access_token（v1 版本）; also for sessions of tokenLoginValidate. */
export const v1Refresh: Endpoint = {
  ...v1RefreshEndpoint,
  dialect: 'envelope',
  errors: v1TokenErrors,
  accepts: 'json',
  handle(call, state) {
    refuseWhenUnwell(state);
    const app = requireCaller(call, state);
    requireGrantType(call, 'refresh_token');
    const value = textField(call, 'refresh_token');
    if (value === undefined) throw refuse(v1TokenErrors, 20001, historicWhy.noRefreshToken);
    const token = state.userTokens.findRefresh(value);
    const problem = state.userTokens.refreshProblem(token, { generation: 'v1', app_id: app.app_id });
    if (problem || !token) {
      throw refuse(v1TokenErrors, refreshProblems[problem ?? 'unknown'], historicRefreshWhy[problem ?? 'unknown']);
    }
    checkStanding(state, app, token.user);
    state.userTokens.rotate(token);
    return answer(state, app, token.user, token.scopes, token.family);
  },
};

function requireCaller(call: Call, state: Platform): App {
  const { app, problem } = historicCaller(call, state);
  if (problem === 'absent') {
    throw refuse(v1TokenErrors, 20025, {
      ...tokenWhy.absent,
      en: `${tokenWhy.absent.en} It must be an app access token.`,
    });
  }
  if (problem === 'dead' || !app) throw refuse(v1TokenErrors, 20028, tokenWhy.unknownApp);
  return app;
}

function requireGrantType(call: Call, wanted: string): void {
  if (textField(call, 'grant_type') !== wanted) throw refuse(v1TokenErrors, 20001, historicWhy.otherGrantType);
}

function checkStanding(state: Platform, app: App, user: string): void {
  const standing = standingProblem(state, app, state.users.find(user));
  if (standing) throw refuse(v1TokenErrors, standingProblems[standing], standingWhy[standing]);
}

function refuseWhenUnwell(state: Platform): void {
  if (state.settings.values.health === 'ok') return;
  throw refuse(v1TokenErrors, 20050, {
    en: `The setting health is "${state.settings.values.health}".`,
    zh: `设置 health 为“${state.settings.values.health}”。`,
  });
}

function answer(state: Platform, app: App, userKey: string, scopes: string[], family?: string): object {
  const user = state.users.find(userKey);
  if (!user) throw refuse(v1TokenErrors, 20008, standingWhy.missing);
  const issued: Issued = state.userTokens.issue({
    generation: 'v1',
    app_id: app.app_id,
    user: userKey,
    scopes,
    granted: scopes,
    withRefresh: true,
    authorized_at: state.clock.now(),
    ...(family !== undefined && { family }),
  });
  const left = (end: number | undefined) => Math.round(((end ?? 0) - state.clock.now()) / 1000);
  const { employee_no: _, ...profile } = profileOf(state, app, user, scopes);
  const sid = state.signIns.of(user.open_id).at(-1)?.sid;
  return {
    code: 0,
    msg: 'success',
    data: {
      access_token: issued.access,
      token_type: 'Bearer',
      expires_in: left(issued.accessRecord.expires_at),
      ...profile,
      refresh_expires_in: left(issued.refreshRecord?.expires_at),
      refresh_token: issued.refresh,
      ...(sid !== undefined && { sid }),
    },
  };
}
