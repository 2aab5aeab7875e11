import { jsapiConfigErrors } from '@feishu-login/feishu-types';
import { standingWhy } from '../access/standing.ts';
import type { Reply } from '../client/bridge.ts';
import type { Refusal, Why } from '../exchange/failure.ts';
import { mayUse } from '../state/apps.ts';
import type { App } from '../state/records.ts';
import { randomHex } from '../state/secrets.ts';
import { clientApp, clientUser, refuseClient } from './people.ts';
import type { ClientQuestion } from './question.ts';

interface ConfigAsk {
  app_id: string;
  open_id: string;
  url: string;
  timestamp: number;
  nonce: string;
  signature: string;
}

/** h5sdk.config: the page's host, then its signature against the app's ticket, once. */
export function clientConfig({ ask, platform, note }: ClientQuestion<ConfigAsk>): Reply<'config'> {
  const app = clientApp(ask.app_id, platform);
  if (!app) throw refused(333440, { en: `There is no app ${ask.app_id}.`, zh: `没有应用 ${ask.app_id}。` });
  const user = clientUser(ask.open_id, platform);
  if (!user) throw refused(333430, { en: 'Nobody is signed in to the client.', zh: '客户端没有登录用户。' });
  note({ app_id: app.app_id, open_id: platform.users.openIdFor(user, app) });
  checkDomain(ask.url, app);
  if (!mayUse(app, user, platform.settings.values.foreign_tenant)) {
    throw refused(333449, standingWhy.unavailable);
  }
  const { url, timestamp, nonce, signature } = ask;
  const problem = platform.tickets.verify({ app_id: app.app_id, timestamp, nonceStr: nonce, signature, url });
  if (problem === undefined) return { session_key: randomHex(16) };
  const text = problem === 333441 ? mismatch(ask) : jsapiConfigErrors[problem];
  throw refuseClient(problem, text, reasons[problem]);
}

const reasons: Record<333441 | 333442 | 333443 | 333444, Why> = {
  333441: {
    en: 'The signature does not fit. Sign jsapi_ticket=…&noncestr=…&timestamp=…&url=… in this order, raw, with the URL of the page up to its #, the timestamp in milliseconds, and the current ticket.',
    zh: '签名不匹配。请按 jsapi_ticket=…&noncestr=…&timestamp=…&url=… 的顺序拼接原始值，url 为 # 之前的页面地址，timestamp 为毫秒，并使用当前 ticket。',
  },
  333442: {
    en: 'The app has no live ticket: fetch one from /open-apis/jssdk/ticket/get on the server.',
    zh: '应用没有有效的 ticket：请在服务端调用 /open-apis/jssdk/ticket/get 获取。',
  },
  333443: {
    en: 'A signature holds for one config. Ask the server for a new one on every page load.',
    zh: '一个签名只能使用一次。每次加载页面都应向服务端获取新的签名。',
  },
  333444: {
    en: 'The signature is older than ten minutes, or its timestamp is in seconds.',
    zh: '签名超过十分钟，或 timestamp 使用了秒。',
  },
};

function checkDomain(url: string, app: App): void {
  if (app.h5_domains.length === 0) {
    throw refused(333447, {
      en: 'The app has no trusted domain. Add the page’s host under 安全设置 → H5 可信域名.',
      zh: '应用没有配置可信域名。请在「安全设置 → H5 可信域名」中添加页面的域名。',
    });
  }
  const host = hostOf(url);
  if (app.h5_domains.some((domain) => hostOf(domain) === host)) return;
  throw refused(333448, {
    en: `${host} is not a trusted domain of the app. Add it under 安全设置 → H5 可信域名.`,
    zh: `${host} 不是应用的可信域名。请在「安全设置 → H5 可信域名」中添加。`,
  });
}

/** Host and port, of an address or of an entry written with or without a scheme. */
function hostOf(text: string): string {
  return (
    text
      .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
      .split(/[/?#]/)[0]
      ?.toLowerCase() ?? ''
  );
}

/** As the sample in h5sdk.config, with the values that were received; a ticket is not written down. */
function mismatch({ signature, nonce, url, timestamp }: ConfigAsk): string {
  return `invalid signature: signature: ${signature}, jsticket: (hidden), nonce_str: ${nonce}, url: ${url}, timestamp: ${timestamp}`;
}

function refused(code: keyof typeof jsapiConfigErrors, why: Why): Refusal {
  return refuseClient(code, jsapiConfigErrors[code], { page: 'h5sdk.config', ...why });
}
