import type { Language, Theme } from './device.ts';
import { askInDialog } from './dom-dialog.ts';
import { showConsent, showRefusal } from './dom-sheets.ts';
import { domStyle } from './dom-style.ts';
import { createToasts } from './dom-toasts.ts';
import { element } from './element.ts';
import type { ClientUi } from './ui.ts';

export interface DomUiDevice {
  language: Language;
  /** Left out: follows the browser. */
  theme?: Theme;
  closeWindow?: () => void;
}

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

  return {
    ...createToasts(root),
    showModal({ title, content, confirmText, cancelText, showCancel }) {
      const lines = [...(title ? [element('h2', {}, title)] : []), ...(content ? [element('p', {}, content)] : [])];
      const confirm = { label: confirmText, answer: { confirm: true, cancel: false }, main: true };
      const cancel = { label: cancelText, answer: { confirm: false, cancel: true } };
      return askInDialog(root, 'modal', lines, showCancel ? [cancel, confirm] : [confirm]);
    },
    closeWindow: device.closeWindow ?? (() => undefined),
    askConsent: (sheet) => showConsent(root, device.language, sheet),
    showRefusal: (code, message) => showRefusal(root, device.language, code, message),
  };
}
