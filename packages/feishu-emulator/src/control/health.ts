import type { RegisterControl } from '../exchange/router.ts';

/** Whether the process answers, for whoever starts it and waits. */
export const registerHealth: RegisterControl = (router) => {
  router.get('/healthz', (ctx) => {
    ctx.body = { status: 'ok' };
  });
};
