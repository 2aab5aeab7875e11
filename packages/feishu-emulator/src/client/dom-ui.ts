import type { ConsentAnswer } from './behaviour.ts';
import type { Language, Theme } from './device.ts';
import { domStyle } from './dom-style.ts';
import { element } from './element.ts';
import type { ClientUi, ModalText, ToastIcon } from './ui.ts';

export interface DomUiDevice {
  language: Language;
  /** Left out: follows the browser. */
  theme?: Theme;
  closeWindow?: () => void;
}

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

const glyphs: Record<ToastIcon, string> = {
  success: '✓',
  loading: '',
  none: '',
  error: '✕',
  info: 'i',
  warning: '!',
};

/** Draws toasts, modals and sheets over `host`, out of reach of the page's own styles. */
export function createDomUi(host: HTMLElement, device: DomUiDevice): ClientUi {
  const layer = element('div', {
    class: 'feishu-client-layer',
    ...(host === document.body && { 'data-fixed': '' }),
    ...(device.theme && { 'data-theme': device.theme }),
  });
  const root = layer.attachShadow({ mode: 'open' });
  root.append(element('style', {}, domStyle));
  host.append(layer);
  const text = words[device.language];
  let toast: { box: HTMLElement; timer: ReturnType<typeof setTimeout> } | undefined;

  function hideToast(): void {
    if (!toast) return;
    clearTimeout(toast.timer);
    toast.box.remove();
    toast = undefined;
  }

  /** A dialog that resolves with the value of the button that was pressed. */
  function ask<Answer>(
    kind: 'sheet' | 'modal',
    content: HTMLElement[],
    buttons: { label: string; answer: Answer; main?: boolean }[],
  ): Promise<Answer> {
    return new Promise((resolve) => {
      const row = buttons.map(({ label, answer, main }) => {
        const button = element('button', { type: 'button', class: main ? 'main' : '' }, label);
        button.addEventListener('click', () => {
          cover.remove();
          resolve(answer);
        });
        return button;
      });
      const name = content[0]?.textContent ?? '';
      const box = element('div', { class: kind, role: 'dialog', 'aria-modal': 'true', 'aria-label': name }, ...content);
      box.append(element('div', { class: 'buttons' }, ...row));
      const cover = element('div', { class: `cover ${kind}-cover` }, box);
      root.append(cover);
      row.at(-1)?.focus();
    });
  }

  return {
    showToast({ title, icon, duration, mask }) {
      hideToast();
      const sign = icon === 'none' ? [] : [element('span', { class: `icon ${icon}` }, glyphs[icon])];
      const box = element('div', { class: mask ? 'toast-cover mask' : 'toast-cover', role: 'status' });
      box.append(element('div', { class: 'toast' }, ...sign, element('span', {}, title)));
      root.append(box);
      toast = { box, timer: setTimeout(hideToast, Math.min(duration, 2 ** 31 - 1)) };
    },
    hideToast,
    showModal({ title, content, confirmText, cancelText, showCancel }: ModalText) {
      const lines = [...(title ? [element('h2', {}, title)] : []), ...(content ? [element('p', {}, content)] : [])];
      const confirm = { label: confirmText, answer: { confirm: true, cancel: false }, main: true };
      const cancel = { label: cancelText, answer: { confirm: false, cancel: true } };
      return ask('modal', lines, showCancel ? [cancel, confirm] : [confirm]);
    },
    closeWindow: device.closeWindow ?? (() => undefined),
    askConsent(sheet) {
      const scopes = sheet.scopes.map(({ name, description }) =>
        element(
          'li',
          {},
          element('strong', {}, description[device.language === 'en_US' ? 'en' : 'zh']),
          element('code', {}, name),
        ),
      );
      const list = scopes.length > 0 ? scopes : [element('li', {}, element('strong', {}, text.nothing))];
      return ask<ConsentAnswer>(
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
    },
    async showRefusal(code, message) {
      const lines = [
        element('h2', {}, text.cannot),
        element('p', {}, message),
        element('p', { class: 'who' }, `${text.number} `, element('code', {}, String(code))),
      ];
      await ask('sheet', lines, [{ label: text.close, answer: true, main: true }]);
    },
  };
}
