import { type Client, reporting } from '../runtime/tt.ts';
import type { NavigationBar } from './navigation-bar.ts';

/**
 * Adds to `tt` what belongs to the page rather than to the platform: the navigation bar's title always, and what the
 * system is like where nobody has said. The document takes the client's language.
 */
export function addClientBasics(tt: Client, bar: NavigationBar): Client {
  Object.assign(tt, {
    setNavigationBarTitle: reporting('setNavigationBarTitle', ({ title = '' }) => bar.setTitle(title)),
  });
  for (const [name, value] of Object.entries({ getSystemInfo, getSystemInfoSync })) {
    if (!(name in tt)) Object.assign(tt, { [name]: value });
  }
  const { language } = (tt as { getSystemInfoSync(): { language?: string } }).getSystemInfoSync();
  document.documentElement.lang = language?.replace('_', '-') ?? 'zh-CN';
  return tt;
}

/** The page "getSystemInfo"; what a browser cannot know is left out. */
function getSystemInfoSync(): Record<string, string | number> {
  return {
    language: /^zh/i.test(navigator.language) ? 'zh_CN' : 'en_US',
    theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
    platform: 'simulator',
    brand: 'browser',
    model: 'simulator',
    appName: 'Feishu',
    pixelRatio: devicePixelRatio,
    windowWidth: innerWidth,
    windowHeight: innerHeight,
    screenWidth: innerWidth,
    screenHeight: innerHeight,
  };
}

function getSystemInfo(options: { success?(result: object): void; complete?(result: object): void } = {}): void {
  const result = { ...getSystemInfoSync(), errMsg: 'getSystemInfo:ok' };
  options.success?.(result);
  options.complete?.(result);
}
