import { isDesktop, type Platform } from './device.ts';
import { ApiFailure } from './failure.ts';
import type { ClientUi, ToastIcon } from './ui.ts';
import { isAtLeast } from './version.ts';

const everywhere: readonly ToastIcon[] = ['success', 'loading'];
const onDesktop: readonly ToastIcon[] = [...everywhere, 'error', 'info', 'warning'];
const onMobile: readonly ToastIcon[] = [...everywhere, 'none'];

export interface Toast {
  title: string;
  icon?: ToastIcon;
  duration?: number;
  mask?: boolean;
}

export interface Modal {
  title?: string;
  content?: string;
  confirmText?: string;
  cancelText?: string;
  showCancel?: boolean;
}

const day = 24 * 60 * 60 * 1000;

/** 界面/交互反馈. A toast and a loading sign replace each other. */
export function createFeedback(ui: ClientUi, version: string, platform: Platform) {
  const icons = isDesktop(platform) ? onDesktop : onMobile;

  return {
    async showToast(options: Toast): Promise<object> {
      const icon = options?.icon ?? 'success';
      if (!icons.includes(icon)) throw invalid(`icon ${icon} does not exist on ${platform}`);
      const { duration = 1500, mask = false } = options;
      ui.showToast({ title: readTitle(options.title), icon, duration, mask });
      return {};
    },
    async showLoading(options: Pick<Toast, 'title' | 'mask'>): Promise<object> {
      ui.showToast({ title: readTitle(options?.title), icon: 'loading', duration: day, mask: options.mask ?? false });
      return {};
    },
    async hide(): Promise<object> {
      ui.hideToast();
      return {};
    },
    async showModal(options: Modal): Promise<{ confirm: boolean; cancel: boolean }> {
      const { title = '', content = '', confirmText = 'OK', cancelText = 'Cancel', showCancel = true } = options ?? {};
      if (title === '' && content === '') throw new ApiFailure(1100001);
      for (const text of [confirmText, cancelText]) checkButton(text, version);
      return ui.showModal({ title, content, confirmText, cancelText, showCancel });
    },
  };
}

function readTitle(title: unknown): string {
  if (typeof title === 'string' && title !== '') return title;
  throw invalid('title is required');
}

/** At most 8 characters before client 7.8, where a Chinese one counts as two. */
function checkButton(text: string, version: string): void {
  if (isAtLeast(version, '7.8.0')) return;
  const width = [...text].reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1), 0);
  if (width > 8) throw invalid(`button text "${text}" is longer than 8 characters`);
}

function invalid(detail: string): ApiFailure {
  return new ApiFailure(104, { text: `invalid parameter: ${detail}` });
}
