import type { PageBoot } from '@feishu-login/auth-types';
import type { EntrancePorts, H5Sdk, PageTt } from '@feishu-login/client/entrance';
import { call } from '../server.ts';
import { returnAfterConsent } from '../tasks/consent-return.ts';
import { loadScript } from './load-script.ts';

/** What Feishu's H5 SDK puts on the page. */
declare const window: Window & { h5sdk?: H5Sdk; tt?: PageTt };

/** Lets a link into the page say where it is opened: Feishu advises this over reading the user agent (常见问题 · 小程序). */
const clientParameter = 'feishu_client';
const attemptsKey = 'automatic-sign-ins';

/** Whether this page may be inside the Feishu client. */
export function insideClientHint(): boolean {
  return (
    /\b(Lark|Feishu)\b/i.test(navigator.userAgent) ||
    window.top !== window.self ||
    new URLSearchParams(location.search).has(clientParameter)
  );
}

/** The browser's side of `enter` and `authorize`. */
export function browserEntrance(boot: PageBoot): EntrancePorts {
  return {
    insideClientHint,
    signedOut: () => boot.signed_out,
    loadSdk: () => loadScript(boot.h5_sdk_url),
    h5sdk: () => window.h5sdk,
    tt: () => window.tt,
    start: (scopes) => call('POST /api/v1/auth/h5/start', { body: { return_to: boot.return_to, scopes: [...scopes] } }),
    finish: (body) => call('POST /api/v1/auth/h5', { body }),
    redirect: (scopes) => location.assign(scopes.length === 0 ? signInAddress(boot) : consentAddress(scopes)),
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    automaticAttempts: { used: attemptsUsed, add: () => rememberAttempts((attemptsUsed() ?? 0) + 1) },
  };
}

/** Where a plain browser signs in. */
export function signInAddress(boot: PageBoot): string {
  return `/auth/login?return_to=${encodeURIComponent(boot.return_to)}`;
}

/** Where it asks for scopes. */
function consentAddress(scopes: readonly string[]): string {
  const query = new URLSearchParams({ return_to: returnAfterConsent(), scope: scopes.join(' ') });
  return `/auth/login?${query}`;
}

/** A session was seen: the next automatic sign-in starts counting anew. */
export function forgetAttempts(): void {
  rememberAttempts(0);
}

function attemptsUsed(): number | undefined {
  try {
    // Written first: storage that can be read but not written would allow attempts without end.
    const used = Number(sessionStorage.getItem(attemptsKey) ?? '0');
    sessionStorage.setItem(attemptsKey, String(used));
    return used;
  } catch {
    // Blocked storage throws; without it nothing is attempted by itself.
    return undefined;
  }
}

function rememberAttempts(count: number): void {
  try {
    sessionStorage.setItem(attemptsKey, String(count));
  } catch {
    // `attemptsUsed` notices as well and stops automatic sign-ins.
  }
}
