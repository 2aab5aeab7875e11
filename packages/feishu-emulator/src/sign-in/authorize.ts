import type { ExchangeContext } from '../exchange/context.ts';
import { exchange } from '../exchange/exchange.ts';
import type { EmulatorRouter } from '../exchange/router.ts';
import { consentPage } from '../pages/consent.ts';
import { pageLanguage } from '../pages/language.ts';
import { signInPage } from '../pages/sign-in.ts';
import type { State } from '../state/state.ts';
import { readAuthorize } from './authorize-request.ts';
import { type AuthorizeVariant, authorizeVariants } from './authorize-variants.ts';
import { accept, incrementOf, needsConsent } from './decision.ts';
import { checkMayUse, signedIn } from './people.ts';
import { claimTmpCode } from './qr-codes.ts';
import { showRefusals } from './show-refusals.ts';

/** 获取授权码 and the two historic pages: sign in, consent, back to the app with a code. */
export function registerAuthorize(router: EmulatorRouter, state: State): void {
  for (const variant of authorizeVariants) {
    router.get(variant.path, exchange(state, variant), showRefusals(state), (ctx) => authorize(ctx, variant, state));
  }
}

function authorize(ctx: ExchangeContext, variant: AuthorizeVariant, state: State): void {
  const { call, note } = ctx.state;
  const request = readAuthorize(call.query, variant, state);
  note({ app_id: request.app.app_id, committed: false });
  const person = request.tmpCode === undefined ? signedIn(call, state) : claimTmpCode(request, state);
  const here = () => `${call.path}?${call.query}`;
  if (!person) {
    const tenant_key = request.app.type === 'self_built' ? request.app.tenant_key : null;
    ctx.type = 'html';
    ctx.body = signInPage({
      language: pageLanguage(ctx),
      to: request.app.name,
      tenant_key,
      users: state.users.all(),
      here: here(),
    });
    return;
  }
  const { user } = person;
  note({ open_id: state.users.openIdFor(user, request.app) });
  checkMayUse(request.app, user, state);
  const increment = incrementOf(request.app.app_id, request.scopes, user, state);
  if (person.how !== 'scan' && needsConsent(request, increment, person, state)) {
    ctx.type = 'html';
    ctx.body = consentPage({
      language: pageLanguage(ctx),
      app: request.app,
      user,
      increment,
      redirectUri: request.redirectUri,
      here: here(),
      canSwitch: person.how === 'session',
    });
    return;
  }
  const { location, code } = accept(request, user, state);
  note({ committed: true, code: 0, credentials: { issued_code: code.value } });
  ctx.redirect(location);
}
