import type { Callbacks } from './callbacks.js';

/** 网络. */
export interface Network {
  /**
   * Ten at once. No time-out of its own: `networkTimeout` in app.json counts. Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/uIDMx4iMwEjLyATM
   */
  request(options: Callbacks<RequestSuccess, Partial<RequestSuccess>> & RequestOptions): RequestTask;
  /**
   * Five at once, as `multipart/form-data`. Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/uYDMx4iNwEjL2ATM
   */
  uploadFile(
    options: Callbacks<UploadSuccess, { data?: string; statusCode?: number }> & {
      url: string;
      filePath: string;
      name: string;
      header?: Record<string, string>;
      formData?: Record<string, unknown>;
    },
  ): UploadTask;
  /**
   * Five at once. The page's table asks for `header`, its own example leaves it out. Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/ucDMx4yNwEjL3ATM
   */
  downloadFile(
    options: Callbacks<DownloadSuccess, { tempFilePath?: string; statusCode?: number | string }> & {
      url: string;
      header?: Record<string, string>;
      filePath?: string;
    },
  ): DownloadTask;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/ugDMx4COwEjL4ATM
   */
  connectSocket(
    options: Callbacks & { url: string; header?: Record<string, string>; protocols?: string[] },
  ): SocketTask;
}

export interface RequestOptions {
  url: string;
  method?: 'GET' | 'POST' | 'PUT' | 'HEAD' | 'DELETE';
  header?: Record<string, string>;
  data?: object | string | ArrayBuffer;
  /** `json` if nothing is said: the answer is then parsed where it can be. */
  dataType?: string;
  responseType?: 'text' | 'arraybuffer';
}

/** Without `cookies`: the client keeps them to itself. */
export interface RequestSuccess {
  statusCode: number;
  header: Record<string, string>;
  data: unknown;
  /** For whoever looks into a fault; clients 4.7 and later. */
  trace?: string;
}

export interface UploadSuccess {
  statusCode: number;
  /** Text, JSON too. */
  data: string;
  trace?: string;
}

export interface DownloadSuccess {
  statusCode: number;
  tempFilePath: string;
  trace?: string;
}

/**
 * Documented: RequestTask.abort.
 * @see https://open.feishu.cn/document/uYjL24iN/ugDNugDNugDN/requesttask/abort
 */
export interface RequestTask {
  abort(): void;
}

/**
 * Documented: UploadTask.
 * @see https://open.feishu.cn/document/uYjL24iN/ugDNugDNugDN/uploadtask/onprogressupdate
 */
export interface UploadTask extends RequestTask {
  onProgressUpdate(
    listener: (update: { progress: number; totalBytesSent: number; totalBytesExpectedToSend: number }) => void,
  ): void;
}

/**
 * Documented: DownloadTask.
 * @see https://open.feishu.cn/document/uYjL24iN/ugDNugDNugDN/downloadfile/onprogressupdate
 */
export interface DownloadTask extends RequestTask {
  onProgressUpdate(
    listener: (update: { progress: number; totalBytesWritten: number; totalBytesExpectedToWrite: number }) => void,
  ): void;
}

/**
 * Documented: SocketTask. It has no `onError`.
 * @see https://open.feishu.cn/document/uYjL24iN/ugDOugDOugDO/sockettask/send
 */
export interface SocketTask {
  send(options: Callbacks & { data: string | ArrayBuffer }): void;
  close(options?: Callbacks & { code?: number; reason?: string }): void;
  onOpen(listener: (event: object) => void): void;
  onClose(listener: (event: { code?: number; reason?: string }) => void): void;
  onMessage(listener: (message: { data: string | ArrayBuffer }) => void): void;
}
