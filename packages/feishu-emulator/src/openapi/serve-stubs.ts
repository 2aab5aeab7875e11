import type { Middleware } from 'koa';
import { type Caller, requireCaller } from '../access/caller.ts';
import { type Call, isObject } from '../exchange/call.ts';
import type { ExchangeContext, ExchangeState } from '../exchange/context.ts';
import type { EndpointFacts } from '../exchange/endpoint-facts.ts';
import { exchange } from '../exchange/exchange.ts';
import { randomHex } from '../state/secrets.ts';
import type { State } from '../state/state.ts';
import type { LiveStub, StubAnswer, StubbedCall } from './stub.ts';
import { fillTemplate } from './template.ts';

/** Answers what is stubbed, with the gateway, the faults and the journal around it as around every endpoint. */
export function serveStubs(state: State): Middleware<ExchangeState> {
  return (ctx, next) => {
    const found = state.stubs.find(ctx.method, ctx.path);
    if (!found) return next();
    const { placed, params } = found;
    Object.assign(ctx, { params });
    return exchange(state, factsOf(placed.stub))(ctx, async () => {
      await answer(ctx, state, placed.stub);
      placed.answered += 1;
    });
  };
}

function factsOf({ method, path, page, rate }: LiveStub): EndpointFacts {
  const limit = rate && {
    perMinute: rate.per_minute,
    ...(rate.per_second !== undefined && { perSecond: rate.per_second }),
  };
  return { method, path, page, dialect: 'envelope', errors: {}, ...(limit && { rate: limit }) };
}

async function answer(ctx: ExchangeContext, state: State, stub: LiveStub): Promise<void> {
  const { call } = ctx.state;
  const caller =
    stub.token === 'none' ? undefined : requireCaller(call, state, { token: stub.token, scopes: stub.scopes });
  const seen = stubbedCall(call, state, caller);
  const { status = 200, headers = {}, body } = await answerOf(stub, seen);
  ctx.status = status;
  ctx.set({ ...headers });
  ctx.body = body;
}

async function answerOf({ answer: told, method, path }: LiveStub, seen: StubbedCall): Promise<StubAnswer> {
  if (typeof told !== 'function') {
    const { app = {}, user = {}, now } = seen;
    const facts = { ...seen, app, user, now_seconds: Math.floor(now / 1000), id: randomHex(16) };
    return { ...told, body: fillTemplate(told.body, facts) };
  }
  const answered = await Promise.resolve(seen)
    .then(told)
    .catch((error: unknown) => {
      throw new Error(`The stub of ${method} ${path} threw.`, { cause: error });
    });
  if (isObject(answered) && 'body' in answered) return answered;
  throw new Error(`The stub of ${method} ${path} gave no { body }.`);
}

function stubbedCall(
  { method, path, params, query, body }: Call,
  state: State,
  caller: Caller | undefined,
): StubbedCall {
  const { app, user, tenant_key = '' } = caller ?? {};
  return {
    method,
    path,
    params,
    query: Object.fromEntries(query),
    body: body.fields,
    app: app && { app_id: app.app_id, name: app.name, tenant_key },
    user: app &&
      user && {
        open_id: state.users.openIdFor(user, app),
        union_id: state.users.unionIdFor(user, app),
        user_id: user.user_id,
        name: user.name,
      },
    now: state.clock.now(),
  };
}
