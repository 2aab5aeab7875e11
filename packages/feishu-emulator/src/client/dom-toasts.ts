import { element } from './element.ts';
import type { ClientUi, ToastIcon } from './ui.ts';

const glyphs: Record<ToastIcon, string> = {
  success: '✓',
  loading: '',
  none: '',
  error: '✕',
  info: 'i',
  warning: '!',
};

/** The one toast that is shown at a time. */
export function createToasts(root: ShadowRoot): Pick<ClientUi, 'showToast' | 'hideToast'> {
  let toast: { box: HTMLElement; timer: ReturnType<typeof setTimeout> } | undefined;

  function hideToast(): void {
    if (!toast) return;
    clearTimeout(toast.timer);
    toast.box.remove();
    toast = undefined;
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
  };
}
