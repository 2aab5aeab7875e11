import type { Refusal } from '../exchange/failure.ts';
import { accountsPage } from './accounts-frame.ts';
import { type Html, html } from './html.ts';
import type { PageLanguage } from './language.ts';

type Who = 'developer' | 'administrator';

const texts = {
  zh: {
    title: '无法登录',
    fix: { developer: '开发者如何修复', administrator: '开发者或管理员如何修复' },
    stays: '按平台规则，出现此错误时不会跳回应用。',
    again: '重试',
    panel: '打开控制台',
    switch: '切换账号',
    facts: {
      app_id: '应用',
      user: '用户',
      redirect_uri: '收到的地址',
      registered: '已登记的地址',
      add: '应登记为',
      missing_scopes: '未开通的权限',
      enabled_scopes: '已开通的权限',
      known_apps: '现有应用',
      goto: '收到的 goto',
    },
    none: '（无）',
    titles: {
      20001: '请求参数有误',
      20010: '无应用权限',
      20027: '权限未开通',
      20028: '应用不存在',
      20029: 'redirect_uri 请求不合法',
      20042: '应用已停用',
      20066: '账号状态异常',
    },
  },
  en: {
    title: 'Cannot sign in',
    fix: { developer: 'How the developer fixes it', administrator: 'How the developer or administrator fixes it' },
    stays: 'As on the platform, this error never goes back to the app.',
    again: 'Try again',
    panel: 'Open the panel',
    switch: 'Switch user',
    facts: {
      app_id: 'App',
      user: 'User',
      redirect_uri: 'Received',
      registered: 'Registered',
      add: 'Register',
      missing_scopes: 'Not enabled',
      enabled_scopes: 'Enabled',
      known_apps: 'Known apps',
      goto: 'Received goto',
    },
    none: '(none)',
    titles: {
      20001: 'The request is invalid',
      20010: 'No permission to use this app',
      20027: 'A scope is not enabled',
      20028: 'There is no such app',
      20029: 'The redirect address is not allowed',
      20042: 'The app is disabled',
      20066: 'This account cannot be used',
    },
  },
};

/** The page that stands where a redirect would be wrong: what happened, who can fix it, and how. */
export function authorizeErrorPage(page: {
  language: PageLanguage;
  refusal: Refusal;
  logId: string;
  here: string;
}): string {
  const { language, refusal, logId, here } = page;
  const text = texts[language];
  const titles: Readonly<Record<string, string>> = text.titles;
  const who: Who = [20010, 20042, 20066].includes(Number(refusal.code)) ? 'administrator' : 'developer';
  // The app is fine, and the person signed in here is not let in: another one may be.
  const forOnePerson = refusal.code === 20010 || refusal.code === 20066;
  const message = 'msg' in refusal.row ? refusal.row.msg : '';
  return accountsPage({
    language,
    title: `${text.title} · ${refusal.code}`,
    here,
    data: { page: 'error', code: String(refusal.code) },
    card: html`<div class="fault"><span class="code">${refusal.code}</span><h1>${titles[refusal.code] ?? text.title}</h1></div>
<p class="fine">${message}</p>
<div class="fix"><h2>${text.fix[who]}</h2><p>${refusal.why[language]}</p>${facts(refusal, language)}</div>
<p class="fine">${text.stays} <code>${logId}</code></p>
${forOnePerson && html`<form method="post" action="/_emulator/accounts/switch"><input type="hidden" name="here" value="${here}"><button class="quiet">${text.switch}</button></form>`}
<div class="decide"><a class="button" href="/_emulator/">${text.panel}</a><a class="button main" href="${here}">${text.again}</a></div>`,
  });
}

function facts({ details = {} }: Refusal, language: PageLanguage): Html | false {
  const text = texts[language];
  const labels: Readonly<Record<string, string>> = text.facts;
  const rows = Object.entries(details);
  if (rows.length === 0) return false;
  return html`<dl>${rows.map(
    ([name, value]) => html`<dt>${labels[name] ?? name}</dt><dd>${values(value, text.none)}</dd>`,
  )}</dl>`;
}

function values(value: unknown, none: string): Html {
  if (!Array.isArray(value)) return html`<code>${String(value)}</code>`;
  if (value.length === 0) return html`${none}`;
  return html`<span class="list">${value.map((one) => html`<span><code>${String(one)}</code></span>`)}</span>`;
}
