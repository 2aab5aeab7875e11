import { setTimeout as sleep } from 'node:timers/promises';
import type { ExchangeContext } from '../exchange/context.ts';
import { type EndpointFacts, failureBody } from '../exchange/endpoint-facts.ts';
import { type Answer, type FaultContext, jsonAnswer, numberParam } from './effect.ts';
import type { Struck } from './plan.ts';

/** Strikes before the work: gives the answer that stands in for it, or nothing when the work is still to be done. */
export async function strikeBefore({ kind, params }: Struck, context: FaultContext): Promise<Answer | undefined> {
  const { effect } = kind;
  switch (effect.kind) {
    case 'arrange':
      effect.arrange(context);
      return undefined;
    case 'delay':
      await sleep(numberParam(params, 'ms', effect.standardMs));
      return undefined;
    case 'answer':
      return effect.answer(context);
    case 'garble':
    case 'wire':
      return standIn(context.endpoint);
    default:
      return undefined;
  }
}

/** Strikes after the work: only time passes here, `deliver` does the rest. */
export async function strikeAfter({ kind, params }: Struck): Promise<void> {
  if (kind.effect.kind === 'delay') await sleep(numberParam(params, 'ms', kind.effect.standardMs));
}

/** Sends what the fault makes of the answer. The status is null when nothing was sent. */
export function deliver(
  ctx: ExchangeContext,
  { kind }: Struck,
  replaced: Answer | undefined,
  context: FaultContext,
): number | null {
  const { effect } = kind;
  switch (effect.kind) {
    case 'wire': {
      const answer = replaced ?? answerOf(ctx);
      ctx.respond = false;
      effect.send(ctx.res, answer, context);
      return ctx.res.headersSent ? answer.status : null;
    }
    case 'answer':
      return send(ctx, replaced ?? effect.answer(context));
    case 'alter':
      return send(ctx, effect.alter(replaced ?? answerOf(ctx), context));
    case 'garble':
      return send(ctx, effect.garble(replaced ?? answerOf(ctx), context));
    default:
      return ctx.status;
  }
}

/** For damage to an answer that was never made. */
function standIn(endpoint: EndpointFacts): Answer {
  return jsonAnswer(200, failureBody(endpoint, 20050));
}

function answerOf(ctx: ExchangeContext): Answer {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(ctx.response.headers)) {
    if (value !== undefined && name !== 'content-length') headers[name] = String(value);
  }
  const body: unknown = ctx.body;
  const bytes = Buffer.isBuffer(body)
    ? body
    : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body ?? {}));
  return { status: ctx.status, headers, body: bytes };
}

function send(ctx: ExchangeContext, answer: Answer): number {
  ctx.body = answer.body;
  ctx.status = answer.status;
  ctx.set(answer.headers);
  return answer.status;
}
