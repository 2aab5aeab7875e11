import type { NetworkTimeout } from '../built-gadget.ts';
import { answererOf, whyUnanswered } from '../coverage/functions.ts';
import { unknownFunction } from '../coverage/unknown-function.ts';
import type { LaunchOptions } from './launch.ts';
import type { Navigation, Router } from './router.ts';

/** The Feishu client's `tt`, whoever provides it. */
export type Client = object;

interface Options {
  url?: string;
  delta?: number;
  success?(result: object): void;
  fail?(error: object): void;
  complete?(result: object): void;
}

export interface Timers {
  setTimeout(action: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

export interface ClientSources {
  /** What is added to it later, or taken away, counts still. */
  given: Client;
  /** What the simulator answers where the given client does not. */
  own: Readonly<Record<string, unknown>>;
  router: Router;
  launch: LaunchOptions;
  networkTimeout: NetworkTimeout;
  /** Looked up at each call, so that a test's clock counts. */
  timers: Timers;
  /** Told of names that are no functions of mini programs. */
  warn(message: string): void;
  /** Told of functions that are called and that nobody answers. */
  miss(message: string): void;
}

/** `tt` as the mini program's code has it: the given client's, the runtime's, and for the rest a word on who should answer. */
export function createTt(sources: ClientSources): Client {
  const { given, router, launch } = sources;
  const go = (how: Navigation) => reporting(how, ({ url = '' }) => router.go(how, url));
  const runtime = {
    navigateTo: go('navigateTo'),
    redirectTo: go('redirectTo'),
    reLaunch: go('reLaunch'),
    switchTab: go('switchTab'),
    navigateBack: reporting('navigateBack', ({ delta }) => router.back(delta)),
    getLaunchOptionsSync: (): LaunchOptions => launch,
    getUpdateManager: () => upToDate,
  };
  const client = Object.assign(Object.create(given) as Client, runtime);
  return new Proxy(client, {
    get(target, name, receiver) {
      if (name in target || typeof name === 'symbol')
        return limited(name, Reflect.get(target, name, receiver), sources);
      return name in sources.own ? limited(name, sources.own[name], sources) : unanswered(name, sources);
    },
    has: (target, name) => name in target || name in sources.own,
  });
}

/** The version that runs is the newest (page "getUpdateManager"). */
const upToDate = {
  onCheckForUpdate: (hear: (result: object) => void) => hear({ hasUpdate: false }),
  onUpdateReady: () => undefined,
  onUpdateFailed: () => undefined,
  applyUpdate: () => undefined,
  triggerCheckUpdate: () => undefined,
};

const timed = ['request', 'uploadFile', 'downloadFile', 'connectSocket'] as const;

/** `networkTimeout` of app.json holds for every call, whoever answers it (page "全局配置"). */
function limited(name: string | symbol, value: unknown, { networkTimeout, timers }: ClientSources): unknown {
  const limit = timed.find((one) => one === name);
  const ms = limit === undefined ? undefined : networkTimeout[limit];
  if (typeof value !== 'function' || ms === undefined || !(ms > 0 && ms < 60_000)) return value;
  return (options: Options = {}): unknown => {
    let isOver = false;
    const end = (hear: ((result: object) => void) | undefined, result: object): void => {
      if (isOver) return;
      isOver = true;
      timers.clearTimeout(timer);
      hear?.(result);
      options.complete?.(result);
    };
    const late = { errMsg: `${String(name)}:fail timeout`, errno: 302, errString: 'timeout' };
    const timer = timers.setTimeout(() => {
      end(options.fail, late);
      const { abort } = Object(task) as { abort?(): void };
      abort?.call(task);
    }, ms);
    const { complete: _, ...others } = options;
    const success = (result: object): void => end(options.success, result);
    const task: unknown = value({ ...others, success, fail: (error: object) => end(options.fail, error) });
    return task;
  };
}

/**
 * A documented function that nobody answers fails and says so; those of the client are absent where it is too old for
 * them. Anything else is absent too, with a word: mini programs ask for functions before they call them.
 */
function unanswered(name: string, { warn, miss }: Pick<ClientSources, 'warn' | 'miss'>): unknown {
  const answerer = answererOf(name);
  if (answerer === 'client') return undefined;
  if (answerer === undefined) {
    const message = /^(?:then|toJSON|constructor|prototype|\$\$typeof|_.*)$/.test(name)
      ? undefined
      : unknownFunction(name);
    if (message !== undefined) warn(message);
    return undefined;
  }
  const why = answerer === 'test' ? `is not simulated: ${whyUnanswered(name)}` : 'needs the rendered mini program';
  const message = `tt.${name} ${why}. A test answers it: gadget.mock('${name}', …)`;
  return (options: Options = {}): void => {
    miss(message);
    if (/Sync$|^(?:create|get)[A-Z]\w*(?:Context|Manager|Observer|Query|Adapter|Input|Animation)$/.test(name))
      throw new Error(message);
    const { fail, complete } = Object(options) as Options;
    const result = { errMsg: `${name}:fail ${message}`, errno: 103, errString: message };
    fail?.(result);
    complete?.(result);
  };
}

/** Reports as the client does: `success` or `fail`, then `complete`; never by throwing. */
export function reporting(name: string, action: (options: Options) => void): (options?: Options) => void {
  return (options = {}) => {
    let failure: string | undefined;
    try {
      action(options);
    } catch (cause) {
      failure = cause instanceof Error ? cause.message : String(cause);
    }
    const result = { errMsg: failure === undefined ? `${name}:ok` : `${name}:fail ${failure}` };
    if (failure === undefined) options.success?.(result);
    else options.fail?.({ ...result, errno: 104 });
    options.complete?.(result);
  };
}
