import type { App, User } from '../state/records.ts';
import { accountsPage } from './accounts-frame.ts';
import { html } from './html.ts';
import type { PageLanguage } from './language.ts';
import { peopleList } from './people.ts';

const texts = {
  zh: {
    title: '登录飞书账号',
    intro: (app: string) => `选择以谁的身份登录“${app}”。真实平台在这里要求扫码或输入密码。`,
    hint: '想跳过此页？在设置中打开 auto_login。',
  },
  en: {
    title: 'Sign in to Feishu',
    intro: (app: string) => `Choose who signs in to “${app}”. The real platform asks for a QR scan or a password here.`,
    hint: 'Want to skip this page? Set auto_login in the settings.',
  },
};

/** Stands for the platform's own sign-in. */
export function signInPage(page: { language: PageLanguage; app: App; users: readonly User[]; here: string }): string {
  const { language, app, users, here } = page;
  const text = texts[language];
  return accountsPage({
    language,
    title: text.title,
    here,
    data: { page: 'sign-in' },
    card: html`<h1>${text.title}</h1>
<p>${text.intro(app.name)}</p>
<form method="post" action="/_emulator/accounts/sign-in">
<input type="hidden" name="here" value="${here}">
${peopleList(users, app.type === 'self_built' ? app.tenant_key : null, language)}
</form>
<p class="fine"><a href="/_emulator/#settings">${text.hint}</a></p>`,
  });
}
