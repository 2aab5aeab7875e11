/**
 * The Feishu client's `tt`, as far as this mini program uses it. Written from Feishu's documentation because no typings
 * of it exist: WeChat's and Douyin's accept calls that Feishu does not know. What only newer clients have is optional,
 * so that the compiler asks for the way around it.
 */
declare const tt: FeishuClient;

interface FeishuClient {
  /** Client 6.9 and later (page "requestAccess"). `[]` asks for the user's identity alone. */
  requestAccess?(options: Callbacks<{ code: string; state?: string }> & { scopeList: string[]; state?: string }): void;
  /** Unmaintained since then, and all that older clients have (page "login"). */
  login?(options: Callbacks<{ code: string }>): void;
  /** No time-out of its own; `networkTimeout` in app.json counts (pages "request", "app.json"). */
  request(options: RequestOptions): { abort(): void };
  getStorageSync(key: string): unknown;
  setStorageSync(key: string, data: unknown): void;
  removeStorageSync(key: string): void;
  getSystemInfoSync(): Partial<SystemInfo>;
  navigateTo(options: Callbacks<object> & { url: string }): void;
  redirectTo(options: Callbacks<object> & { url: string }): void;
  reLaunch(options: Callbacks<object> & { url: string }): void;
  /** Before client 7.8 a button takes 8 characters, of which a Chinese one counts for two (page "showModal"). */
  showModal(options: Callbacks<{ confirm: boolean; cancel: boolean }> & ModalText): void;
  setNavigationBarTitle?(options: Callbacks<object> & { title: string }): void;
}

/** Every asynchronous call reports through these. There are no promises. */
interface Callbacks<Success extends object> {
  success?(result: Success & { errMsg: string }): void;
  fail?(error: ClientError): void;
  complete?(): void;
}

/** `errno` is official since client 5.15, `errCode` older; the strings are not to be branched on (page "errno"). */
interface ClientError {
  errMsg: string;
  errno?: number;
  errString?: string;
  errCode?: number;
}

interface RequestOptions extends Omit<Callbacks<RequestSuccess>, 'fail'> {
  fail?(error: ClientError & Partial<RequestSuccess>): void;
  url: string;
  method?: 'GET' | 'POST' | 'PUT' | 'HEAD' | 'DELETE';
  header?: Record<string, string>;
  data?: object | string;
}

/** Of title and content, one has to be there; the buttons are in English when they are left out. */
interface ModalText {
  title?: string;
  content?: string;
  confirmText?: string;
  cancelText?: string;
  showCancel?: boolean;
}

/** Without `cookies`: the client keeps them to itself. */
interface RequestSuccess {
  statusCode: number;
  header: Record<string, string>;
  data: unknown;
  trace?: string;
}

interface SystemInfo {
  /** `zh_CN`, `en_US`, … */
  language: string;
  platform: string;
  brand: string;
  model: string;
  /** Of the client. */
  version: string;
}
