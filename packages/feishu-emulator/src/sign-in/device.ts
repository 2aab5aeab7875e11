import { authorizeErrors, deviceAuthorizationEndpoint, deviceVerificationPath } from '@feishu-login/feishu-types';
import type { ExchangeContext } from '../exchange/context.ts';
import type { EndpointFacts } from '../exchange/endpoint-facts.ts';
import { exchange } from '../exchange/exchange.ts';
import type { EmulatorRouter } from '../exchange/router.ts';
import { deviceCodePage, deviceConsentPage, deviceDonePage } from '../pages/device.ts';
import { pageLanguage } from '../pages/language.ts';
import { signInPage } from '../pages/sign-in.ts';
import type { DeviceRequest, User } from '../state/records.ts';
import type { State } from '../state/state.ts';
import { checkMayUse, signedIn } from './people.ts';
import { showRefusals } from './show-refusals.ts';

const facts: EndpointFacts = {
  method: 'GET',
  path: deviceVerificationPath,
  page: deviceAuthorizationEndpoint.page,
  dialect: 'page',
  errors: authorizeErrors,
};
const decideFacts: EndpointFacts = { ...facts, method: 'POST', path: '/_emulator/accounts/device' };

/** The page of a device authorization: enter the code, sign in, allow or refuse. */
export function registerDevice(router: EmulatorRouter, state: State): void {
  router.get(facts.path, exchange(state, facts), showRefusals(state), (ctx) => {
    const { call } = ctx.state;
    ctx.state.note({ committed: false });
    show(ctx, state, call.query.get('user_code') ?? '', `${call.path}?${call.query}`);
  });

  router.post(decideFacts.path, exchange(state, decideFacts), showRefusals(state), (ctx) => {
    const { here, decision } = ctx.state.call.body.fields;
    const address = typeof here === 'string' ? here : '';
    const typed = new URLSearchParams(address.split('?')[1] ?? '').get('user_code') ?? '';
    const request = state.devices.waiting(typed);
    const person = signedIn(ctx.state.call, state);
    if (request && person) decide(ctx, state, request, decision === 'accept' ? person.user : null);
    else show(ctx, state, typed, `${facts.path}?${new URLSearchParams({ user_code: typed })}`);
  });
}

function show(ctx: ExchangeContext, state: State, typed: string, here: string): void {
  const language = pageLanguage(ctx);
  ctx.type = 'html';
  const request = state.devices.waiting(typed);
  if (!request) {
    ctx.body = deviceCodePage({ language, here, typed });
    return;
  }
  const app = state.apps.find(request.app_id);
  ctx.state.note({ app_id: request.app_id });
  const person = signedIn(ctx.state.call, state);
  if (!person) {
    const tenant_key = app?.type === 'self_built' ? app.tenant_key : null;
    ctx.body = signInPage({ language, to: app?.name, tenant_key, users: state.users.all(), here });
    return;
  }
  const { user } = person;
  if (app) checkMayUse(app, user, state);
  if (state.settings.values.auto_consent) {
    decide(ctx, state, request, user);
    return;
  }
  ctx.body = deviceConsentPage({
    language,
    appName: app?.name,
    user,
    userCode: request.user_code,
    scopes: request.scopes,
    here,
  });
}

function decide(ctx: ExchangeContext, state: State, request: DeviceRequest, user: User | null): void {
  const app = state.apps.find(request.app_id);
  if (app && user) {
    checkMayUse(app, user, state);
    state.grants.add(app.app_id, user.open_id, request.scopes);
    ctx.state.note({ open_id: state.users.openIdFor(user, app) });
  }
  state.devices.decide(request, user?.open_id ?? null);
  ctx.state.note({ app_id: request.app_id, committed: true });
  ctx.type = 'html';
  const decision = user ? 'approved' : 'denied';
  ctx.body = deviceDonePage({ language: pageLanguage(ctx), decision, here: facts.path });
}
