import type { EntrancePorts, H5Sdk, JsapiCallbacks, PageTt } from '../src/entrance-ports.ts';

/** A page as `enter` sees it. Every part can be replaced, and everything that is asked of it is written down. */
export function pageHost(parts: Partial<EntrancePorts> & { sdk?: H5Sdk; bridge?: PageTt } = {}) {
  const journal: string[] = [];
  const { sdk = readyAtOnce, bridge, ...ports } = parts;
  let used = 0;
  const host: EntrancePorts = {
    insideClientHint: () => true,
    signedOut: () => false,
    loadSdk: async () => {
      journal.push('load sdk');
    },
    h5sdk: () => sdk,
    tt: () => bridge,
    start: async (scopes) => {
      journal.push(['start', ...scopes].join(' '));
      return { state: 'state-1', app_id: 'cli_a1b2c3d4e5f60718', scopes: [...scopes] };
    },
    finish: async ({ code, state, via }) => {
      journal.push(`finish ${code} ${state} ${via}`);
      return { user: zhangSan, return_to: 'https://app.example.com/' };
    },
    redirect: (scopes) => {
      journal.push(['redirect', ...scopes].join(' '));
    },
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    automaticAttempts: {
      used: () => used,
      add: () => {
        used += 1;
      },
    },
    ...ports,
  };
  return { host, journal };
}

export const zhangSan = {
  id: 'u1',
  name: '张三',
  en_name: null,
  avatar_url: null,
  email: null,
  open_id: 'ou_1',
  union_id: null,
  tenant_key: null,
};

const readyAtOnce: H5Sdk = { ready: (run) => run() };
export const neverReady: H5Sdk = { ready: () => undefined };

type Answer = (callbacks: JsapiCallbacks) => void;

export const gives =
  (result: object): Answer =>
  ({ success }) =>
    success(result);
export const fails =
  (error: object): Answer =>
  ({ fail }) =>
    fail(error);
export const staysSilent: Answer = () => undefined;

/** A `tt` that notes the options it is called with and answers as told, call after call. */
export function bridge(answers: { requestAccess?: Answer[]; requestAuthCode?: Answer[] }) {
  const calls: Record<string, unknown>[] = [];
  const jsapi = (name: string, queue: Answer[]) => (options: JsapiCallbacks) => {
    const { success, fail, ...rest } = options;
    calls.push({ name, ...rest });
    const answer = queue.length > 1 ? queue.shift() : queue[0];
    answer?.({ success, fail });
  };
  const tt: PageTt = {
    ...(answers.requestAccess && { requestAccess: jsapi('requestAccess', answers.requestAccess) }),
    ...(answers.requestAuthCode && { requestAuthCode: jsapi('requestAuthCode', answers.requestAuthCode) }),
  };
  return { tt, calls };
}
