import { authorizeErrors, deviceVerificationPath } from '@feishu-login/feishu-types';
import type { ExchangeContext } from '../exchange/context.ts';
import type { EndpointFacts } from '../exchange/endpoint-facts.ts';
import { exchange } from '../exchange/exchange.ts';
import type { EmulatorRouter } from '../exchange/router.ts';
import { readCookie, writeCookie } from '../pages/cookie.ts';
import { pageLanguage } from '../pages/language.ts';
import { signedOutPage } from '../pages/signed-out.ts';
import type { User } from '../state/records.ts';
import type { State } from '../state/state.ts';
import { type AuthorizeRequest, readAuthorize } from './authorize-request.ts';
import { variantOf } from './authorize-variants.ts';
import { accept, refuseAccess } from './decision.ts';
import { checkMayUse, sessionCookie, signedIn } from './people.ts';
import { refused } from './refusal.ts';
import { showRefusals } from './show-refusals.ts';

const facts = (method: 'GET' | 'POST', path: string): EndpointFacts => ({
  method,
  path: `/_emulator/accounts/${path}`,
  page: '获取授权码',
  dialect: 'page',
  errors: authorizeErrors,
});

/** The buttons of the authorize pages, and the accounts host's sign-out. */
export function registerAccounts(router: EmulatorRouter, state: State): void {
  const post = (path: string, handle: (ctx: ExchangeContext) => void) =>
    router.post(`/_emulator/accounts/${path}`, exchange(state, facts('POST', path)), showRefusals(state), handle);

  post('sign-in', (ctx) => {
    const user = state.users.find(field(ctx, 'open_id'));
    if (!user) throw refused(20001, { en: 'There is no such user.', zh: '没有这个用户。' });
    noteAttempt(ctx, state, user);
    ctx.append('Set-Cookie', writeCookie(sessionCookie, state.signIns.create(user.open_id, 2).sid));
    seeOther(ctx, askedPage(ctx));
  });

  post('switch', (ctx) => {
    endSession(ctx, state);
    seeOther(ctx, askedPage(ctx));
  });

  post('consent', (ctx) => {
    const request = askedRequest(ctx, state);
    const person = signedIn(ctx.state.call, state);
    if (!person) return seeOther(ctx, askedPage(ctx));
    const credentials = noteAttempt(ctx, state, person.user);
    checkMayUse(request.app, person.user, state);
    if (field(ctx, 'decision') !== 'accept') {
      ctx.state.note({ committed: false, code: 'access_denied', why: userRefused });
      return ctx.redirect(refuseAccess(request));
    }
    const { location, code } = accept(request, person.user, state);
    ctx.state.note({ code: 0, credentials: { ...credentials, issued_code: code.value } });
    ctx.redirect(location);
  });

  router.get('/_emulator/accounts/logout', exchange(state, facts('GET', 'logout')), (ctx) => {
    endSession(ctx, state);
    ctx.type = 'html';
    ctx.body = signedOutPage(pageLanguage(ctx));
  });
}

const userRefused = {
  en: 'The user refused. The app should say so and offer to try again.',
  zh: '用户拒绝了授权。应用应给出提示并允许重试。',
};

function endSession(ctx: ExchangeContext, state: State): void {
  state.signIns.end(readCookie(ctx.headers.cookie, sessionCookie) ?? '');
  ctx.append('Set-Cookie', writeCookie(sessionCookie, ''));
}

function field(ctx: ExchangeContext, name: string): string {
  const value = ctx.state.call.body.fields[name];
  return typeof value === 'string' ? value : '';
}

/** Whom it is about, and the state that tells the journal which sign-in of the app's it belongs to. */
function noteAttempt(ctx: ExchangeContext, { users, apps }: State, user: User): Record<string, string> {
  const { query } = readAddress(field(ctx, 'here'));
  const app = apps.find(query.get('client_id') ?? query.get('app_id') ?? undefined);
  const attempt = query.get('state');
  const credentials: Record<string, string> = attempt === null ? {} : { state: attempt };
  ctx.state.note({ ...(app && { app_id: app.app_id, open_id: users.openIdFor(user, app) }), credentials });
  return credentials;
}

/** The page that asked who signs in: a path of this emulator and nothing else. */
function askedPage(ctx: ExchangeContext): string {
  const { path, query } = readAddress(field(ctx, 'here'));
  if (variantOf(path) || path === deviceVerificationPath) return `${path}?${query}`;
  throw refused(20001, { en: 'The form names no authorize page.', zh: '表单没有指明授权页。' });
}

function askedRequest(ctx: ExchangeContext, state: State): AuthorizeRequest {
  const { path, query } = readAddress(field(ctx, 'here'));
  const variant = variantOf(path);
  if (variant) return readAuthorize(query, variant, state);
  throw refused(20001, { en: 'The form names no authorize page.', zh: '表单没有指明授权页。' });
}

function readAddress(here: string): { path: string; query: URLSearchParams } {
  const [path = '', ...query] = here.split('?');
  return { path, query: new URLSearchParams(query.join('?')) };
}

/** 303: the browser comes back with GET, and reloading repeats nothing. */
function seeOther(ctx: ExchangeContext, location: string): void {
  ctx.status = 303;
  ctx.redirect(location);
  ctx.status = 303;
}
