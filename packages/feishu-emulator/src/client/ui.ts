import type { ConsentAnswer, ConsentSheet } from './behaviour.ts';

/** What the client draws over a page. A host with a screen brings its own; without one nothing is shown. */
export interface ClientUi {
  /** Replaces any toast that is still there. */
  showToast(toast: { title: string; icon: ToastIcon; duration: number; mask: boolean }): void;
  hideToast(): void;
  showModal(modal: ModalText): Promise<{ confirm: boolean; cancel: boolean }>;
  closeWindow(): void;
  /** The consent sheet, where `behaviour.consent` leaves the answer to the screen. */
  askConsent(sheet: ConsentSheet): Promise<ConsentAnswer>;
  /** A sheet that cannot be consented to, with the platform's number; resolves when it is closed. */
  showRefusal(code: number, message: string): Promise<void>;
}

export type ToastIcon = 'success' | 'loading' | 'none' | 'error' | 'info' | 'warning';

export interface ModalText {
  title: string;
  content: string;
  confirmText: string;
  cancelText: string;
  showCancel: boolean;
}

/** A client without a screen: toasts go nowhere and every question is answered with yes. */
export const silentUi: ClientUi = {
  showToast: () => undefined,
  hideToast: () => undefined,
  showModal: async () => ({ confirm: true, cancel: false }),
  closeWindow: () => undefined,
  askConsent: async () => 'accept',
  showRefusal: async () => undefined,
};
