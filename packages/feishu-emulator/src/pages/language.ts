import type { IncomingHttpHeaders } from 'node:http';
import { readCookie } from './cookie.ts';

export type PageLanguage = 'zh' | 'en';

export const languageCookie = 'feishu_emulator_lang';

/** `?lang=`, then what was chosen before, then what the browser prefers. */
export function pageLanguage(query: URLSearchParams, headers: IncomingHttpHeaders): PageLanguage {
  const chosen = query.get('lang') ?? readCookie(headers.cookie, languageCookie);
  if (chosen === 'zh' || chosen === 'en') return chosen;
  const [first = ''] = (headers['accept-language'] ?? '').split(',');
  return first.trim().toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
