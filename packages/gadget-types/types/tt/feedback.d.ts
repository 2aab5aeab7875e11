import type { Callbacks, Plain } from './callbacks.js';

/** 界面: 交互反馈. */
export interface Feedback {
  /**
   * Documented; icons `error`, `info` and `warning` on PC only, and there no `none`.
   * @see https://open.feishu.cn/document/uYjL24iN/ugzMy4COzIjL4MjM
   */
  showToast(
    options: Callbacks & {
      title: string;
      icon?: 'success' | 'loading' | 'none' | 'error' | 'info' | 'warning';
      duration?: number;
      mask?: boolean;
    },
  ): void;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/ukzMy4SOzIjL5MjM
   */
  hideToast: Plain;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/uMDNy4yM0IjLzQjM
   */
  showLoading(options: Callbacks & { title: string; mask?: boolean }): void;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/uYDNy4iN0IjL2QjM
   */
  hideLoading: Plain;
  /**
   * Documented. Before client 7.8 a button takes 8 characters, of which a Chinese one counts for two.
   * @see https://open.feishu.cn/document/uYjL24iN/ugDNy4CO0IjL4QjM
   */
  showModal(options: Callbacks<{ confirm: boolean; cancel: boolean }> & ModalText): void;
  /**
   * A dialogue with a text field. Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/uYTO4UjL2kDO14iN5gTN
   */
  showPrompt(
    options: Callbacks<{ confirm: boolean; cancel: boolean; inputValue?: string }> & {
      title?: string;
      placeholder?: string;
      /** 140 if nothing is said; -1 for any length. */
      maxLength?: number;
      confirmText?: string;
      cancelText?: string;
    },
  ): void;
  /**
   * Up to six choices. Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/ukDNy4SO0IjL5QjM
   */
  showActionSheet(options: Callbacks<{ tapIndex: number }> & { itemList: string[] }): void;
}

/** Of title and content, one has to be there; the buttons are in English when they are left out. */
export interface ModalText {
  title?: string;
  content?: string;
  confirmText?: string;
  cancelText?: string;
  showCancel?: boolean;
}
