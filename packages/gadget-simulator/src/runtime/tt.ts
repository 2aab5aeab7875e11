import type { Navigation, Router } from './router.ts';

/** The Feishu client's `tt`, whoever provides it. */
export type Client = object;

interface Options {
  url?: string;
  delta?: number;
  title?: string;
  success?(result: { errMsg: string }): void;
  fail?(error: { errMsg: string; errno: number }): void;
  complete?(result: { errMsg: string }): void;
}

/**
 * The given `tt` with the functions of navigation, which belong to the runtime and not to the platform. What is added
 * to the given object later, or taken away, counts still.
 */
export function withNavigation(tt: Client, router: Router): Client {
  const go = (how: Navigation) => reporting(how, ({ url = '' }) => router.go(how, url));
  return Object.assign(Object.create(tt) as Client, {
    navigateTo: go('navigateTo'),
    redirectTo: go('redirectTo'),
    reLaunch: go('reLaunch'),
    switchTab: go('switchTab'),
    navigateBack: reporting('navigateBack', ({ delta }) => router.back(delta)),
  });
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
