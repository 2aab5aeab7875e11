import { eventScopes } from '@feishu-login/feishu-types';
import type { Check } from '../check.ts';
import { consolePaths } from '../console-paths.ts';
import { afterCredentials, scopesUntold, withoutValue } from '../failed-call.ts';
import type { Finding } from '../finding.ts';

/** One of these lets the app hear of people who leave, and ask about them. */
const contactScopes: readonly string[] = eventScopes['contact.user.deleted_v3'];
/** Without it the answer about a person has no `status`: nobody looks frozen or resigned. */
const statusScope = 'contact:user.employee:readonly';

/** Scopes that no sign-in needs, but without which nobody tells us who left. */
export const leavers: Check = {
  id: 'leavers',
  title: { zh: '离职感知', en: 'Leavers' },
  run: async ({ platform }) => {
    const token = await platform.tenantToken();
    if (token.kind !== 'value') return [afterCredentials];
    const said = await platform.scopes(token.value);
    if (said.kind === 'strange') return [scopesUntold([...contactScopes.slice(0, 1), statusScope])];
    if (said.kind !== 'value') return [withoutValue(said)];
    const granted = new Set(said.value.filter((scope) => scope.granted).map(({ name }) => name));
    const missing = [
      ...(contactScopes.some((name) => granted.has(name)) ? [] : contactScopes.slice(0, 1)),
      ...(granted.has(statusScope) ? [] : [statusScope]),
    ];
    return missing.length === 0 ? [complete] : [incomplete(missing)];
  },
};

const complete: Finding = {
  level: 'ok',
  what: { zh: '应用能得知谁离职、谁被冻结', en: 'the app may learn who left or was frozen' },
};

function incomplete(missing: readonly string[]): Finding {
  return {
    level: 'warning',
    what: { zh: `缺少 ${missing.length} 项通讯录权限`, en: `${missing.length} contact scopes are missing` },
    meaning: {
      zh: '收不到离职事件，或看不到冻结状态：这些人的会话要到期后才会结束。',
      en: 'Events about leavers do not come, or say nothing of being frozen: such sessions go on until they expire.',
    },
    fix: {
      zh: `在「${consolePaths.scopes.zh}」开通，再到「${consolePaths.release.zh}」发布版本；通讯录权限范围要包含使用者。`,
      en: `Enable them on ${consolePaths.scopes.en}, release a version on ${consolePaths.release.en}, and let the contact range cover the people who sign in.`,
    },
    lines: missing,
  };
}
