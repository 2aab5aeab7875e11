import { missingScopes } from '../access/scopes.ts';
import { codeRequest } from '../control-api/requests.ts';
import type { CodeView, MintedCode } from '../control-api/views.ts';
import type { RegisterControl } from '../exchange/router.ts';
import type { Code, User } from '../state/records.ts';
import type { State } from '../state/state.ts';
import { requireApp, requireUser } from './named.ts';
import { ControlError, readControl, takesNothing } from './request.ts';

/** Codes as the client would have handed them out, consent included. */
export const registerCodeControl: RegisterControl = (router, state) => {
  router.get('/_emulator/codes', takesNothing, (ctx) => {
    ctx.body = {
      codes: state.codes
        .all()
        .slice(-200)
        .reverse()
        .map((code) => codeView(state, code)),
    };
  });

  router.post('/_emulator/codes', async (ctx) => {
    const { app_id, open_id, scopes, via, ...request } = await readControl(ctx, codeRequest);
    const app = requireApp(state, app_id);
    const user = open_id === undefined ? standardUser(state) : requireUser(state, open_id);
    const closed = missingScopes(scopes, app.scopes);
    if (closed.length > 0) {
      throw new ControlError(
        400,
        `scopes: ${closed.join(', ')} not enabled for ${app.app_id}; the consent page would show 20027. PUT /_emulator/apps/${app.app_id} enables scopes.`,
      );
    }
    if (carriesConsent(via)) state.grants.add(app.app_id, user.open_id, scopes);
    const code = state.codes.mint({ app_id: app.app_id, user: user.open_id, via, scopes, ...request });
    ctx.body = {
      code: code.value,
      expires_in: state.codes.lifetime(via),
      app_id: app.app_id,
      open_id: state.users.openIdFor(user, app),
      via,
    } satisfies MintedCode;
  });
};

/** login, requestAuthCode and the passport page ask for no scopes. */
function carriesConsent(via: Code['via']): boolean {
  return via === 'requestAccess' || via === 'authorize';
}

/** Whoever is signed in, else the first active user. */
function standardUser(state: State): User {
  const signedIn = state.settings.values.auto_login;
  if (signedIn !== null) return requireUser(state, signedIn);
  const user = state.users.all().find((one) => one.status === 'active');
  if (!user) throw new ControlError(404, 'There is no active user.');
  return user;
}

function codeView(state: State, code: Code): CodeView {
  const user = state.users.find(code.user);
  const app = state.apps.find(code.app_id);
  const iso = (moment: number) => new Date(moment).toISOString();
  return {
    code: code.value,
    via: code.via,
    app_id: code.app_id,
    open_id: user && app ? state.users.openIdFor(user, app) : code.user,
    name: user?.name ?? null,
    scopes: code.scopes,
    issued_at: iso(code.issued_at),
    expires_at: iso(code.expires_at),
    used_at: code.used_at === null ? null : iso(code.used_at),
    state: code.used_at !== null ? 'used' : code.expires_at <= state.clock.now() ? 'expired' : 'live',
  };
}
