import type { Context, Middleware } from 'koa';
import { prefixHeader } from './choose-world.ts';

/** What a world hands out leads back into it: redirects, cookies, and the links, forms and scripts of its pages. */
export const keepPrefix: Middleware = (ctx, next) => {
  const prefix = ctx.get(prefixHeader);
  return prefix === '' ? next() : next().then(() => leadBack(ctx, prefix));
};

function leadBack(ctx: Context, prefix: string): void {
  if (ctx.respond === false) return;
  const location: unknown = ctx.response.headers.location;
  if (typeof location === 'string' && isOwnPath(location)) ctx.set('Location', prefix + location);
  const cookies = [ctx.response.headers['set-cookie'] ?? []].flat();
  if (cookies.length > 0) {
    const kept = cookies.map((cookie) => cookie.replace('; Path=/;', `; Path=${prefix}/;`));
    ctx.set('Set-Cookie', kept);
  }
  const body: unknown = ctx.body;
  if (ctx.response.is('html') && typeof body === 'string') {
    ctx.body = body.replace(/ (href|src|action)="\/(?!\/)/g, ` $1="${prefix}/`);
  }
}

function isOwnPath(location: string): boolean {
  return location.startsWith('/') && !location.startsWith('//');
}
