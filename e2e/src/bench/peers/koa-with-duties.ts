import Koa from 'koa';
import { createDuties } from './duties.ts';
import type { CreatePeer } from './peer.ts';

/** A Koa that does all the server does around an answer, and looks nobody up. */
export const createKoaWithDuties: CreatePeer = ({ port, body = '' }) => {
  const duties = createDuties(port);
  const app = new Koa();
  app.use((ctx, next) => {
    if (duties(ctx.req, ctx.res)) return next();
    ctx.respond = false;
    return Promise.resolve();
  });
  app.use((ctx) => {
    ctx.type = 'application/json';
    ctx.body = body;
  });
  return { listener: app.callback() };
};
