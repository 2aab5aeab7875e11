import type { App } from '../state/records.ts';
import type { Switches } from '../state/setting-specs.ts';

/**
 * 配置重定向 URL: scheme, host, port and the whole path must equal an entry of the app's list; anything from `?` or `#`
 * on is ignored on both sides. No wildcards. Also holds for the page that calls requestAccess or requestAuthCode.
 */
export function isRegistered(url: string, app: App, settings: Switches): boolean {
  if (settings.values.redirect_check === 'off') return true;
  const asked = comparable(url, settings);
  return asked !== undefined && app.redirect_urls.some((entry) => comparable(entry, settings) === asked);
}

/** What a registered entry would have to look like to let the URL through. */
export function entryFor(url: string): string {
  return url.split(/[?#]/)[0] ?? url;
}

function comparable(url: string, settings: Switches): string | undefined {
  const [, scheme, host, path = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]+)([^?#]*)/i.exec(url.trim()) ?? [];
  if (!scheme || !host) return undefined;
  const protocol = scheme.toLowerCase();
  const usualPort = protocol === 'https' ? ':443' : ':80';
  const origin = host.toLowerCase();
  // Whether a site's root needs its slash is told differently on two pages.
  const sameRoot = path === '' && settings.values.root_redirect_slash === 'same';
  return `${protocol}://${origin.endsWith(usualPort) ? origin.slice(0, -usualPort.length) : origin}${sameRoot ? '/' : path}`;
}
