import type { Check } from '../check.ts';
import { consolePaths } from '../console-paths.ts';
import type { Finding } from '../finding.ts';
import { askApplication } from './application.ts';

/** Whether Feishu will let a permission be renewed. Where the app may not ask about itself, 20074 shows it with the first renewal. */
export const refresh: Check = {
  id: 'refresh',
  title: { zh: '凭证续期', en: 'Renewal' },
  run: async ({ config, platform }) => {
    const { scopes } = config.feishu;
    if (scopes.length === 0) {
      return [
        { level: 'ok', what: { zh: '不保存用户凭证，无需续期', en: 'no user tokens are kept, none need renewing' } },
      ];
    }
    if (!scopes.includes('offline_access')) {
      return [
        {
          level: 'warning',
          what: { zh: 'FEISHU_SCOPES 里没有 offline_access', en: 'FEISHU_SCOPES lacks offline_access' },
          meaning: {
            zh: '平台不会下发 refresh_token：约两小时后要用户重新授权。',
            en: 'Feishu then gives no refresh token: people must authorize again after about two hours.',
          },
          fix: {
            zh: `在「${consolePaths.scopes.zh}」开通 offline_access 并发布版本，再加入 FEISHU_SCOPES。`,
            en: `Enable offline_access on ${consolePaths.scopes.en}, release a version, and add it to FEISHU_SCOPES.`,
          },
        },
      ];
    }
    return [switchIs((await askApplication(platform))?.mayRefresh)];
  },
};

const toTheSwitch = {
  zh: `「${consolePaths.refreshSwitch.zh}」，发布版本后生效。`,
  en: `${consolePaths.refreshSwitch.en}; takes effect with a release.`,
};

function switchIs(on: boolean | undefined): Finding {
  switch (on) {
    case true:
      return { level: 'ok', what: { zh: '续期开关已打开', en: 'the renewal switch is on' } };
    case false:
      return {
        level: 'problem',
        platformCode: 20074,
        what: { zh: '续期开关已关闭', en: 'the renewal switch is off' },
        meaning: {
          zh: '第一次续期会得到 20074，用户约两小时后要重新授权。',
          en: 'The first renewal is refused with 20074, and people must authorize again after about two hours.',
        },
        fix: toTheSwitch,
      };
    case undefined:
      return {
        level: 'note',
        what: { zh: '续期开关无法查询，请确认已打开', en: 'the renewal switch cannot be asked for; see that it is on' },
        meaning: {
          zh: '关闭时，第一次续期会得到 20074，用户需要重新授权。看不到这个开关，就是默认打开。',
          en: 'While it is off, the first renewal is refused with 20074 and people must authorize again. Where it is not shown, it is on.',
        },
        fix: toTheSwitch,
      };
  }
}
