import { accountsPage } from './accounts-frame.ts';
import { html } from './html.ts';
import type { PageLanguage } from './language.ts';

const texts = {
  zh: { title: '已退出飞书账号', body: '这个浏览器不再记得任何人。应用自己的登录状态不受影响。' },
  en: {
    title: 'Signed out of Feishu',
    body: 'This browser remembers nobody. Sessions of the apps themselves are not touched.',
  },
};

export function signedOutPage(language: PageLanguage): string {
  const text = texts[language];
  return accountsPage({
    language,
    title: text.title,
    here: '/_emulator/accounts/logout',
    data: { page: 'signed-out' },
    card: html`<h1>${text.title}</h1><p>${text.body}</p>`,
  });
}
