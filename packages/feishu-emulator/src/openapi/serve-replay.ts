import type { Middleware } from 'koa';
import { requireCaller } from '../access/caller.ts';
import type { ExchangeContext, ExchangeState } from '../exchange/context.ts';
import type { EndpointFacts } from '../exchange/endpoint-facts.ts';
import { exchange } from '../exchange/exchange.ts';
import { secretsIn } from '../exchange/masked-body.ts';
import type { State } from '../state/state.ts';
import { askedBy } from './asked.ts';

const replayed: EndpointFacts = { method: 'GET', path: '(replay)', page: 'replay', dialect: 'envelope', errors: {} };

/** Answers what no endpoint does as it was recorded, to callers with a living token of the recorded kind. */
export function serveReplay(state: State): Middleware<ExchangeState> {
  const around = exchange(state, replayed);
  return (ctx, next) => {
    if (state.replay.calls.length === 0 || !ctx.path.startsWith('/open-apis/')) return next();
    return around(ctx, async () => answer(ctx, state));
  };
}

function answer(ctx: ExchangeContext, state: State): void {
  const { call } = ctx.state;
  const secrets = secretsIn({ ...Object.fromEntries(call.query), ...call.body.fields }, call.headers.authorization);
  const asked = askedBy(call, secrets);
  const outcome = state.replay.answer(asked);
  if ('missed' in outcome) {
    const why = { en: outcome.missed, zh: `录制文件中没有这样的请求。${outcome.missed}` };
    ctx.state.note({ code: 404, committed: false, why });
    ctx.status = 404;
    ctx.body = { code: 404, msg: `emulator: ${outcome.missed}` };
    return;
  }
  if (asked.token !== 'none') requireCaller(call, state, { token: asked.token, scopes: [] });
  ctx.status = outcome.found.status;
  ctx.body = outcome.found.answer;
}
