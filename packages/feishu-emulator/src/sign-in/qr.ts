import { authorizeErrors } from '@feishu-login/feishu-types';
import type { EndpointFacts } from '../exchange/endpoint-facts.ts';
import { exchange } from '../exchange/exchange.ts';
import type { EmulatorRouter } from '../exchange/router.ts';
import { pageLanguage } from '../pages/language.ts';
import { qrPage } from '../pages/qr.ts';
import type { State } from '../state/state.ts';
import { type AuthorizeRequest, readAuthorize } from './authorize-request.ts';
import { variantOf } from './authorize-variants.ts';
import { checkMayUse } from './people.ts';
import { refused } from './refusal.ts';
import { showRefusals } from './show-refusals.ts';

const facts: EndpointFacts = {
  method: 'GET',
  // Where the SDK's own frame leads; the documentation does not name it.
  path: '/suite/passport/sso/qr',
  page: '二维码 SDK 接入文档',
  dialect: 'page',
  errors: authorizeErrors,
};

/** The page in the QR SDK's frame: choosing a user stands for scanning, and confirming hands out `tmp_code`. */
export function registerQr(router: EmulatorRouter, state: State): void {
  router.get(facts.path, exchange(state, facts), showRefusals(state), (ctx) => {
    const { call, note } = ctx.state;
    const goto = call.query.get('goto') ?? '';
    const { app } = readGoto(goto, state);
    note({ app_id: app.app_id, committed: false });
    ctx.type = 'html';
    ctx.body = qrPage({ language: pageLanguage(ctx), app, users: state.users.all(), goto });
  });

  const confirm: EndpointFacts = { ...facts, method: 'POST', path: '/_emulator/qr/confirm' };
  router.post(confirm.path, exchange(state, confirm), (ctx) => {
    const { call, note } = ctx.state;
    const { goto, open_id } = call.body.fields;
    const request = readGoto(String(goto ?? ''), state);
    const user = state.users.find(String(open_id ?? ''));
    if (!user) throw refused(20001, { en: 'There is no such user.', zh: '没有这个用户。' });
    note({ app_id: request.app.app_id, open_id: state.users.openIdFor(user, request.app) });
    checkMayUse(request.app, user, state);
    const { value: tmp_code } = state.scans.add({
      user: user.open_id,
      app_id: request.app.app_id,
      redirect_uri: request.redirectUri,
    });
    note({ credentials: { issued_tmp_code: tmp_code } });
    ctx.body = { tmp_code };
  });
}

/** `goto` must be the passport page; the newer authorize page is not supported (二维码 SDK 接入文档). */
function readGoto(goto: string, state: State): AuthorizeRequest {
  const url = URL.canParse(goto) ? new URL(goto) : undefined;
  const variant = url && variantOf(url.pathname);
  if (url && variant?.via === 'passport') return readAuthorize(url.searchParams, variant, state);
  throw refused(
    20001,
    {
      en: 'goto must be the address of /suite/passport/oauth/authorize with client_id, redirect_uri, response_type and state.',
      zh: 'goto 必须是 /suite/passport/oauth/authorize 的地址，并带有 client_id、redirect_uri、response_type 和 state。',
      page: '二维码 SDK 接入文档',
    },
    { goto },
  );
}
