import type { Check } from '../check.ts';
import { consolePaths } from '../console-paths.ts';
import { afterCredentials, withoutValue } from '../failed-call.ts';
import { askApplication } from './application.ts';

/** 获取 JSAPI 临时授权凭证: what signatures of pages in the client are made of. */
export const jsapiTicket: Check = {
  id: 'jsapi_ticket',
  title: { zh: 'JSAPI 凭证', en: 'JSAPI ticket' },
  run: async ({ config, platform }) => {
    const token = await platform.tenantToken();
    if (token.kind !== 'value') return [afterCredentials];
    const said = await platform.jsapiTicket(token.value);
    if (said.kind !== 'value') return [withoutValue(said)];
    const { host } = config.publicUrl;
    const domains = (await askApplication(platform))?.trustedDomains;
    if (domains?.some((domain) => hostOf(domain) === host))
      return [
        { level: 'ok', what: { zh: `可以获取，${host} 是可信域名`, en: `can be fetched, and ${host} is trusted` } },
      ];
    return [
      {
        level: 'ok',
        what:
          domains === undefined
            ? { zh: '可以获取', en: 'can be fetched' }
            : { zh: `可以获取；${host} 不在可信域名里`, en: `can be fetched; ${host} is no trusted domain` },
        fix: {
          zh: `页面若要调用需鉴权的 JSAPI，把 ${host} 加入「${consolePaths.trustedDomains.zh}」（登录不需要）。`,
          en: `Pages that call JSAPIs behind h5sdk.config also need ${host} on ${consolePaths.trustedDomains.en}; signing in does not.`,
        },
      },
    ];
  },
};

/** With a scheme or without: the console takes both. */
function hostOf(domain: string): string {
  return domain
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/\/.*$/, '')
    .toLowerCase();
}
