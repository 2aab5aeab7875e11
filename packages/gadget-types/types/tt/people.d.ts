import type { Callbacks, Plain } from './callbacks.js';

/** 开放接口: 联系人, 聊天, 分享, 邮件. */
export interface People {
  /**
   * People, and departments, chosen from a list. Documented; needs `requestAccess` or `login` before.
   * @see https://open.feishu.cn/document/uYjL24iN/uMTM04yMxQjLzEDN
   */
  chooseContact(options?: Callbacks<{ data: Contact[]; department_data?: Department[] }> & ChooseContact): void;
  /**
   * Chats chosen from a list. Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/uMTN3QjLzUzN04yM1cDN
   */
  chooseChat(options?: Callbacks<{ data: Chat[]; message?: string }> & ChooseChat): void;
  /**
   * Opens a chat: with somebody, or a group. One of the two has to be said. Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/ukDM04SOwQjL5ADN
   */
  enterChat(options: Callbacks & ({ openid: string } | { openChatId: string }) & { needBadge?: boolean }): void;
  /**
   * Opens somebody's profile. Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/ucDM04yNwQjL3ADN
   */
  enterProfile(options: Callbacks & { openid: string }): void;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/ugjN24CO2YjL4YjN
   */
  showShareMenu: Plain;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/ukjN24SO2YjL5YjN
   */
  hideShareMenu: Plain;
}

export interface ChooseContact {
  multi?: boolean;
  /** Leaves out whoever is signed in. */
  ignore?: boolean;
  maxNum?: number;
  limitTips?: string;
  externalContact?: boolean;
  enableChooseDepartment?: boolean;
  chosenIds?: string[];
  disableChosenIds?: string[];
}

/** Names and pictures come with the permission `contact:user.base:readonly` only. */
export interface Contact {
  openId: string;
  unionId?: string;
  name?: string;
  i18nNames?: { zh_cn?: string; en_us?: string; ja_jp?: string };
  avatarUrls?: string[];
}

export interface Department {
  departmentId: string;
  openDepartmentId?: string;
}

export interface ChooseChat {
  allowCreateGroup?: boolean;
  multiSelect?: boolean;
  ignoreSelf?: boolean;
  ignoreBot?: boolean;
  /** 0: people and groups, 1: groups, 2: people. */
  selectType?: 0 | 1 | 2;
  confirmTitle?: string;
  confirmText?: string;
  confirmDesc?: string;
  externalChat?: boolean;
  showMessageInput?: boolean;
}

export interface Chat {
  id: string;
  /** 0: with one, 1: a group. */
  chatType: number;
  userType?: number;
  name?: string;
  i18nNames?: { zh_cn?: string; en_us?: string; ja_jp?: string };
  avatarUrls?: string[];
}
