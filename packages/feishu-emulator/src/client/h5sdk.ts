/*
 * Stands for the H5 SDK: a classic script (served with its imports joined to it) that gives a page `h5sdk` and `tt`. It
 * comes alive only inside the emulated Feishu client, that is when the client's page (served from where this script
 * comes from) frames the page and answers its greeting. Elsewhere nothing is ever ready, as on the platform.
 */
import { createClientChannel, type Result } from './client-channel.ts';
import { scriptOrigin } from './script-origin.ts';

type Callback = (result: Result) => void;

interface Options extends Record<string, unknown> {
  success?: Callback;
  fail?: Callback;
  complete?: Callback;
  onSuccess?: Callback;
  onFail?: Callback;
}

const whenReady: (() => void)[] = [];
const whenError: Callback[] = [];
let ready = false;

const client = createClientChannel(scriptOrigin(), {
  welcome(apis) {
    for (const api of Object.keys(tt)) if (!apis.includes(api)) delete tt[api];
  },
  ready() {
    ready = true;
    for (const run of whenReady.splice(0)) run();
  },
  error(result) {
    for (const run of whenError) run(result);
  },
});

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
  client.ask('call', { api, options: data(options) }, (outcome, result) => {
    options[outcome]?.(result);
    options.complete?.(result);
  });
}

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
    h5sdk.ready(() =>
      client.ask('config', { options: data(options) }, (outcome, result) =>
        options[outcome === 'success' ? 'onSuccess' : 'onFail']?.(result),
      ),
    );
  },
};

Object.assign(window, { tt, h5sdk });
client.greet();
