import type { IncomingMessage, ServerResponse } from 'node:http';
import { AuthError } from '@feishu-login/auth-types';
import type Koa from 'koa';
import type { Ports } from '../auth/ports/ports.ts';
import type { Visitor } from '../auth/ports/visitor.ts';
import { findSession } from '../auth/session.ts';
import { browserCookies, type CookieNames } from './cookies.ts';

/** The OpenID Provider, which is another Koa app behind the doors of this one. */
export interface OpenIdProvider {
  /** Whether any client is registered; without one there is no provider. */
  enabled(): Promise<boolean>;
  answer(
    request: IncomingMessage,
    response: ServerResponse,
    around: { visitor: Visitor; failed: (error: unknown) => void },
  ): Promise<void>;
}

export interface OpenIdConnectOptions {
  readonly ports: Ports;
  readonly provider: OpenIdProvider;
  readonly cookies: CookieNames;
  readonly secure: boolean;
  /** Counts what did not succeed against its address. */
  readonly limit: <T>(ctx: Koa.Context, work: () => Promise<T>) => Promise<T>;
  readonly failed: (ctx: Koa.Context, error: unknown) => void;
}

const mount = '/oidc';

/**
 * Addresses that other sites' pages and forms may send to: what is asked there is proven by something else than a
 * cookie, or starts a page that asks the person first.
 */
const openToOthers = /^\/oidc\/(token|token\/(introspection|revocation)|me|request|device\/auth|auth|session\/end)$/;

export function isOpenToOthers(path: string): boolean {
  return openToOthers.test(path);
}

/** Hands what lies under `/oidc` to the provider; without a registered client there is nothing. */
export function openIdConnect(options: OpenIdConnectOptions): Koa.Middleware {
  const { provider, failed } = options;
  const answer = async (ctx: Koa.Context) => {
    if (!(await provider.enabled())) throw new AuthError('not_found', 'There is nothing at this address.');
    const request: IncomingMessage & { baseUrl?: string } = ctx.req;
    const { url } = request;
    // As Connect names it: the provider puts it in front of the addresses it makes.
    request.baseUrl = mount;
    request.url = (url ?? '').slice(mount.length);
    ctx.respond = false;
    try {
      await provider.answer(request, ctx.res, {
        visitor: visitorOf(options, ctx),
        failed: (error) => failed(ctx, error),
      });
    } finally {
      request.url = url;
    }
  };
  return (ctx, next) => (ctx.path.startsWith(`${mount}/`) ? answer(ctx) : next());
}

function visitorOf({ ports, cookies, secure, limit }: OpenIdConnectOptions, ctx: Koa.Context): Visitor {
  const browser = browserCookies(ctx, cookies, secure);
  const value = browser.sessionToken();
  let looked: ReturnType<Visitor['signedIn']> | undefined;
  return {
    signedIn: () => {
      looked ??= findSession(ports, value === undefined ? undefined : { kind: 'cookie', value });
      return looked;
    },
    guess: async (find) => {
      const counted = limit(ctx, async () => {
        const found = await find();
        if (found === undefined) throw new AuthError('code_invalid', 'There is no such code.');
        return found;
      });
      return counted.catch((error: unknown) => {
        if (error instanceof AuthError && error.code === 'code_invalid') return undefined;
        throw error;
      });
    },
    forget: () => browser.signOut(),
  };
}
