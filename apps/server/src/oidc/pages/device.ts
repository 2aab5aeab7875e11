import { AuthError } from '@feishu-login/auth-types';
import { escaped } from '@feishu-login/product';
import type { Client, KoaContextWithOIDC } from 'oidc-provider';
import { languageOf, type Text } from './language.ts';
import { type PageLook, sendPage } from './page.ts';

const enter = { zh: '输入设备上显示的代码', en: 'Enter the code shown on your device' };

/** The pages of the device flow (RFC 8628): a command line shows a code, its person types it in here. */
export const deviceCodePages = (look: PageLook) => ({
  userCodeInputSource: async (ctx: KoaContextWithOIDC, form: string, _out?: unknown, error?: Error) => {
    const language = languageOf(ctx);
    const say = (text: Text) => escaped(text[language]);
    const problem = error === undefined ? '' : `<p class="problem" role="alert">${say(problemOf(error))}</p>`;
    sendPage(ctx, look, {
      language,
      title: enter,
      body: `${problem}${withoutScript(form, enter[language])}
<button class="primary" form="op.deviceInputForm">${say({ zh: '继续', en: 'Continue' })}</button>`,
    });
  },
  userCodeConfirmSource: async (
    ctx: KoaContextWithOIDC,
    form: string,
    client: Client,
    _device: object,
    code: string,
  ) => {
    const language = languageOf(ctx);
    const app = client.clientName ?? client.clientId;
    const say = (text: Text) => escaped(text[language]);
    sendPage(ctx, look, {
      language,
      title: { zh: `让设备登录“${app}”？`, en: `Sign a device in to “${app}”?` },
      body: `<p>${say({ zh: '设备上显示的必须是：', en: 'Your device must show:' })}</p>
<p class="code">${escaped(code)}</p>
<p class="hint">${say({ zh: '若不是你自己发起的，请取消。', en: 'If you did not start this yourself, cancel.' })}</p>
${form}
<button class="primary" form="op.deviceConfirmForm">${say({ zh: '继续', en: 'Continue' })}</button>
<button form="op.deviceConfirmForm" name="abort" value="yes">${say({ zh: '取消', en: 'Cancel' })}</button>`,
    });
  },
  successSource: async (ctx: KoaContextWithOIDC) => {
    const language = languageOf(ctx);
    sendPage(ctx, look, {
      language,
      title: { zh: '设备已登录', en: 'Your device is signed in' },
      body: `<p>${{ zh: '可以关闭此页，回到设备上继续。', en: 'You can close this page and go on there.' }[language]}</p>`,
    });
  },
});

function problemOf(error: Error): Text {
  if (error.name === 'AbortedError')
    return { zh: '已取消，设备没有登录。', en: 'Cancelled. The device was not signed in.' };
  if (error instanceof AuthError && error.code === 'rate_limited')
    return { zh: '尝试次数过多，请稍后再试。', en: 'Too many attempts from here. Wait a minute, then try again.' };
  return { zh: '代码不正确或已失效，请重新输入。', en: 'That code is wrong or has expired. Try again.' };
}

/** The library's form selects its text by an inline script, which our pages do not run, and names its field nowhere. */
function withoutScript(form: string, label: string): string {
  return form.replace(/ onfocus="[^"]*"/, '').replace(/placeholder="[^"]*"/, `aria-label="${escaped(label)}"`);
}
