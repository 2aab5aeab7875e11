import type { User } from '../state/records.ts';
import { accountsPage } from './accounts-frame.ts';
import { html } from './html.ts';
import type { PageLanguage } from './language.ts';
import { peopleList } from './people.ts';

const texts = {
  zh: {
    title: '登录飞书账号',
    intro: (app = '飞书') => `选择以谁的身份登录“${app}”。真实平台在这里要求扫码或输入密码。`,
    hint: '想跳过此页？在设置中打开 auto_login。',
  },
  en: {
    title: 'Sign in to Feishu',
    intro: (app = 'Feishu') =>
      `Choose who signs in to “${app}”. The real platform asks for a QR scan or a password here.`,
    hint: 'Want to skip this page? Set auto_login in the settings.',
  },
};

/** Stands for the platform's own sign-in. */
export function signInPage(page: {
  language: PageLanguage;
  /** The app's name, or the platform itself. */
  to: string | undefined;
  /** The only tenant whose people may, if there is one. */
  tenant_key: string | null;
  users: readonly User[];
  here: string;
}): string {
  const { language, to, tenant_key, users, here } = page;
  const text = texts[language];
  return accountsPage({
    language,
    title: text.title,
    here,
    data: { page: 'sign-in' },
    card: html`<h1>${text.title}</h1>
<p>${text.intro(to)}</p>
<form method="post" action="/_emulator/accounts/sign-in">
<input type="hidden" name="here" value="${here}">
${peopleList(users, tenant_key, language)}
</form>
<p class="fine"><a href="/_emulator/#settings">${text.hint}</a></p>`,
  });
}
