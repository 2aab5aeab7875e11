import { escaped } from '@feishu-login/product';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { languageOf, type Text } from './language.ts';
import { type PageLook, sendPage } from './page.ts';

/** The pages of a sign-out that a client asks for (RP-Initiated Logout). */
export const signOutPages = (look: PageLook) => ({
  logoutSource: async (ctx: KoaContextWithOIDC, form: string) => {
    const language = languageOf(ctx, ctx.oidc.params?.ui_locales);
    const say = (text: Text) => escaped(text[language]);
    const app = ctx.oidc.client?.clientName;
    sendPage(ctx, look, {
      language,
      title: { zh: '退出登录？', en: 'Sign out?' },
      body: `<p>${say({
        zh: `${app === undefined ? '' : `“${app}”请求退出。`}退出后，此浏览器中由此登录的所有应用都会退出。`,
        en: `${app === undefined ? '' : `“${app}” asks for it. `}Every app you signed in to from this browser is signed out too.`,
      })}</p>
${form}
<button class="primary" form="op.logoutForm" name="logout" value="yes">${say({ zh: '退出', en: 'Sign out' })}</button>
<button form="op.logoutForm">${say({ zh: '保持登录', en: 'Stay signed in' })}</button>`,
    });
  },
  postLogoutSuccessSource: async (ctx: KoaContextWithOIDC) => {
    const language = languageOf(ctx);
    sendPage(ctx, look, {
      language,
      title: { zh: '已完成', en: 'Done' },
      body: `<p>${{ zh: '可以关闭此页。', en: 'You can close this page.' }[language]}</p>`,
    });
  },
});
