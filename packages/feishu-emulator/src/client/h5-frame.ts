import type { H5Settings } from './h5-client.ts';
import { createH5 } from './h5-tt.ts';

/** What `h5sdk.js` sends from the framed page. */
interface FromPage {
  channel: 'feishu-emulator';
  type: 'hello' | 'call' | 'config';
  href: string;
  id?: number;
  api?: string;
  options?: Record<string, unknown>;
}

type ClientSettings = Omit<H5Settings, 'kind' | 'pageUrl'>;

/**
 * The client's side of `h5sdk.js`: answers the page in `frame`, with a fresh `tt` for every page that greets.
 * `settings` is asked at each greeting. Returns how to stop.
 */
export function serveH5Frame(frame: HTMLIFrameElement, settings: () => ClientSettings): () => void {
  let client: ReturnType<typeof createH5> | undefined;
  let pageUrl = '';

  function onMessage({ source, origin, data }: MessageEvent<unknown>): void {
    if (source !== frame.contentWindow || !isFromPage(data)) return;
    // A page may only speak for its own address.
    if (new URL(data.href).origin !== origin) return;
    pageUrl = data.href;
    const reply = (type: string, content: object) =>
      frame.contentWindow?.postMessage({ channel: 'feishu-emulator', type, ...content }, origin);
    if (data.type === 'hello') greet(reply);
    else answer(data, reply);
  }

  function greet(reply: (type: string, content: object) => void): void {
    const current = createH5({ kind: 'h5', ...settings(), pageUrl: () => pageUrl });
    client = current;
    reply('welcome', { apis: Object.keys(current.tt) });
    current.h5sdk.ready(() => reply('ready', {}));
    current.h5sdk.error((result) => reply('error', { result }));
  }

  function answer({ type, id, api = '', options }: FromPage, reply: (type: string, content: object) => void): void {
    if (!client) return;
    const success = (result: object) => reply('answer', { id, outcome: 'success', result });
    const fail = (result: object) => reply('answer', { id, outcome: 'fail', result });
    if (type === 'config') {
      client.h5sdk.config({ ...options, onSuccess: success, onFail: fail });
      return;
    }
    const call: unknown = Object.hasOwn(client.tt, api) ? Reflect.get(client.tt, api) : undefined;
    if (typeof call === 'function') call({ ...options, success, fail });
  }

  window.addEventListener('message', onMessage);
  return () => window.removeEventListener('message', onMessage);
}

function isFromPage(data: unknown): data is FromPage {
  return (
    typeof data === 'object' &&
    data !== null &&
    Reflect.get(data, 'channel') === 'feishu-emulator' &&
    typeof Reflect.get(data, 'href') === 'string' &&
    URL.canParse(String(Reflect.get(data, 'href')))
  );
}
