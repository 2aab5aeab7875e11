import { scopesOfCode, scopesOfRefresh } from '../access/granted-scopes.ts';
import { textField } from '../access/historic-tokens.ts';
import { historicCodeWhy, historicRefreshWhy, historicWhy } from '../access/historic-why.ts';
import { type StandingProblem, standingProblem, standingWhy } from '../access/standing.ts';
import type { Call } from '../exchange/call.ts';
import { type ErrorTable, refuse } from '../exchange/failure.ts';
import type { CodeProblem } from '../state/codes.ts';
import type { Platform } from '../state/platform.ts';
import type { App } from '../state/records.ts';
import type { RefreshProblem } from '../state/user-tokens.ts';

/** The numbers by which a historic endpoint says what was wrong. */
export interface HistoricNumbers<Problem extends string> {
  errors: ErrorTable & Readonly<Record<20001 | 20007, unknown>>;
  problems: Readonly<Record<Problem, number>>;
  standing: Readonly<Record<StandingProblem, number>>;
}

/** Who the new tokens are for, and what they may do. */
export interface Entitled {
  user: string;
  scopes: string[];
  family?: string;
}

/** Spends the code that was sent, when everything is right with it and with its user. */
export function spendCode(call: Call, platform: Platform, app: App, numbers: HistoricNumbers<CodeProblem>): Entitled {
  const { errors, problems } = numbers;
  const value = textField(call, 'code');
  if (value === undefined) throw refuse(errors, 20001, historicWhy.noCode);
  const code = platform.codes.find(value);
  const problem = platform.codes.problem(code, app.app_id);
  if (problem || !code) throw refuse(errors, problems[problem ?? 'unknown'], historicCodeWhy[problem ?? 'unknown']);
  if (code.via === 'login' && platform.settings.values.login_code_at_v1 === 'reject') {
    throw refuse(errors, 20007, historicWhy.loginCode);
  }
  checkStanding(platform, app, code.user, numbers);
  const scopes = scopesOfCode(platform, app, code);
  platform.codes.spend(code);
  return { user: code.user, scopes };
}

/** Spends the refresh token that was sent, when everything is right with it and with its user. */
export function spendRefreshToken(
  call: Call,
  platform: Platform,
  app: App,
  numbers: HistoricNumbers<RefreshProblem>,
): Entitled {
  const { errors, problems } = numbers;
  const value = textField(call, 'refresh_token');
  if (value === undefined) throw refuse(errors, 20001, historicWhy.noRefreshToken);
  const token = platform.userTokens.findRefresh(value);
  const problem = platform.userTokens.refreshProblem(token, { generations: ['v1'], app_id: app.app_id });
  if (problem || !token) {
    throw refuse(errors, problems[problem ?? 'unknown'], historicRefreshWhy[problem ?? 'unknown']);
  }
  checkStanding(platform, app, token.user, numbers);
  platform.userTokens.rotate(token);
  return { user: token.user, scopes: scopesOfRefresh(platform, app, token), family: token.family };
}

function checkStanding(platform: Platform, app: App, user: string, numbers: HistoricNumbers<never>): void {
  const problem = standingProblem(platform, app, platform.users.find(user));
  if (problem) throw refuse(numbers.errors, numbers.standing[problem], standingWhy[problem]);
}

/** Issues the pair, with a refresh token without offline_access too, unlike version 2. */
export function issueHistoric(
  platform: Platform,
  app: App,
  entitled: Entitled,
  lifetime?: { access: number; refresh: number },
) {
  const { access, refresh, accessRecord, refreshRecord } = platform.userTokens.issue({
    ...entitled,
    generation: 'v1',
    app_id: app.app_id,
    granted: entitled.scopes,
    withRefresh: true,
    authorized_at: platform.clock.now(),
    ...(lifetime && { lifetime }),
  });
  const left = (end: number | undefined) => Math.round(((end ?? 0) - platform.clock.now()) / 1000);
  return {
    access_token: access,
    refresh_token: refresh,
    token_type: 'Bearer',
    expires_in: left(accessRecord.expires_at),
    refresh_expires_in: left(refreshRecord?.expires_at),
  };
}
