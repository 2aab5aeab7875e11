import Router, { type RouterContext, type RouterMiddleware } from '@koa/router';
import type Koa from 'koa';

/** Paths match exactly: `/API/v1/me` and `/api/v1/me/` would be twins that slip past whatever looks at a path. */
export function createRouter(): Router {
  return new Router({ sensitive: true, strict: true });
}

/** Asks several routers at once: paths without parameters are found in a table, the others one after another. */
export function routesOf(routers: readonly Router[]): RouterMiddleware {
  const layers = routers.flatMap(({ stack }) => stack);
  const fixed = new Map(
    layers
      .filter(({ paramNames }) => paramNames.length === 0)
      .flatMap((layer) => layer.methods.map((method) => [`${method} ${layer.path}`, layer] as const)),
  );
  const patterns = routers.filter(({ stack }) => stack.some(({ paramNames }) => paramNames.length > 0));
  const matching = patterns.map((router) => router.routes());
  const beginnings = layers.filter(({ paramNames }) => paramNames.length > 0).map(({ path }) => beginningOf(`${path}`));
  return (ctx, next) => {
    const { path } = ctx;
    const layer = fixed.get(`${ctx.method} ${path}`);
    if (layer === undefined)
      return beginnings.some((beginning) => path.startsWith(beginning)) ? inTurn(matching, ctx, next) : next();
    ctx._matchedRoute = layer.path;
    ctx.params = {};
    return inTurn(layer.stack, ctx, next);
  };
}

/** What every path of a pattern begins with: all before its first parameter, group or wildcard (path-to-regexp). */
function beginningOf(pattern: string): string {
  return pattern.replace(/[:*{].*$/, '');
}

type Step = (ctx: RouterContext, next: Koa.Next) => unknown;

function inTurn(steps: readonly Step[], ctx: RouterContext, next: Koa.Next): Promise<unknown> {
  const [step, ...rest] = steps;
  return step === undefined ? next() : Promise.resolve(step(ctx, () => inTurn(rest, ctx, next)));
}
