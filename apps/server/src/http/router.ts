import Router from '@koa/router';

/** Paths match exactly: `/API/v1/me` and `/api/v1/me/` would be twins that slip past whatever looks at a path. */
export function createRouter(): Router {
  return new Router({ sensitive: true, strict: true });
}
