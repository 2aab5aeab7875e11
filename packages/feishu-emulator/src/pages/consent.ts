import type { App, User } from '../state/records.ts';
import { accountsPage } from './accounts-frame.ts';
import { type Html, html } from './html.ts';
import type { PageLanguage } from './language.ts';
import { avatar } from './layout.ts';
import { scopeName } from './scope-names.ts';

const texts = {
  zh: {
    title: '授权',
    heading: (app: string) => `“${app}”申请以下权限`,
    again: (app: string) => `登录“${app}”`,
    new: '只列出尚未授予的权限；之前授予的仍然有效。',
    nothing: '你之前已授予全部所请求的权限，没有新增。',
    identity: '获取你的用户身份（姓名、头像）',
    accept: '授权',
    refuse: '拒绝',
    enter: '登录',
    switch: '切换账号',
    goes: '结果将发送到',
  },
  en: {
    title: 'Allow access',
    heading: (app: string) => `“${app}” asks for permission to`,
    again: (app: string) => `Sign in to “${app}”`,
    new: 'Only what you have not granted yet is listed; earlier grants stay.',
    nothing: 'You granted everything it asks for before. Nothing is new.',
    identity: 'Know who you are (name, avatar)',
    accept: 'Allow',
    refuse: 'Refuse',
    enter: 'Sign in',
    switch: 'Switch user',
    goes: 'The answer goes to',
  },
};

const tick = html`<svg viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><circle cx="10" cy="10" r="8" opacity=".35"/><path d="m6.5 10.4 2.4 2.4 4.6-5.2"/></svg>`;

/** Asks for what is new and nothing else (终端用户授权概述). */
export function consentPage(page: {
  language: PageLanguage;
  app: App;
  user: User;
  increment: { first: boolean; scopes: readonly string[] };
  redirectUri: string;
  here: string;
  canSwitch: boolean;
}): string {
  const { language, app, user, increment, here, canSwitch, redirectUri } = page;
  const text = texts[language];
  const anything = increment.first || increment.scopes.length > 0;
  const identity = increment.first && !increment.scopes.includes('auth:user.id:read');
  const hidden = html`<input type="hidden" name="here" value="${here}">`;
  return accountsPage({
    language,
    title: text.title,
    here,
    data: { page: 'consent' },
    card: html`<h1>${anything ? text.heading(app.name) : text.again(app.name)}</h1>
<p>${anything ? text.new : text.nothing}</p>
<div class="who">${avatar(user.name)}<span><strong>${user.name}</strong><br><span class="note">${user.en_name}</span></span>
${canSwitch && html`<form method="post" action="/_emulator/accounts/switch">${hidden}<button class="quiet">${text.switch}</button></form>`}
</div>
<ul class="scopes">
${identity && scopeRow(text.identity, null)}
${increment.scopes.map((scope) => scopeRow(scopeName(scope, language), scope))}
</ul>
<form method="post" action="/_emulator/accounts/consent">${hidden}
<div class="decide">
<button name="decision" value="refuse">${text.refuse}</button>
<button name="decision" value="accept" class="main">${anything ? text.accept : text.enter}</button>
</div></form>
<p class="fine">${text.goes} <code>${redirectUri}</code></p>`,
  });
}

function scopeRow(name: string, scope: string | null): Html {
  return html`<li>${tick}<span>${name}${scope !== null && scope !== name && html`<code>${scope}</code>`}</span></li>`;
}
