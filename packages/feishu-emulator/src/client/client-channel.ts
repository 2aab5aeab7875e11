export type Result = Record<string, unknown>;
export type Outcome = 'success' | 'fail';

/** What the client says in `h5-frame.ts`. */
interface FromClient {
  channel: 'feishu-emulator';
  type: string;
  id?: number;
  outcome?: Outcome;
  result?: Result;
  apis?: string[];
}

/** What the client tells unasked. */
export interface Heard {
  welcome(apis: readonly string[]): void;
  ready(): void;
  error(result: Result): void;
}

/** The way from a framed page to the client around it, whose page comes from `origin`. */
export function createClientChannel(origin: string, heard: Heard) {
  const pending = new Map<number, (outcome: Outcome, result: Result) => void>();
  let asked = 0;

  function send(type: string, content: Record<string, unknown>): void {
    if (window.parent === window) return;
    window.parent.postMessage({ channel: 'feishu-emulator', type, href: location.href, ...content }, origin);
  }

  function answered({ id = 0, outcome = 'fail', result = {} }: FromClient): void {
    pending.get(id)?.(outcome, result);
    pending.delete(id);
  }

  window.addEventListener('message', ({ origin: from, source, data }: MessageEvent<FromClient | undefined>) => {
    if (from !== origin || source !== window.parent || data?.channel !== 'feishu-emulator') return;
    if (data.type === 'welcome') heard.welcome(data.apis ?? []);
    if (data.type === 'ready') heard.ready();
    if (data.type === 'error') heard.error(data.result ?? {});
    if (data.type === 'answer') answered(data);
  });

  return {
    greet: () => send('hello', {}),
    /** Asks what is answered once. */
    ask(type: 'call' | 'config', content: Record<string, unknown>, done: (outcome: Outcome, result: Result) => void) {
      asked += 1;
      pending.set(asked, done);
      send(type, { id: asked, ...content });
    },
  };
}
