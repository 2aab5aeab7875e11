/** What the client draws over a page. A host with a screen brings its own; without one nothing is shown. */
export interface ClientUi {
  /** Replaces any toast that is still there. */
  showToast(toast: { title: string; icon: ToastIcon; duration: number; mask: boolean }): void;
  hideToast(): void;
  showModal(modal: ModalText): Promise<{ confirm: boolean; cancel: boolean }>;
  closeWindow(): void;
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
};
