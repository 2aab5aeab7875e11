import type { Why } from '../exchange/failure.ts';
import type { CodeProblem } from '../state/codes.ts';
import type { RefreshProblem } from '../state/user-tokens.ts';

/** Explanations shared by the historic endpoints. */
export const historicWhy = {
  noCode: { en: 'code is missing or not a string.', zh: '缺少 code，或其不是字符串。' },
  noRefreshToken: { en: 'refresh_token is missing or not a string.', zh: '缺少 refresh_token，或其不是字符串。' },
  noGrantType: { en: 'grant_type is missing.', zh: '缺少 grant_type。' },
  otherGrantType: {
    en: 'grant_type is not the one of this endpoint: authorization_code to exchange, refresh_token to refresh.',
    zh: 'grant_type 与接口不符：换取使用 authorization_code，刷新使用 refresh_token。',
  },
  loginCode: {
    en: 'The code comes from tt.login, which belongs to mina/v2/tokenLoginValidate. (Setting login_code_at_v1.)',
    zh: '该 code 来自 tt.login，应在 mina/v2/tokenLoginValidate 兑换。（设置 login_code_at_v1）',
    page: '通用错误码',
  },
  appDisabled: { en: 'The app is disabled. An administrator must enable it.', zh: '应用已停用，需由管理员启用。' },
} satisfies Record<string, Why>;

export const historicCodeWhy: Readonly<Record<CodeProblem, Why>> = {
  unknown: { en: 'No such code was handed out here.', zh: '未发放过该授权码。' },
  used: {
    en: 'The code was used before; it works once. Ask for a new one.',
    zh: '授权码已被使用，只能使用一次。请重新获取。',
  },
  other_app: {
    en: 'The code was handed out to another app than the app access token belongs to.',
    zh: '授权码所属应用与 app_access_token 不一致。',
  },
  expired: { en: 'The code is too old. Exchange it at once.', zh: '授权码已过期，请获取后立即兑换。' },
};

export const historicRefreshWhy: Readonly<Record<RefreshProblem, Why>> = {
  unknown: { en: 'No such refresh token was issued here.', zh: '未签发过该 refresh_token。' },
  other_generation: {
    en: 'The refresh token was issued by version 2 (or the passport host). Refresh it where it came from.',
    zh: '该 refresh_token 由 v2（或 passport）签发，请在原接口刷新。',
  },
  other_app: { en: 'The refresh token belongs to another app.', zh: '该 refresh_token 属于其他应用。' },
  used: {
    en: 'The refresh token was used before; each use gives a new one to store.',
    zh: 'refresh_token 已被使用；每次刷新都会返回新的，请保存。',
  },
  revoked: { en: 'The authorization was withdrawn. Sign in again.', zh: '授权已撤销，请重新登录。' },
  expired: { en: 'The refresh token has expired. Sign in again.', zh: 'refresh_token 已过期，请重新登录。' },
  too_old: { en: 'The authorization is older than 365 days.', zh: '授权已超过 365 天。' },
};
