/** h5sdk.config (客户端 API/鉴权) and 步骤二（可选）：鉴权调用 JSAPI. */
export interface JsapiConfig {
  appId: string;
  /** Milliseconds, a number. */
  timestamp: number;
  nonceStr: string;
  /** Lower-case hex SHA-1 of `jsapi_ticket=…&noncestr=…&timestamp=…&url=…`. */
  signature: string;
  jsApiList: string[];
}

/** `errCode` in h5sdk.config's prose, `errorCode` in its sample. */
export const jsapiConfigErrors = {
  1012: 'param type error',
  1014: 'network error',
  10001: 'request failed',
  10002: 'bad response',
  333430: 'invalid userId or appId',
  333440: 'app not found',
  333441: 'invalid signature',
  333442: 'no valid ticket for the app',
  333443: 'duplicate signature',
  333444: 'signature expired',
  333445: 'API not authorised',
  333446: 'API does not exist',
  333447: 'no trusted domain configured',
  333448: 'the page is not in a trusted domain',
  333449: 'app not visible to the user',
  333450: 'wrong open_id',
} as const;

/** The errno values of a failed config (步骤二（可选）：鉴权调用 JSAPI). */
export const jsapiConfigErrno = {
  102: 'Internal error',
  104: 'Invalid parameter',
  305: 'Network failure',
  2601001: 'Server-side data exception',
  2601002: 'Authentication failed. %s (error code: %s)',
} as const;

/** A signature holds this long after its timestamp, and once. */
export const jsapiSignatureLifetimeMs = 10 * 60 * 1000;
