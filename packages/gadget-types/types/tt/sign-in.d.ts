import type { Callbacks, Plain } from './callbacks.js';

/** 开放接口: 登录, 用户信息, 授权, 设置. */
export interface SignIn {
  /**
   * A one-time code for the server, with the person's consent to these permissions; `[]` asks for who they are alone.
   * Documented; clients 6.9 and later, so that there must be a way around it.
   * @see https://open.feishu.cn/document/uYjL24iN/uUzMuUzMuUzM/requestaccess
   */
  requestAccess?(options: Callbacks<{ code: string; state?: string }> & { scopeList: string[]; state?: string }): void;
  /**
   * A one-time code for the server. Documented, and no longer maintained: all that clients before 6.9 have.
   * @see https://open.feishu.cn/document/uYjL24iN/uYzMuYzMuYzM
   */
  login?(options?: Callbacks<{ code: string }>): void;
  /**
   * Whether the session of `login` still lives. Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/ukTMx4SOxEjL5ETM
   */
  checkSession: Plain;
  /**
   * Documented; asks for `scope.userInfo` since client 5.2. The last three come with `withCredentials` only.
   * @see https://open.feishu.cn/document/uYjL24iN/ucjMx4yNyEjL3ITM
   */
  getUserInfo(options?: Callbacks<UserInfoResult> & { withCredentials?: boolean }): void;
  /**
   * Asks the person for one of the client's permissions, such as `scope.record`. Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/ugzMx4COzEjL4MTM
   */
  authorize(options: Callbacks & { scope: string }): void;
  /**
   * What the person granted or refused so far. Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/uQzMx4CNzEjL0MTM
   */
  getSetting(options?: Callbacks<{ authSetting: AuthSetting }>): void;
  /**
   * Shows the settings page and tells what was chosen there. Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/uUzMx4SNzEjL1MTM
   */
  openSetting(options?: Callbacks<{ authSetting: AuthSetting }>): void;
}

/**
 * Scopes of the client and whether they are granted; a scope nobody was asked for is absent. Documented: AuthSetting.
 * @see https://open.feishu.cn/document/uYjL24iN/uYzMx4iNzEjL2MTM
 */
export interface AuthSetting {
  'scope.userInfo'?: boolean;
  'scope.userLocation'?: boolean;
  'scope.record'?: boolean;
  'scope.clipboard'?: boolean;
  'scope.writePhotosAlbum'?: boolean;
  [scope: string]: boolean | undefined;
}

export interface UserInfoResult {
  userInfo: {
    nickName: string;
    avatarUrl: string;
    gender: string;
    country: string;
    city: string;
    language: string;
  };
  /** The same as JSON. Nothing in it is proven: only the server can be sure of who somebody is. */
  rawData: string;
  signature?: string;
  encryptedData?: string;
  iv?: string;
}
