import { escaped } from '@feishu-login/product';
import type { Context } from 'koa';
import type { ErrorOut } from 'oidc-provider';
import { languageOf } from './language.ts';
import { type PageLook, sendPage } from './page.ts';

const lead = {
  zh: '这个登录请求不能继续。请回到原来的应用重试；若仍不行，请把下面的内容告诉它的管理员。',
  en: 'This sign-in cannot go on. Go back to the app and try again; if it stays, tell its administrator what is below.',
};

const request = { zh: '请求编号', en: 'Request' };

/** Shows a person what the protocol would tell the client, where it may not be sent back there. */
export function sendFailurePage(
  ctx: Context,
  look: PageLook,
  { error, error_description: description }: ErrorOut,
): void {
  const language = languageOf(ctx);
  sendPage(ctx, look, {
    language,
    title: { zh: '无法登录', en: 'Not signed in' },
    body: `<p>${lead[language]}</p>
<p class="problem" role="alert">${escaped(description === undefined ? error : `${error}: ${description}`)}</p>
<p class="hint">${request[language]} ${escaped(ctx.response.get('X-Request-Id'))}</p>`,
  });
}
