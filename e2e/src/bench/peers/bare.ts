import Koa from 'koa';
import type { CreatePeer } from './peer.ts';

/** Sends the bytes of an answer, already made. Nobody can do less. */
export const createNode: CreatePeer = ({ body = '' }) => ({
  listener: (_, answer) => void answer.setHeader('content-type', 'application/json').end(body),
});

/** The same through the framework, without any other middleware. */
export const createKoa: CreatePeer = ({ body = '' }) => {
  const app = new Koa();
  app.use((ctx) => {
    ctx.type = 'application/json';
    ctx.body = body;
  });
  return { listener: app.callback() };
};
