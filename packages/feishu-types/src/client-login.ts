/** requestAccess (开放接口/登录), login and requestAuthCode (历史版本): what the client hands to a page or gadget. */
export interface RequestAccessOptions {
  scopeList: string[];
  state?: string;
  /** Required on pages, spelt with a capital D; not used by gadgets. */
  appID?: string;
}

export interface RequestAccessResult {
  errMsg: string;
  code: string;
  /** Only when a state was sent. */
  state?: string;
}

export interface LoginResult {
  errMsg: string;
  code: string;
}

export interface RequestAuthCodeOptions {
  appId: string;
}

export interface RequestAuthCodeResult {
  code: string;
}

/** Standard object of a failed call (标准对象). */
export interface ClientFailure {
  errMsg: string;
  errno?: number;
  errString?: string;
  errCode?: number;
}

/** Seconds a code lives, by the API that handed it out. */
export const codeLifetimes = {
  requestAccess: 180,
  login: 180,
  requestAuthCode: 300,
  authorize: 300,
  qr: 300,
} as const;

/** The first client version that has the API. */
export const clientVersions = {
  requestAccess: '6.9.0',
  requestAuthCode: '5.1.0',
  h5sdkConfig: '5.1.0',
} as const;
