import { isIP } from 'node:net';
import type { Context, Middleware } from 'koa';
import { feishuHosts } from '../intercept/feishu-hosts.ts';
import { ControlError } from './request.ts';

/**
 * Lets only pages of the emulator, of this machine and of the named hosts use what is under `/_emulator/`. A page from
 * elsewhere gives itself away by its `Origin`, and one whose name was made to lead here (DNS rebinding) by its `Host`.
 * Programs send no `Origin`: they come in under an address, or a name that is expected.
 */
export function admitOwnPages(allowedHosts: readonly string[]): Middleware {
  const named = new Set(allowedHosts.map((name) => name.toLowerCase()));
  return (ctx, next) => {
    if (!isControl(ctx.path)) return next();
    const host = hostnameOf(`http://${ctx.headers.host ?? 'localhost'}`);
    if (host === undefined || !(isLoopback(host) || isAddress(host) || named.has(host) || feishuHosts.includes(host))) {
      throw new ControlError(403, refusal('Host', ctx.headers.host));
    }
    const { origin } = ctx.headers;
    if (origin === undefined || isOwnPage(ctx)) return next();
    const from = hostnameOf(origin);
    if (from === undefined || !(isLoopback(from) || named.has(from))) {
      throw new ControlError(403, refusal('Origin', origin));
    }
    return next();
  };
}

/** All but the trap: callers of documented endpoints are led there, under whatever name they use. */
function isControl(path: string): boolean {
  return /^(\/w\/[^/]+)?\/_emulator(\/(?!trap(\/|$))|$)/i.test(path);
}

/** Form posts of pages that send no referrer come with the origin `null`; the browser vouches for those. */
function isOwnPage({ headers }: Context): boolean {
  if (headers['sec-fetch-site'] === 'same-origin') return true;
  return URL.canParse(headers.origin ?? '') && new URL(headers.origin ?? '').host === headers.host?.toLowerCase();
}

function hostnameOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

/** An address is nobody's to point elsewhere. */
function isAddress(hostname: string): boolean {
  return isIP(hostname.replace(/^\[(.*)\]$/, '$1')) !== 0;
}

function refusal(header: 'Host' | 'Origin', value: string | undefined): string {
  return `${header}: "${value ?? ''}" is not known here. Name its host in allowedHosts (--allow-host) to let it use /_emulator/.`;
}
