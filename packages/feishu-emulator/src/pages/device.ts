import type { User } from '../state/records.ts';
import { accountsPage } from './accounts-frame.ts';
import { html } from './html.ts';
import type { PageLanguage } from './language.ts';
import { avatar } from './layout.ts';
import { scopeName } from './scope-names.ts';

const texts = {
  zh: {
    enterTitle: '输入验证码',
    enter: '输入设备或程序上显示的验证码。',
    label: '验证码',
    unknown: '没有这个验证码，或它已过期、已被处理。请核对，或在设备上重新开始。',
    next: '下一步',
    title: '授权设备',
    heading: (name: string) => `“${name}”要在另一台设备上以你的身份登录`,
    newApp: '一个程序要创建属于你的应用',
    compare: '请确认该设备显示的验证码与此一致；不是你发起的，请拒绝。',
    identity: '获取你的用户身份（姓名、头像）',
    accept: '授权',
    refuse: '拒绝',
    approved: '已授权',
    denied: '已拒绝',
    return: '可以关闭此页，回到你的设备。',
  },
  en: {
    enterTitle: 'Enter the code',
    enter: 'Enter the code that the device or program shows.',
    label: 'Code',
    unknown: 'There is no such code, or it is too old or already decided. Compare it, or start anew on the device.',
    next: 'Next',
    title: 'Allow a device',
    heading: (name: string) => `“${name}” wants to sign in as you on another device`,
    newApp: 'A program wants to create an app of yours',
    compare: 'Make sure that the device shows this very code. If you did not start this, refuse.',
    identity: 'Know who you are (name, avatar)',
    accept: 'Allow',
    refuse: 'Refuse',
    approved: 'Allowed',
    denied: 'Refused',
    return: 'You may close this page and go back to your device.',
  },
};

/** Where somebody types the code that a device shows. */
export function deviceCodePage(page: { language: PageLanguage; here: string; typed: string }): string {
  const { language, here, typed } = page;
  const text = texts[language];
  return accountsPage({
    language,
    title: text.enterTitle,
    here,
    data: { page: 'device-code' },
    card: html`<h1>${text.enterTitle}</h1>
<p>${text.enter}</p>
<form method="get">
<label class="user-code">${text.label}<input name="user_code" value="${typed}" autocomplete="off" autocapitalize="characters" spellcheck="false" required autofocus></label>
${typed !== '' && html`<p class="fine" role="alert">${text.unknown}</p>`}
<div class="decide"><span></span><button class="main">${text.next}</button></div>
</form>`,
  });
}

/** What the device asks for, to be allowed or refused by the person signed in. */
export function deviceConsentPage(page: {
  language: PageLanguage;
  /** Undefined when it asks to become an app. */
  appName: string | undefined;
  user: User;
  userCode: string;
  scopes: readonly string[];
  here: string;
}): string {
  const { language, appName, user, userCode, scopes, here } = page;
  const text = texts[language];
  const names = [text.identity, ...scopes.map((scope) => scopeName(scope, language))];
  return accountsPage({
    language,
    title: text.title,
    here,
    data: { page: 'device-consent' },
    card: html`<h1>${appName === undefined ? text.newApp : text.heading(appName)}</h1>
<p>${text.compare}</p>
<p class="user-code"><code>${userCode}</code></p>
<div class="who">${avatar(user.name)}<span><strong>${user.name}</strong><br><span class="note">${user.en_name}</span></span></div>
<ul class="scopes">${[...new Set(names)].map((name) => html`<li><span>${name}</span></li>`)}</ul>
<form method="post" action="/_emulator/accounts/device">
<input type="hidden" name="here" value="${here}">
<div class="decide">
<button name="decision" value="refuse">${text.refuse}</button>
<button name="decision" value="accept" class="main">${text.accept}</button>
</div></form>`,
  });
}

/** The end of it: the rest happens on the device. */
export function deviceDonePage(page: {
  language: PageLanguage;
  decision: 'approved' | 'denied';
  here: string;
}): string {
  const { language, decision, here } = page;
  const text = texts[language];
  return accountsPage({
    language,
    title: text[decision],
    here,
    data: { page: `device-${decision}` },
    card: html`<h1>${text[decision]}</h1><p>${text.return}</p>`,
  });
}
