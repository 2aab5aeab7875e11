import { escaped } from '@feishu-login/product';
import type { Context } from 'koa';
import type { Client } from 'oidc-provider';
import { languageOf, type Text } from './language.ts';
import { type PageLook, sendPage } from './page.ts';

export interface Question {
  readonly client: Client;
  readonly params: Readonly<Record<string, unknown>>;
  readonly uid: string;
  /** Who is asked. */
  readonly name: string;
}

/** What each scope means to the person. */
const meanings: Record<string, Text> = {
  openid: { zh: '识别你是谁', en: 'Recognise you' },
  profile: { zh: '姓名和头像', en: 'Your name and picture' },
  email: { zh: '邮箱（未经飞书验证）', en: 'Your e-mail address (not verified)' },
  feishu: { zh: '飞书中的标识和所属企业', en: 'Your ids at Feishu and your organisation’s' },
  departments: { zh: '所在部门', en: 'The departments you are in' },
  groups: { zh: '所属用户组', en: 'The user groups you are in' },
  employee: { zh: '职务和工号', en: 'Your job title and employee number' },
  offline_access: { zh: '登录期间保持访问', en: 'Access for as long as you stay signed in here' },
};

/** Asks whether an app that is not the company's own may know who somebody is. */
export function sendConsentPage(ctx: Context, look: PageLook, { client, params, uid, name }: Question): void {
  const language = languageOf(ctx, params.ui_locales);
  const app = client.clientName ?? client.clientId;
  const site = siteOf(params.redirect_uri);
  const items = String(params.scope ?? '')
    .split(' ')
    .flatMap((scope) => meanings[scope]?.[language] ?? []);
  const say = (text: Text) => escaped(text[language]);
  const action = `/oidc/interaction/${uid}`;
  sendPage(ctx, look, {
    language,
    title: { zh: `允许“${app}”使用你的身份？`, en: `Let “${app}” know who you are?` },
    body: `<p>${say({ zh: `你以 ${name} 的身份登录。`, en: `You are signed in as ${name}.` })}</p>
<p>${say({ zh: '它将得到：', en: 'It will get:' })}</p>
<ul>${items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>
${site === undefined ? '' : `<p class="hint">${say({ zh: `然后回到 ${site}`, en: `Then you go back to ${site}` })}</p>`}
<form method="post" action="${action}/allow"><button class="primary">${say({ zh: '允许', en: 'Allow' })}</button></form>
<form method="post" action="${action}/deny"><button>${say({ zh: '不允许', en: 'Do not allow' })}</button></form>`,
  });
}

function siteOf(address: unknown): string | undefined {
  if (typeof address !== 'string' || !URL.canParse(address)) return undefined;
  const { host, protocol } = new URL(address);
  return host === '' ? protocol : host;
}
