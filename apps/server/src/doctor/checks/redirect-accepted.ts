import type { Check } from '../check.ts';
import { consolePaths } from '../console-paths.ts';
import { hostSilent, silent } from '../failed-call.ts';
import type { Finding } from '../finding.ts';
import { platformNumbers } from '../platform-numbers.ts';
import type { Answered } from '../probe.ts';
import { askApplication } from './application.ts';
import { registeredPaths } from './redirect-urls.ts';

type Verdict = { readonly accepted: true } | { readonly accepted: false; readonly code: number } | undefined;

/**
 * Compares each address with those the app has registered, where it may ask. Otherwise opens the sign-in page once for
 * each; only an emulator's page tells whether it would have gone back there.
 */
export const redirectAccepted: Check = {
  id: 'redirect_accepted',
  title: { zh: '登记检查', en: 'Registration' },
  run: async ({ config, platform }) => {
    const registered = (await askApplication(platform))?.redirectUrls;
    if (registered !== undefined) return [compare(config.publicUrl, registered)];
    if (!(await platform.knock('accounts')).answered) return [hostSilent];
    const urls = registeredPaths.map((path) => new URL(path, config.publicUrl).href);
    const answers = await Promise.all(urls.map((url) => platform.authorizePage(url)));
    const refused: string[] = [];
    for (const [index, answer] of answers.entries()) {
      if (!answer.answered) return [silent(config.feishu.accountsUrl.host, answer)];
      const url = urls[index] ?? '';
      const verdict = verdictOf(answer, url);
      if (verdict === undefined) return [notVerifiable];
      if (verdict.accepted) continue;
      if (verdict.code !== 20029) return [otherRefusal(verdict.code)];
      refused.push(url);
    }
    return refused.length > 0 ? [notRegistered(refused)] : [accepted];
  },
};

/** 授权码 and requestAccess compare to the letter; for the home page either form is registered by some (配置重定向 URL). */
function compare({ origin }: URL, registered: readonly string[]): Finding {
  const missing = registeredPaths.filter(
    (path) => !registered.includes(`${origin}${path}`) && !(path === '/' && registered.includes(origin)),
  );
  if (missing.length === 0) return allRegistered;
  const urls = missing.map((path) => `${origin}${path}`);
  return notRegistered(urls.map((url) => withNearest(url, registered)));
}

/** What is registered in its stead, if only scheme, host, port, capitals or a slash differ. */
function withNearest(url: string, registered: readonly string[]): string {
  const path = (address: string) => (URL.canParse(address) ? new URL(address).pathname.replace(/\/+$/, '') : address);
  const near = path(url) === '' ? undefined : registered.find((one) => path(one).toLowerCase() === path(url));
  return near === undefined ? url : `${url}  ≠  ${near}`;
}

const allRegistered: Finding = {
  level: 'ok',
  what: { zh: '以上地址都已登记', en: 'these addresses are all registered' },
};

/** `undefined` where the page does not tell. */
function verdictOf({ status, location, text }: Answered, url: string): Verdict {
  if (status >= 300 && status < 400) return goesBackTo(url, location) ? { accepted: true } : undefined;
  const root = /<html[^>]*>/i.exec(text)?.[0] ?? '';
  const code = /\sdata-code="(\d+)"/.exec(root)?.[1];
  if (code !== undefined) return { accepted: false, code: Number(code) };
  return /\sdata-page="(sign-in|consent)"/.test(root) ? { accepted: true } : undefined;
}

function goesBackTo(url: string, location: string | undefined): boolean {
  return location !== undefined && (location.split('?')[0] ?? '') === url;
}

const accepted: Finding = {
  level: 'ok',
  what: { zh: '授权页接受以上地址', en: 'the sign-in page accepts these addresses' },
};

const notVerifiable: Finding = {
  level: 'note',
  what: { zh: '无法从这里验证', en: 'not verifiable from here' },
  meaning: {
    zh: '飞书的授权页不会以程序可读的方式说明。请用浏览器打开登录页：看到 20029（redirect_uri 请求不合法）就是没有登记好。',
    en: 'Feishu’s page does not tell a program. Open the sign-in page in a browser: 20029 (redirect_uri 请求不合法) means it is not registered.',
  },
};

function notRegistered(urls: readonly string[]): Finding {
  return {
    level: 'problem',
    platformCode: 20029,
    what: { zh: `${urls.length} 个地址未登记`, en: `${urls.length} not registered` },
    meaning: {
      zh: '登录时会停在 20029 错误页，不会跳回应用。',
      en: 'People end on a page with 20029 and never come back to the app.',
    },
    fix: { zh: `添加到「${consolePaths.redirectUrls.zh}」。`, en: `Add them on ${consolePaths.redirectUrls.en}.` },
    lines: urls,
  };
}

function otherRefusal(code: number): Finding {
  const known = platformNumbers[code];
  return {
    level: 'problem',
    platformCode: code,
    what: { zh: `授权页拒绝，错误码 ${code}`, en: `the sign-in page refuses with ${code}` },
    ...(known && { meaning: known.meaning, fix: known.fix }),
  };
}
