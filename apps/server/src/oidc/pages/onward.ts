import { escaped } from '@feishu-login/product';
import type { Context } from 'koa';
import { languageOf } from './language.ts';
import { type PageLook, sendPage } from './page.ts';

/** Where the forms of our own pages are sent to. */
const ownForms = /^\/(interaction\/[^/]+\/\w+|session\/end\/confirm|device)$/;

/**
 * Browsers hold every redirect that comes of a form to the `form-action` of its page, also those that an app makes after
 * its callback, and nobody knows where those lead. So a form of ours is answered by a page that leads on by itself: what
 * follows is a visit of its own.
 */
export function leadOn(ctx: Context, look: PageLook): void {
  const address = ctx.response.get('Location');
  if (ctx.method !== 'POST' || !address || !ownForms.test(ctx.path)) return;
  const language = languageOf(ctx);
  ctx.remove('Location');
  ctx.status = 200;
  ctx.set('Refresh', `0; url=${address}`);
  sendPage(ctx, look, {
    language,
    title: { zh: '请稍候', en: 'One moment' },
    body: `<p><a href="${escaped(address)}">${{ zh: '继续', en: 'Go on' }[language]}</a></p>`,
  });
}
