import Router from '@koa/router';
import Koa from 'koa';
import { registerClientBridge } from './client-bridge/client-bridge.ts';
import { registerAppControl } from './control/apps.ts';
import { registerClockControl } from './control/clock.ts';
import { registerCodeControl } from './control/codes.ts';
import { registerCoverage } from './control/coverage.ts';
import { registerDirectoryControl } from './control/directory.ts';
import { registerEventControl } from './control/events.ts';
import { registerFaultControl } from './control/faults.ts';
import { registerGadgetPage } from './control/gadget.ts';
import { registerGrantControl } from './control/grants.ts';
import { registerHealth } from './control/health.ts';
import { registerJournalControl } from './control/journal.ts';
import { registerRecordingControl } from './control/recording.ts';
import { registerRelay } from './control/relay.ts';
import { answerControlErrors } from './control/request.ts';
import { registerSettingControl } from './control/settings.ts';
import { registerStateControl } from './control/state.ts';
import { registerStubControl } from './control/stubs.ts';
import { registerUserControl } from './control/users.ts';
import { admitOwnPages } from './control/visitors.ts';
import { registerWorldControl } from './control/worlds.ts';
import type { ExchangeState } from './exchange/context.ts';
import type { Endpoint } from './exchange/endpoint.ts';
import { exchange } from './exchange/exchange.ts';
import type { EmulatorRouter, RegisterControl, RegisterPages, Surroundings } from './exchange/router.ts';
import { serveEndpoint, serveNowhere } from './exchange/serve-endpoint.ts';
import { serveRecord } from './openapi/serve-record.ts';
import { serveReplay } from './openapi/serve-replay.ts';
import { serveStubs } from './openapi/serve-stubs.ts';
import { registerAssets } from './pages/serve/assets.ts';
import { registerAvatars } from './pages/serve/avatars.ts';
import { registerPanel } from './pages/serve/panel.ts';
import { registerScripts } from './pages/serve/scripts.ts';
import { saveBeforeAnswering } from './persistence/persistence.ts';
import { endpoints } from './routes/endpoints.ts';
import { registerAccounts } from './sign-in/accounts.ts';
import { registerAuthorize } from './sign-in/authorize.ts';
import { registerDevice } from './sign-in/device.ts';
import { registerQr } from './sign-in/qr.ts';
import type { State } from './state/state.ts';
import { keepPrefix } from './worlds/keep-prefix.ts';

/** One line for each file of pages, and of what the emulated client asks for. */
const pageRoutes: readonly RegisterPages[] = [
  registerAuthorize,
  registerAccounts,
  registerDevice,
  registerQr,
  registerPanel,
  registerClientBridge,
  registerScripts,
  registerAssets,
  registerAvatars,
];

/** One line for each file of the control API. */
const controlRoutes: readonly RegisterControl[] = [
  registerHealth,
  registerStateControl,
  registerUserControl,
  registerDirectoryControl,
  registerCodeControl,
  registerFaultControl,
  registerEventControl,
  registerAppControl,
  registerGrantControl,
  registerSettingControl,
  registerClockControl,
  registerJournalControl,
  registerRelay,
  registerGadgetPage,
  registerCoverage,
  registerStubControl,
  registerRecordingControl,
  registerWorldControl,
];

/** Builds the app without opening a port. */
export function createApp(state: State, surroundings: Surroundings): { koa: Koa; router: EmulatorRouter } {
  const koa = new Koa();
  koa.on('error', complain);
  const router: EmulatorRouter = new Router<ExchangeState>();
  for (const endpoint of endpoints) registerEndpoint(router, state, endpoint);
  for (const register of pageRoutes) register(router, state);
  for (const register of controlRoutes) register(router, state, surroundings);
  const { save } = surroundings;
  if (save) koa.use(saveBeforeAnswering({ save }));
  koa.use(keepPrefix);
  koa.use(answerControlErrors);
  koa.use(admitOwnPages(surroundings.allowedHosts));
  if (surroundings.recorder) {
    koa.use(serveRecord(state, surroundings.recorder, (ctx) => router.match(ctx.path, ctx.method).route));
  }
  koa.use(serveStubs(state));
  koa.use(router.routes());
  koa.use(serveReplay(state));
  for (const middleware of serveNowhere(state)) koa.use(middleware);
  return { koa, router };
}

/** Of what failed in here; a caller that broke off, or did not send what it announced, was answered as far as it could be. */
function complain(error: NodeJS.ErrnoException): void {
  if (!/^(HPE_|ECONNRESET|EPIPE)/.test(error.code ?? '')) console.error(error);
}

function registerEndpoint(router: EmulatorRouter, state: State, endpoint: Endpoint): void {
  const methods = [...new Set([endpoint.method, ...(endpoint.alsoMethods ?? [])])];
  router.register(endpoint.path, methods, [exchange(state, endpoint), serveEndpoint(state, endpoint)]);
}
