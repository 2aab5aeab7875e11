/*
 * Stands for the H5 SDK: a classic script that gives a page `h5sdk` and `tt`. It comes alive only inside the emulated
 * Feishu client, that is when the client's page (served from where this script comes from) frames the page and answers
 * its greeting. Elsewhere nothing is ever ready, as on the platform.
 */
(() => {
  type Result = Record<string, unknown>;
  type Callback = (result: Result) => void;
  interface Options extends Record<string, unknown> {
    success?: Callback;
    fail?: Callback;
    complete?: Callback;
    onSuccess?: Callback;
    onFail?: Callback;
  }
  interface Message {
    channel: 'feishu-emulator';
    type: string;
    id?: number;
    outcome?: 'success' | 'fail';
    result?: Result;
    apis?: string[];
  }

  const script = document.currentScript;
  const clientOrigin = script instanceof HTMLScriptElement ? new URL(script.src).origin : location.origin;
  const pending = new Map<number, (outcome: 'success' | 'fail', result: Result) => void>();
  const whenReady: (() => void)[] = [];
  const whenError: Callback[] = [];
  let ready = false;
  let calls = 0;

  function send(type: string, content: Record<string, unknown>): void {
    if (window.parent === window) return;
    const message = { channel: 'feishu-emulator', type, href: location.href, ...content };
    window.parent.postMessage(message, clientOrigin);
  }

  /** What can be sent: options without their callbacks. */
  function data(options: Options): Record<string, unknown> {
    return Object.fromEntries(Object.entries(options).filter(([, value]) => typeof value !== 'function'));
  }

  function call(api: string, options: Options = {}): void {
    if (!ready) {
      const errString = 'API call prohibited: wait for h5sdk.ready';
      const result = { errMsg: `${api}:fail ${errString}`, errno: 110, errString };
      queueMicrotask(() => {
        options.fail?.(result);
        options.complete?.(result);
      });
      return;
    }
    calls += 1;
    pending.set(calls, (outcome, result) => {
      options[outcome]?.(result);
      options.complete?.(result);
    });
    send('call', { id: calls, api, options: data(options) });
  }

  function welcome(apis: string[]): void {
    for (const api of Object.keys(tt)) if (!apis.includes(api)) delete tt[api];
  }

  window.addEventListener('message', ({ origin, source, data: message }: MessageEvent<Message | undefined>) => {
    if (origin !== clientOrigin || source !== window.parent || message?.channel !== 'feishu-emulator') return;
    if (message.type === 'welcome') welcome(message.apis ?? []);
    if (message.type === 'ready') {
      ready = true;
      for (const run of whenReady.splice(0)) run();
    }
    if (message.type === 'error') for (const run of whenError) run(message.result ?? {});
    if (message.type === 'answer' && message.id !== undefined) {
      pending.get(message.id)?.(message.outcome ?? 'fail', message.result ?? {});
      pending.delete(message.id);
    }
  });

  const names = [
    ...['requestAccess', 'requestAuthCode', 'closeWindow', 'getSystemInfo', 'getUserInfo'],
    ...['showToast', 'hideToast', 'showLoading', 'hideLoading', 'showModal'],
  ];
  const tt: Record<string, (options?: Options) => void> = Object.fromEntries(
    names.map((api) => [api, (options?: Options) => call(api, options)]),
  );
  const h5sdk = {
    ready(run: () => void): void {
      if (ready) queueMicrotask(run);
      else whenReady.push(run);
    },
    error(run: Callback): void {
      whenError.push(run);
    },
    config(options: Options): void {
      h5sdk.ready(() => {
        calls += 1;
        pending.set(calls, (outcome, result) => options[outcome === 'success' ? 'onSuccess' : 'onFail']?.(result));
        send('config', { id: calls, options: data(options) });
      });
    },
  };

  Object.assign(window, { tt, h5sdk });
  send('hello', {});
})();
