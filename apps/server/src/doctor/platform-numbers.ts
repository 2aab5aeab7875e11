import { consolePaths } from './console-paths.ts';
import type { Text } from './text.ts';

export interface NumberExplained {
  readonly meaning: Text;
  readonly fix: Text;
  /** Waiting or asking again may help: nothing is set up wrongly. */
  readonly passing?: boolean;
}

const checkSecret: Text = {
  zh: `在「${consolePaths.credentials.zh}」核对 App ID 与 App Secret，重新填写 FEISHU_APP_ID 和 FEISHU_APP_SECRET（注意测试企业的应用有另一套）。`,
  en: `Compare both on ${consolePaths.credentials.en} and set FEISHU_APP_ID and FEISHU_APP_SECRET again (a test tenant’s app has its own pair).`,
};
const askAdministrator: Text = {
  zh: `请企业管理员在飞书管理后台启用该应用；新建的应用先在「${consolePaths.release.zh}」发布一个版本。`,
  en: `Ask the organisation’s administrator to enable the app; a new app first needs a released version: ${consolePaths.release.en}.`,
};
const askForAccess: Text = {
  zh: '请企业管理员在安全策略中放行这个应用和服务器所在的网络。',
  en: 'Ask the organisation’s administrator to let this app, and the server’s network, through the security policy.',
};
const waitAndAsk: Text = { zh: '稍后再运行一次。', en: 'Run this again in a while.' };

/** The numbers that tell of a wrong set-up, from 通用错误码 and the pages of the calls that answer with them. */
export const platformNumbers: Readonly<Record<number, NumberExplained>> = {
  10003: {
    meaning: {
      zh: '参数无效：平台不认识这个 App ID 的写法。',
      en: 'Invalid parameter: this App ID is not of a shape the platform knows.',
    },
    fix: checkSecret,
  },
  10005: {
    meaning: { zh: '这个 App ID 没有调用权限。', en: 'This App ID is not authorized.' },
    fix: checkSecret,
  },
  10012: {
    meaning: { zh: '平台暂时无法签发 app_access_token。', en: 'The platform could not issue an app access token.' },
    fix: waitAndAsk,
    passing: true,
  },
  10013: {
    meaning: {
      zh: '平台暂时无法签发 tenant_access_token。',
      en: 'The platform could not issue a tenant access token.',
    },
    fix: waitAndAsk,
    passing: true,
  },
  10014: {
    meaning: {
      zh: 'App ID 和 App Secret 不配对，多半是 Secret 填错或重置过。文档称此错误码为应用未获授权，所以也可能是应用已停用或尚未发布。',
      en: 'App ID and App Secret do not fit together; most often the secret is wrong or was reset. The documentation calls this number “app unauthorized”, so the app may also be disabled or never released.',
    },
    fix: {
      zh: `${checkSecret.zh}两者都对，再到「${consolePaths.release.zh}」发布版本，并请管理员启用。`,
      en: `${checkSecret.en} If both are right, release a version on ${consolePaths.release.en} and have it enabled.`,
    },
  },
  10015: {
    meaning: { zh: 'App Secret 错误，谁都无法登录。', en: 'The App Secret is wrong; nobody can sign in.' },
    fix: checkSecret,
  },
  21000: {
    meaning: {
      zh: '企业的访问控制要求先完成验证。',
      en: 'The organisation’s access policy asks for a verification first.',
    },
    fix: askForAccess,
  },
  21001: {
    meaning: { zh: '企业的访问控制拒绝了这次调用。', en: 'The organisation’s access policy refuses the call.' },
    fix: askForAccess,
  },
  20028: {
    meaning: { zh: '没有这个 App ID 对应的应用。', en: 'There is no app with this App ID.' },
    fix: checkSecret,
  },
  20042: {
    meaning: { zh: '应用已停用。', en: 'The app is disabled.' },
    fix: askAdministrator,
  },
  20046: {
    meaning: {
      zh: '飞书应用用了 Lark 的域名，或者相反。',
      en: 'A Feishu app on Lark’s hosts, or the other way round.',
    },
    fix: {
      zh: '把 FEISHU_REGION 设为 feishu 或 lark，与应用所在的平台一致。',
      en: 'Set FEISHU_REGION to feishu or lark, whichever the app was made on.',
    },
  },
  99991400: {
    meaning: { zh: '调用过于频繁。', en: 'The app calls too often.' },
    fix: waitAndAsk,
    passing: true,
  },
  99991401: {
    meaning: {
      zh: '这台机器的出口 IP 不在应用的 IP 白名单里，服务端的调用会被拒绝。',
      en: 'This machine’s address is not on the app’s IP allowlist, so the server’s calls are refused.',
    },
    fix: {
      zh: `在「${consolePaths.addressAllowList.zh}」加入服务器的出口 IP，或关闭白名单。`,
      en: `Add the server’s outgoing address on ${consolePaths.addressAllowList.en}, or switch the list off.`,
    },
  },
  99991403: {
    meaning: { zh: '企业本月的 API 调用量已用完。', en: 'The organisation’s API calls of this month are used up.' },
    fix: {
      zh: '请企业管理员升级版本，或等到下月。登录接口不计入用量。',
      en: 'The administrator can upgrade the plan; sign-in calls do not count.',
    },
  },
  99991543: {
    meaning: { zh: 'App ID 或 App Secret 不存在。', en: 'There is no such App ID or App Secret.' },
    fix: checkSecret,
  },
  99991662: {
    meaning: { zh: '应用未启用。', en: 'The app is not in use.' },
    fix: askAdministrator,
  },
  99991672: {
    meaning: { zh: '应用没有开通这个接口所需的权限。', en: 'The app lacks the scope for this call.' },
    fix: {
      zh: `在「${consolePaths.scopes.zh}」开通，并在「${consolePaths.release.zh}」发布版本。`,
      en: `Enable it on ${consolePaths.scopes.en} and release a version on ${consolePaths.release.en}.`,
    },
  },
  99991673: {
    meaning: { zh: '应用未获企业授权。', en: 'The organisation has not authorized the app.' },
    fix: askAdministrator,
  },
};

/** One number for two mistakes, told apart by words that were seen on the platform and are on no page of the documentation. */
const byWords: readonly { code: number; words: RegExp; meaning: Text }[] = [
  {
    code: 10014,
    words: /app secret/i,
    meaning: {
      zh: '平台说 App Secret 无效：填错了，或已在控制台重置。谁都无法登录。',
      en: 'The platform says that the App Secret is invalid: it is wrong, or was reset in the console. Nobody can sign in.',
    },
  },
  {
    code: 10014,
    words: /app id not exist/i,
    meaning: {
      zh: '平台说没有这个 App ID：填错了，或属于另一个平台（飞书与 Lark）。',
      en: 'The platform says that there is no such App ID: it is wrong, or of the other platform (Feishu, Lark).',
    },
  },
];

/** What a number means here; the platform's own words may say more than the number. */
export function explained(code: number, words: string): NumberExplained | undefined {
  const known = platformNumbers[code];
  const worded = byWords.find((one) => one.code === code && one.words.test(words));
  if (known === undefined || worded === undefined) return known;
  return { ...known, meaning: worded.meaning, fix: checkSecret };
}
