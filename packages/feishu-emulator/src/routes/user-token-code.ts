import { userTokenErrors } from '@feishu-login/feishu-types';
import { allowsRefresh, scopesOfCode } from '../access/granted-scopes.ts';
import { standingProblem, standingWhy } from '../access/standing.ts';
import { refuse, type Why } from '../exchange/failure.ts';
import type { CodeProblem } from '../state/codes.ts';
import type { Platform } from '../state/platform.ts';
import type { App, Code } from '../state/records.ts';
import type { TokenVersion } from './token-version.ts';
import { answerWithTokens, narrow } from './user-token-answer.ts';
import { type ReadField, requireField } from './user-token-fields.ts';
import { standingProblems } from './user-token-standing.ts';

const codeProblems = { unknown: 20003, other_app: 20024, used: 20065, expired: 20004 } as const;

const codeWhy: Readonly<Record<CodeProblem, Why>> = {
  unknown: {
    en: 'No such code was handed out here. Send the code byte for byte as it came, once, to the same platform.',
    zh: '未发放过该授权码。请原样、一次性地将授权码发往同一平台。',
  },
  other_app: {
    en: 'The code was handed out to another app. Use the client_id with which authorization was asked for.',
    zh: '该授权码属于其他应用。请使用发起授权时的 client_id。',
  },
  used: {
    en: 'The code was exchanged before. A code works once: ask the client for a new one, and guard against double submission.',
    zh: '授权码已被使用。授权码只能使用一次：请重新获取，并避免重复提交。',
  },
  expired: {
    en: 'The code is too old: three minutes from requestAccess and login, five from authorize and requestAuthCode. Exchange it at once.',
    zh: '授权码已过期：requestAccess 与 login 为 3 分钟，authorize 与 requestAuthCode 为 5 分钟。请获取后立即兑换。',
  },
};

/** grant_type=authorization_code. */
export function exchangeCode(platform: Platform, app: App, version: TokenVersion, fields: ReadField): object {
  const value = requireField(fields, 'code');
  const code = claim(platform, app, value);
  checkVerifier(platform, code, fields('code_verifier'), version);
  checkRedirectUri(platform, code, fields('redirect_uri'));
  const user = platform.users.find(code.user);
  const problem = standingProblem(platform, app, user);
  if (problem) throw refuse(userTokenErrors, standingProblems[problem], standingWhy[problem]);

  const granted = scopesOfCode(platform, app, code);
  const scopes = narrow(granted, fields('scope'));
  platform.codes.spend(code);
  const authorizedAt = platform.grants.find(app.app_id, code.user)?.authorized_at ?? platform.clock.now();
  return answerWithTokens(
    platform,
    platform.userTokens.issue({
      generation: version.generation,
      app_id: app.app_id,
      user: code.user,
      scopes,
      granted,
      withRefresh: allowsRefresh(scopes),
      authorized_at: authorizedAt,
    }),
  );
}

function claim(platform: Platform, app: App, value: string): Code {
  const code = platform.codes.find(value);
  const problem = platform.codes.problem(code, app.app_id);
  if (problem) throw refuse(userTokenErrors, codeProblems[problem], codeWhy[problem]);
  if (!code) throw new Error('A code without a problem exists');
  if (code.via === 'login' && platform.settings.values.login_code_at_v2 === 'reject') {
    throw refuse(userTokenErrors, 20003, {
      en: 'The code comes from tt.login, which belongs to mina/v2/tokenLoginValidate. Send `via` along with the code and choose the endpoint by it. (Setting login_code_at_v2.)',
      zh: '该 code 来自 tt.login，应在 mina/v2/tokenLoginValidate 兑换。请随 code 一并上报来源并据此选择接口。（设置 login_code_at_v2）',
      page: '身份验证相关（常见问题）',
    });
  }
  return code;
}

function checkVerifier(platform: Platform, code: Code, verifier: string | undefined, version: TokenVersion): void {
  if (platform.codes.verifierFits(code, verifier, version.strayVerifier)) return;
  if (platform.settings.values.burn_code_on_failed_check) platform.codes.spend(code);
  if (!code.challenge) throw refuse(userTokenErrors, 20049, strayVerifierWhy);
  const absent = verifier === undefined;
  throw refuse(userTokenErrors, 20049, {
    en: absent
      ? 'The authorization was started with a code_challenge, so code_verifier must be sent.'
      : 'code_verifier does not match the code_challenge. It must be 43–128 of [A-Za-z0-9-._~]; S256 is base64url(SHA-256(verifier)), and the method is plain when it was not sent.',
    zh: absent
      ? '授权时使用了 code_challenge，换取令牌时必须传 code_verifier。'
      : 'code_verifier 与 code_challenge 不匹配。应为 43–128 位 [A-Za-z0-9-._~]；S256 为 base64url(SHA-256(verifier))，未传 method 时为 plain。',
  });
}

const strayVerifierWhy: Why = {
  en: 'code_verifier was sent, but the authorization was started without a code_challenge: version 3 refuses that, version 2 lets it pass. Send a verifier exactly where a challenge was sent; codes of requestAccess have none. (Setting verifier_without_challenge.)',
  zh: '传了 code_verifier，但发起授权时没有 code_challenge：v3 会拒绝，v2 会忽略。仅在发起授权时传了 challenge 才传 verifier；requestAccess 的授权码没有 challenge。（设置 verifier_without_challenge）',
};

function checkRedirectUri(platform: Platform, code: Code, redirectUri: string | undefined): void {
  if (redirectUri === undefined || redirectUri === code.redirect_uri) return;
  const { burn_code_on_failed_check, redirect_uri_with_client_code } = platform.settings.values;
  if (code.redirect_uri === null && redirect_uri_with_client_code === 'ignore') return;
  if (burn_code_on_failed_check) platform.codes.spend(code);
  throw refuse(userTokenErrors, 20071, {
    en: code.redirect_uri
      ? `redirect_uri is "${redirectUri}", but authorization was asked for with "${code.redirect_uri}". They must be equal, character by character.`
      : 'redirect_uri was sent, but the code comes from the client, where there is none. Leave it out.',
    zh: code.redirect_uri
      ? `redirect_uri 为“${redirectUri}”，而授权时为“${code.redirect_uri}”，二者必须逐字一致。`
      : '传了 redirect_uri，但该 code 来自客户端，并没有重定向地址，请去掉该参数。',
  });
}
