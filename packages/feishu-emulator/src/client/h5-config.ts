import { crossNetwork } from './behaviour.ts';
import { ApiFailure } from './failure.ts';
import type { SignInSettings } from './sign-in.ts';

/** h5sdk.config (鉴权): appId, timestamp (milliseconds, a number), nonceStr, signature and jsApiList, all checked. */
export interface ConfigOptions {
  appId?: unknown;
  timestamp?: unknown;
  nonceStr?: unknown;
  signature?: unknown;
  jsApiList?: unknown;
  onSuccess?: (result: { session_key: string }) => void;
  onFail?: (failure: ConfigFailure) => void;
}

/** The key is `errCode` in the documentation's text and `errorCode` in its sample: both are there. */
export interface ConfigFailure {
  errMsg: string;
  errno: number;
  errCode: number;
  errorCode: number;
  errorMessage: string;
}

/** What a verified page may call: everything where its list was empty, as the official sample relies on. */
export interface Permit {
  allows(api: string): boolean;
}

/** Has the platform verify the signature against the page's URL without its hash, as the client does. */
export async function verifyConfig(
  options: ConfigOptions,
  pageUrl: string,
  { bridge, openId, behaviour }: SignInSettings,
): Promise<{ appId: string; permit: Permit; result: { session_key: string } }> {
  const { appId, timestamp, nonceStr, signature, jsApiList } = readOptions(options);
  await crossNetwork(behaviour);
  const reply = await bridge.call('config', {
    app_id: appId,
    open_id: openId,
    url: pageUrl.split('#')[0] ?? '',
    timestamp,
    nonce: nonceStr,
    signature,
  });
  if ('refused' in reply) {
    const { code, message } = reply.refused;
    throw new ApiFailure(2601002, { text: `Authentication failed. ${message} (error code: ${code})`, errCode: code });
  }
  const names = new Set(jsApiList.map((name) => name.replace(/^tt\./, '')));
  return { appId, permit: { allows: (api) => names.size === 0 || names.has(api) }, result: reply };
}

/** The failure as `onFail` and `h5sdk.error` receive it. */
export function configFailure(thrown: unknown): ConfigFailure {
  const failure = thrown instanceof ApiFailure ? thrown : new ApiFailure(102, { text: `Internal error: ${thrown}` });
  const code = failure.errCode ?? legacyCodes[failure.errno] ?? failure.errno;
  return {
    errMsg: `config:fail ${failure.message}`,
    errno: failure.errno,
    errCode: code,
    errorCode: code,
    errorMessage: failure.message,
  };
}

/** Errno and the older errCode of the same failure. */
const legacyCodes: { [errno: number]: number } = { 104: 1012, 302: 1014, 303: 1014, 305: 1014 };

function readOptions(options: ConfigOptions | undefined) {
  const { appId, timestamp, nonceStr, signature, jsApiList } = options ?? {};
  if (typeof timestamp !== 'number') throw invalid('timestamp must be a number of milliseconds, not a string');
  if (!Array.isArray(jsApiList)) throw invalid('jsApiList must be an array');
  return {
    appId: readText('appId', appId),
    timestamp,
    nonceStr: readText('nonceStr', nonceStr),
    signature: readText('signature', signature),
    jsApiList: jsApiList.map(String),
  };
}

function readText(name: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  throw invalid(`${name} must be a string`);
}

function invalid(detail: string): ApiFailure {
  return new ApiFailure(104, { text: `Invalid parameter: ${detail}` });
}
