import type { Check } from '../check.ts';
import { consolePaths } from '../console-paths.ts';
import { afterCredentials, scopesUntold, withoutValue } from '../failed-call.ts';
import type { Finding } from '../finding.ts';
import type { AppScope } from '../platform.ts';

/** FEISHU_SCOPES against what the tenant has given the app: 查询租户授权状态. */
export const scopes: Check = {
  id: 'scopes',
  title: { zh: '权限', en: 'Scopes' },
  run: async ({ config, platform }) => {
    const wanted = config.feishu.scopes;
    if (wanted.length === 0) {
      return [
        {
          level: 'ok',
          what: { zh: 'FEISHU_SCOPES 为空：只登录，不申请权限', en: 'FEISHU_SCOPES is empty: signing in needs none' },
        },
      ];
    }
    const token = await platform.tenantToken();
    if (token.kind !== 'value') return [afterCredentials];
    const said = await platform.scopes(token.value);
    if (said.kind === 'strange') return [scopesUntold(wanted)];
    if (said.kind !== 'value') return [withoutValue(said)];
    return judged(wanted, said.value, new URL(`/app/${config.feishu.appId}/auth`, config.feishu.openUrl));
  },
};

function judged(wanted: readonly string[], known: readonly AppScope[], page: URL): Finding[] {
  const granted = new Set(known.filter((scope) => scope.granted).map(({ name }) => name));
  const listed = new Set(known.map(({ name }) => name));
  const waiting = wanted.filter((name) => listed.has(name) && !granted.has(name));
  const missing = wanted.filter((name) => !listed.has(name));
  const findings: Finding[] = [];
  if (missing.length > 0) {
    findings.push({
      level: 'problem',
      platformCode: 20027,
      what: { zh: `未开通 ${missing.length} 项权限`, en: `${missing.length} not enabled for the app` },
      meaning: {
        zh: '飞书授权页会显示 20027，谁都无法登录。权限名区分大小写。',
        en: 'Feishu’s consent page shows 20027 and nobody can sign in. Names are case-sensitive.',
      },
      fix: {
        zh: `在「${consolePaths.scopes.zh}」开通，再到「${consolePaths.release.zh}」发布版本；或从 FEISHU_SCOPES 中去掉。`,
        en: `Enable them on ${consolePaths.scopes.en}, then release a version on ${consolePaths.release.en}; or take them out of FEISHU_SCOPES.`,
      },
      lines: missing.map((name) => `${name}  ${page}?q=${encodeURIComponent(name)}`),
    });
  }
  if (waiting.length > 0) {
    findings.push({
      level: 'problem',
      platformCode: 20027,
      what: {
        zh: `${waiting.length} 项权限已申请，企业尚未授权`,
        en: `${waiting.length} asked for, not yet granted by the organisation`,
      },
      fix: {
        zh: `在「${consolePaths.release.zh}」发布版本，并请企业管理员审核通过。`,
        en: `Release a version on ${consolePaths.release.en} and have the administrator approve it.`,
      },
      lines: waiting,
    });
  }
  if (findings.length > 0) return findings;
  return [{ level: 'ok', what: { zh: `${wanted.length} 项权限均已授权`, en: `all ${wanted.length} are granted` } }];
}
