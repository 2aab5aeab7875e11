import { passportErrors, passportTokenEndpoint } from '@feishu-login/feishu-types';
import { textField } from '../access/historic-tokens.ts';
import { historicCodeWhy, historicRefreshWhy } from '../access/historic-why.ts';
import { standingProblem, standingWhy } from '../access/standing.ts';
import type { Call } from '../exchange/call.ts';
import type { Endpoint } from '../exchange/endpoint.ts';
import { refuse, type Why } from '../exchange/failure.ts';
import type { Platform } from '../state/platform.ts';
import type { App } from '../state/records.ts';
import type { Issue, Issued } from '../state/user-tokens.ts';

/** 获取 access_token and 刷新已过期的 access_token (历史版本，网页应用登录): a form in, flat JSON out. */
export const passportToken: Endpoint = {
  ...passportTokenEndpoint,
  dialect: 'passport',
  errors: passportErrors,
  accepts: 'form',
  handle(call, platform) {
    switch (textField(call, 'grant_type')) {
      case 'authorization_code':
        return exchangeCode(call, platform);
      case 'refresh_token':
        return refresh(call, platform);
      default:
        throw refuse(passportErrors, 'unsupported_grant_type', {
          en: 'grant_type must be authorization_code or refresh_token.',
          zh: 'grant_type 必须为 authorization_code 或 refresh_token。',
        });
    }
  },
};

function exchangeCode(call: Call, platform: Platform): object {
  const clientId = textField(call, 'client_id') ?? call.basic?.id;
  const app = platform.apps.find(clientId);
  const verifier = textField(call, 'code_verifier');
  const secrets = call.basic?.secrets ?? [textField(call, 'client_secret') ?? ''];
  const code = platform.codes.find(textField(call, 'code') ?? '');
  // The secret may only be left out in challenge mode: a verifier that no challenge waits for proves nothing.
  const challenged = verifier !== undefined && Boolean(code?.challenge) && secrets.join('') === '';
  const trusted = app && (secrets.includes(app.app_secret) || challenged);
  if (!app?.enabled || !trusted) {
    throw refuse(passportErrors, 'invalid_client', {
      en: 'client_id and client_secret do not name a living app. Only a code asked for with a code_challenge goes without the secret.',
      zh: 'client_id 与 client_secret 不对应任何可用应用。仅使用 code_challenge 获取的 code 可省略 client_secret。',
    });
  }
  const problem = platform.codes.problem(code, app.app_id);
  if (!code || problem) throw refuse(passportErrors, 'invalid_grant', historicCodeWhy[problem ?? 'unknown']);
  if (code.redirect_uri !== null && textField(call, 'redirect_uri') !== code.redirect_uri) {
    throw refuse(passportErrors, 'invalid_grant', differentRedirect);
  }
  if (!platform.codes.verifierFits(code, verifier)) throw refuse(passportErrors, 'invalid_grant', differentVerifier);
  checkStanding(platform, app, code.user);
  platform.codes.spend(code);
  return answer(platform, issue(platform, app, code.user));
}

function refresh(call: Call, platform: Platform): object {
  const token = platform.userTokens.findRefresh(textField(call, 'refresh_token') ?? '');
  const problem = platform.userTokens.refreshProblem(token, { generations: ['passport'], app_id: undefined });
  const app = platform.apps.find(token?.app_id);
  if (!token || !app || problem) {
    throw refuse(passportErrors, 'invalid_grant', historicRefreshWhy[problem ?? 'unknown']);
  }
  checkStanding(platform, app, token.user);
  platform.userTokens.rotate(token);
  return answer(platform, issue(platform, app, token.user, token.family));
}

function checkStanding(platform: Platform, app: App, user: string): void {
  const standing = standingProblem(platform, app, platform.users.find(user));
  if (standing) throw refuse(passportErrors, 'access_denied', standingWhy[standing]);
}

function issue(platform: Platform, app: App, user: string, family?: string): Issued {
  const request: Issue = {
    generation: 'passport',
    app_id: app.app_id,
    user,
    scopes: [...platform.settings.values.default_scopes],
    granted: [...platform.settings.values.default_scopes],
    withRefresh: true,
    authorized_at: platform.clock.now(),
  };
  return platform.userTokens.issue(family === undefined ? request : { ...request, family });
}

function answer(platform: Platform, issued: Issued): object {
  const left = (end: number | undefined) => Math.round(((end ?? 0) - platform.clock.now()) / 1000);
  return {
    access_token: issued.access,
    token_type: 'Bearer',
    expires_in: left(issued.accessRecord.expires_at),
    refresh_token: issued.refresh,
    refresh_expires_in: left(issued.refreshRecord?.expires_at),
  };
}

const differentRedirect: Why = {
  en: 'redirect_uri differs from the one at the authorize page.',
  zh: 'redirect_uri 与授权时不一致。',
};

const differentVerifier: Why = {
  en: 'code_verifier does not match the code_challenge.',
  zh: 'code_verifier 与 code_challenge 不匹配。',
};
