/**
 * What every function of `tt` takes: one object, with up to three callbacks. There are no promises.
 * Documented: 标准对象.
 * @see https://open.feishu.cn/document/uYjL24iN/ukzNy4SO3IjL5cjM
 */
export interface Callbacks<Success extends object = object, Fail extends object = object> {
  success?(result: Success & { errMsg: string }): void;
  fail?(error: ClientError & Fail): void;
  /** After either of them. */
  complete?(result: (Success & { errMsg: string }) | (ClientError & Fail)): void;
}

/**
 * Why a call failed. `errno` is the rule since client 5.15, some older functions say `errCode`; the texts are for
 * people, not to be branched on. Documented: Errno 错误码.
 * @see https://open.feishu.cn/document/uYjL24iN/uAjMuAjMuAjM/errno
 */
export interface ClientError {
  errMsg: string;
  errno?: number;
  errString?: string;
  errCode?: number;
}

/** A function without options of its own may be called without any. */
export type Plain = (options?: Callbacks) => void;
