import type { ParameterizedContext } from 'koa';
import { readCookie, writeCookie } from './cookie.ts';

export type PageLanguage = 'zh' | 'en';

const languageCookie = 'feishu_emulator_lang';

/** `?lang=`, which is remembered; then what was chosen before; then what the browser prefers. */
export function pageLanguage(ctx: ParameterizedContext): PageLanguage {
  const asked = ctx.query.lang;
  if (asked === 'zh' || asked === 'en') {
    ctx.append('Set-Cookie', writeCookie(languageCookie, asked));
    return asked;
  }
  const chosen = readCookie(ctx.headers.cookie, languageCookie);
  if (chosen === 'zh' || chosen === 'en') return chosen;
  const [first = ''] = (ctx.headers['accept-language'] ?? '').split(',');
  return first.trim().toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
