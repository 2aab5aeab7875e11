import { applicationMeScopes } from '@feishu-login/feishu-types';
import type { Check } from '../check.ts';
import { consolePaths } from '../console-paths.ts';
import { afterCredentials, withoutValue } from '../failed-call.ts';
import type { Finding } from '../finding.ts';
import type { AppFacts, DoctorsPlatform } from '../platform.ts';

/** The app as its console has it (获取应用信息), or `undefined` where the platform does not tell us. */
export async function askApplication(platform: DoctorsPlatform): Promise<AppFacts | undefined> {
  const token = await platform.tenantToken();
  if (token.kind !== 'value') return undefined;
  const said = await platform.application(token.value);
  return said.kind === 'value' ? said.value : undefined;
}

/** Whether the app can be asked about itself, and whether it is on. What its settings should be, other checks say. */
export const application: Check = {
  id: 'application',
  title: { zh: '应用信息', en: 'The app itself' },
  run: async ({ platform }) => {
    const token = await platform.tenantToken();
    if (token.kind !== 'value') return [afterCredentials];
    const said = await platform.application(token.value);
    if (said.kind === 'refused' && said.code === 99991672) return [mayNotAsk];
    if (said.kind === 'strange') return [untold];
    if (said.kind !== 'value') return [withoutValue(said)];
    const { enabled, released } = said.value;
    const findings: Finding[] = [];
    if (enabled === false) findings.push(disabled);
    if (released === false) findings.push(neverReleased);
    if (findings.length > 0) return findings;
    return [enabled === undefined || released === undefined ? toldInPart : isOn];
  },
};

const isOn: Finding = {
  level: 'ok',
  what: { zh: '已启用，且有已发布的版本', en: 'is enabled and has a released version' },
};

const toldInPart: Finding = {
  level: 'note',
  what: {
    zh: '平台没有说明是否启用、是否已发布版本',
    en: 'the platform does not tell whether it is enabled and released',
  },
};

const mayNotAsk: Finding = {
  level: 'note',
  platformCode: 99991672,
  what: {
    zh: '应用没有查询自身设置的权限，以下各项的登记情况只能自行核对',
    en: 'the app may not read its own settings, so whether they fit can only be looked at by hand',
  },
  fix: {
    zh: `登录不需要。想让这里逐项核对，在「${consolePaths.scopes.zh}」开通其中一项，再到「${consolePaths.release.zh}」发布版本。`,
    en: `Signing in does not need it. To have them compared here, enable one of these on ${consolePaths.scopes.en} and release a version on ${consolePaths.release.en}.`,
  },
  lines: applicationMeScopes,
};

const untold: Finding = {
  level: 'note',
  what: { zh: '这个平台不提供应用自身设置的查询', en: 'this platform does not tell an app its own settings' },
};

const disabled: Finding = {
  level: 'problem',
  what: { zh: '应用未启用', en: 'is not enabled' },
  meaning: { zh: '谁都无法登录。', en: 'Nobody can sign in.' },
  fix: { zh: '请企业管理员在飞书管理后台启用它。', en: 'Ask the organisation’s administrator to enable it.' },
};

const neverReleased: Finding = {
  level: 'problem',
  what: { zh: '还没有发布过版本', en: 'has no released version' },
  meaning: {
    zh: '权限、可用范围和事件订阅都要随版本发布才生效。',
    en: 'Scopes, availability and events take effect only with a release.',
  },
  fix: { zh: `在「${consolePaths.release.zh}」发布。`, en: `Release one on ${consolePaths.release.en}.` },
};
