import type { Context } from 'koa';
import { languageOf } from './language.ts';
import { escaped, sendPage } from './page.ts';

/** Leads on by itself, as something new and not as what came of the form before. */
export function sendOnwardPage(ctx: Context, address: string): void {
  const language = languageOf(ctx);
  const words = { zh: '继续', en: 'Go on' }[language];
  ctx.set('Refresh', `0; url=${address}`);
  sendPage(ctx, {
    language,
    title: { zh: '正在前往飞书登录', en: 'Signing in with Feishu' },
    body: `<p><a href="${escaped(address)}">${words}</a></p>`,
  });
}
