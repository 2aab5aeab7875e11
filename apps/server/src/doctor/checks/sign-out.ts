import { sessionLogoutScope } from '@feishu-login/feishu-types';
import type { Check } from '../check.ts';
import { consolePaths } from '../console-paths.ts';
import { afterCredentials, scopesUntold, withoutValue } from '../failed-call.ts';
import type { Finding } from '../finding.ts';

/** Whether the app may do what FEISHU_SIGN_OUT offers people (退出登录). */
export const signOut: Check = {
  id: 'sign_out',
  title: { zh: '退出飞书', en: 'Sign-out' },
  run: async ({ config, platform }) => {
    if (!config.feishu.signOut) return [notOffered];
    const token = await platform.tenantToken();
    if (token.kind !== 'value') return [afterCredentials];
    const said = await platform.scopes(token.value);
    if (said.kind === 'strange') return [scopesUntold([sessionLogoutScope])];
    if (said.kind !== 'value') return [withoutValue(said)];
    return [said.value.some(({ name, granted }) => granted && name === sessionLogoutScope) ? allowed : notAllowed];
  },
};

const notOffered: Finding = {
  level: 'ok',
  what: { zh: '未提供（FEISHU_SIGN_OUT 不是 true）', en: 'not offered (FEISHU_SIGN_OUT is not true)' },
};

const allowed: Finding = {
  level: 'ok',
  what: { zh: '应用可以让用户退出飞书', en: 'the app may sign people out of Feishu' },
};

const notAllowed: Finding = {
  level: 'problem',
  what: { zh: `缺少权限 ${sessionLogoutScope}`, en: `${sessionLogoutScope} is missing` },
  meaning: {
    zh: '页面提供“退出飞书”，但每次都会失败：用户以为能退出，其实仍登录着。',
    en: 'People are offered to sign out of Feishu, and it fails every time: they stay signed in.',
  },
  fix: {
    zh: `在「${consolePaths.scopes.zh}」开通，再到「${consolePaths.release.zh}」发布版本；或去掉 FEISHU_SIGN_OUT。`,
    en: `Enable it on ${consolePaths.scopes.en}, then release a version on ${consolePaths.release.en}; or unset FEISHU_SIGN_OUT.`,
  },
};
