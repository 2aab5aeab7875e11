import type { ConsentAnswer, ConsentSheet } from './behaviour.ts';
import type { Language } from './device.ts';
import { askInDialog } from './dom-dialog.ts';
import { element } from './element.ts';

const words = {
  zh_CN: {
    asks: '申请获取以下权限',
    as: '当前身份',
    nothing: '获取你的用户身份（姓名、头像）',
    allow: '同意',
    refuse: '拒绝',
    cannot: '无法授权',
    close: '关闭',
    number: '错误码',
  },
  en_US: {
    asks: 'asks for your permission to',
    as: 'Signed in as',
    nothing: 'Know who you are (name, avatar)',
    allow: 'Allow',
    refuse: 'Refuse',
    cannot: 'Cannot be authorised',
    close: 'Close',
    number: 'Error code',
  },
} as const;

/** Asks the person at the screen for consent. */
export function showConsent(root: ShadowRoot, language: Language, sheet: ConsentSheet): Promise<ConsentAnswer> {
  const text = words[language];
  const scopes = sheet.scopes.map(({ name, description }) =>
    element(
      'li',
      {},
      element('strong', {}, description[language === 'en_US' ? 'en' : 'zh']),
      element('code', {}, name),
    ),
  );
  const list = scopes.length > 0 ? scopes : [element('li', {}, element('strong', {}, text.nothing))];
  return askInDialog<ConsentAnswer>(
    root,
    'sheet',
    [
      element('h2', {}, `${sheet.app.name} ${text.asks}`),
      element('p', { class: 'who' }, `${text.as} `, element('strong', {}, sheet.user.name)),
      element('ul', {}, ...list),
    ],
    [
      { label: text.refuse, answer: 'refuse' },
      { label: text.allow, answer: 'accept', main: true },
    ],
  );
}

/** Says why there is nothing to consent to; resolves when it is closed. */
export async function showRefusal(root: ShadowRoot, language: Language, code: number, message: string): Promise<void> {
  const text = words[language];
  const lines = [
    element('h2', {}, text.cannot),
    element('p', {}, message),
    element('p', { class: 'who' }, `${text.number} `, element('code', {}, String(code))),
  ];
  await askInDialog(root, 'sheet', lines, [{ label: text.close, answer: true, main: true }]);
}
