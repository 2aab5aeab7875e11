import type { Context } from 'koa';

export type Language = 'zh' | 'en';
export type Text = Readonly<Record<Language, string>>;

/** What the client asked for (`ui_locales`), then what the browser prefers. */
export function languageOf(ctx: Context, wanted?: unknown): Language {
  const named = typeof wanted === 'string' ? wanted.split(' ').map((tag) => tag.slice(0, 2).toLowerCase()) : [];
  const known = [...named, ctx.acceptsLanguages('zh', 'en')].find((tag) => tag === 'zh' || tag === 'en');
  return known === 'en' ? 'en' : 'zh';
}
