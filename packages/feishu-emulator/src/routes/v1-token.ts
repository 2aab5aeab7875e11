import { v1RefreshEndpoint, v1TokenEndpoint, v1TokenErrors } from '@feishu-login/feishu-types';
import { tokenWhy } from '../access/bearer.ts';
import { historicCaller, textField } from '../access/historic-tokens.ts';
import { historicWhy } from '../access/historic-why.ts';
import { profileOf } from '../access/profile.ts';
import { type StandingProblem, standingWhy } from '../access/standing.ts';
import type { Call } from '../exchange/call.ts';
import type { Endpoint } from '../exchange/endpoint.ts';
import { refuse } from '../exchange/failure.ts';
import type { Platform } from '../state/platform.ts';
import type { App } from '../state/records.ts';
import { type Entitled, issueHistoric, spendCode, spendRefreshToken } from './historic-exchange.ts';

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
const numbers = { errors: v1TokenErrors, standing: standingProblems };

/** 获取 user_access_token（v1 版本）: tokens and profile in one answer. */
export const v1Token: Endpoint = {
  ...v1TokenEndpoint,
  dialect: 'envelope',
  errors: v1TokenErrors,
  accepts: 'json',
  handle(call, platform) {
    refuseWhenUnwell(platform);
    const app = requireCaller(call, platform);
    requireGrantType(call, 'authorization_code');
    return answer(platform, app, spendCode(call, platform, app, { ...numbers, problems: codeProblems }));
  },
};

/** 刷新 user_access_token（v1 版本）; also for sessions of tokenLoginValidate. */
export const v1Refresh: Endpoint = {
  ...v1RefreshEndpoint,
  dialect: 'envelope',
  errors: v1TokenErrors,
  accepts: 'json',
  handle(call, platform) {
    refuseWhenUnwell(platform);
    const app = requireCaller(call, platform);
    requireGrantType(call, 'refresh_token');
    return answer(platform, app, spendRefreshToken(call, platform, app, { ...numbers, problems: refreshProblems }));
  },
};

function requireCaller(call: Call, platform: Platform): App {
  const { app, problem } = historicCaller(call, platform);
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

function refuseWhenUnwell(platform: Platform): void {
  if (platform.settings.values.health === 'ok') return;
  throw refuse(v1TokenErrors, 20050, {
    en: `The setting health is "${platform.settings.values.health}".`,
    zh: `设置 health 为“${platform.settings.values.health}”。`,
  });
}

function answer(platform: Platform, app: App, entitled: Entitled): object {
  const user = platform.users.find(entitled.user);
  if (!user) throw refuse(v1TokenErrors, 20008, standingWhy.missing);
  const { employee_no: _, ...profile } = profileOf(platform, app, user, entitled.scopes);
  const sid = platform.signIns.of(user.open_id).at(-1)?.sid;
  const data = { ...issueHistoric(platform, app, entitled), ...profile, ...(sid !== undefined && { sid }) };
  return { code: 0, msg: 'success', data };
}
