import Router from '@koa/router';
import Koa from 'koa';
import { answerControlErrors } from './control/request.ts';
import { controlRoutes } from './control.ts';
import type { Endpoint } from './endpoint.ts';
import { endpoints } from './endpoints.ts';
import { exchange } from './exchange.ts';
import type { ExchangeState } from './exchange-context.ts';
import { pageRoutes } from './page-routes.ts';
import type { EmulatorRouter, Surroundings } from './router.ts';
import { serveEndpoint, wrongAddress } from './serve-endpoint.ts';
import type { State } from './state/state.ts';

/** Builds the app without opening a port. */
export function createApp(state: State, surroundings: Surroundings): { koa: Koa; router: EmulatorRouter } {
  const koa = new Koa();
  const router: EmulatorRouter = new Router<ExchangeState>();
  for (const endpoint of endpoints) registerEndpoint(router, state, endpoint);
  for (const register of pageRoutes) register(router, state);
  for (const register of controlRoutes) register(router, state, surroundings);
  koa.use(answerControlErrors);
  koa.use(router.routes());
  koa.use(exchange(state, wrongAddress));
  koa.use(() => {
    throw wrongAddress.refusal;
  });
  return { koa, router };
}

function registerEndpoint(router: EmulatorRouter, state: State, endpoint: Endpoint): void {
  const methods = [...new Set([endpoint.method, ...(endpoint.alsoMethods ?? [])])];
  router.register(endpoint.path, methods, [exchange(state, endpoint), serveEndpoint(state, endpoint)]);
}
