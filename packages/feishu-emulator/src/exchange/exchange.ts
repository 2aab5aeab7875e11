import { rateLimits } from '@feishu-login/feishu-types';
import type { Middleware } from 'koa';
import type { FaultContext } from '../faults/effect.ts';
import type { FaultFacts, Struck } from '../faults/plan.ts';
import { deliver, strikeAfter, strikeBefore } from '../faults/strike.ts';
import { feishuHosts } from '../intercept/feishu-hosts.ts';
import type { State } from '../state/state.ts';
import { type Body, type Call, isObject, readAuthorization, readBody } from './call.ts';
import type { ExchangeContext, ExchangeState, Note, Outcome } from './context.ts';
import { type EndpointFacts, failureBody } from './endpoint-facts.ts';
import { bodyOf, Refusal, refuseTooMany } from './failure.ts';
import { type Identified, identify } from './identify.ts';
import { entryOf } from './journal-entry.ts';
import { createLogId } from './log-id.ts';

/**
 * Wraps every documented endpoint and page: reads the request, lets faults strike before and after the work, words
 * refusals, and writes the journal. The one place that answers failures.
 */
export function exchange(state: State, endpoint: EndpointFacts): Middleware<ExchangeState> {
  return async (ctx, next) => {
    const call = callOf(ctx, await readBody(ctx.req), state);
    const who = identify(state, call);
    const notes: Note[] = [];
    ctx.state.call = call;
    ctx.state.note = (note) => notes.push(note);
    ctx.set('X-Tt-Logid', call.logId);
    ctx.set('X-Request-Id', call.logId);

    const facts = factsOf(call, who);
    const context = (struck: Struck): FaultContext => ({ params: struck.params, call, endpoint, platform: state });

    const before = state.faults.strike('before', facts);
    const replaced = before && (await strikeBefore(before, context(before)));
    const outcome = replaced ? { committed: false } : await work(ctx, next, state, endpoint, who);
    const after = before ? undefined : state.faults.strike('after', facts);
    if (after) await strikeAfter(after, context(after));

    const struck = before ?? after;
    const answered: unknown = ctx.body;
    const status = struck ? deliver(ctx, struck, replaced, context(struck)) : ctx.status;
    state.journal.record(
      entryOf({ endpoint, call, who, notes, outcome, status, answered, replaced, struck, struckBefore: !!before }),
    );
  };
}

function callOf(ctx: ExchangeContext, body: Body, state: State): Call {
  const params: unknown = ctx.params;
  return {
    method: ctx.method,
    path: ctx.path,
    params: isObject(params) ? Object.fromEntries(Object.entries(params).map(([k, v]) => [k, String(v)])) : {},
    query: new URLSearchParams(ctx.querystring),
    headers: ctx.headers,
    body,
    ...readAuthorization(ctx.headers.authorization),
    ip: ctx.ip,
    // Under a host of Feishu's own, callers come by HTTPS, or by `feishu-emulator/intercept`, which is plain on our side.
    secure: ctx.secure || feishuHosts.includes(ctx.headers.host ?? ''),
    logId: createLogId(state.clock.now()),
  };
}

function factsOf(call: Call, who: Identified): FaultFacts {
  const grantType = call.body.fields.grant_type;
  return {
    path: call.path,
    app_id: who.app_id,
    open_id: who.open_id,
    user: who.user,
    grant_type: typeof grantType === 'string' ? grantType : null,
    fields: call.body.fields,
  };
}

/** Runs the route and puts a refusal into words. */
async function work(
  ctx: ExchangeContext,
  next: () => Promise<unknown>,
  state: State,
  endpoint: EndpointFacts,
  who: Identified,
): Promise<Outcome> {
  try {
    limitRate(state, endpoint, who);
    await next();
    return { committed: true };
  } catch (error) {
    if (error instanceof Refusal) {
      ctx.status = error.http;
      ctx.set({ ...error.headers });
      ctx.body = bodyOf(error, ctx.state.call.logId);
      return { committed: false, refusal: error };
    }
    // A fault of the emulator itself is told as the platform tells its own, and to whoever runs it.
    console.error(`${ctx.method} ${ctx.path} failed inside the emulator:`, error);
    ctx.status = 500;
    ctx.body = failureBody(endpoint, 20050);
    return { committed: false };
  }
}

function limitRate(state: State, endpoint: EndpointFacts, who: Identified): void {
  const limit = state.settings.values.rate_limits ? (endpoint.rate ?? rateLimits[endpoint.path]) : undefined;
  if (!limit) return;
  const exceeded = state.rateLimiter.hit(`${endpoint.path} ${who.app_id} ${who.tenant_key}`, limit);
  if (exceeded) throw refuseTooMany(state.settings, exceeded);
}
