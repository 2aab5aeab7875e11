import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExchangeContext } from '../exchange/context.ts';
import { type EndpointFacts, failureBody } from '../exchange/endpoint-facts.ts';
import { type Answer, type FaultContext, jsonAnswer, numberParam } from './effect.ts';
import type { Struck } from './plan.ts';

/** Strikes before the work: gives the answer that stands in for it, or nothing when the work is still to be done. */
export async function strikeBefore({ kind }: Struck, context: FaultContext): Promise<Answer | undefined> {
  const { effect } = kind;
  switch (effect.kind) {
    case 'arrange':
      effect.arrange(context);
      return undefined;
    case 'delay':
      await delay(context, effect.standardMs);
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
export async function strikeAfter({ kind }: Struck, context: FaultContext): Promise<void> {
  if (kind.effect.kind === 'delay') await delay(context, kind.effect.standardMs);
}

/** Real time, as long as there is a platform. */
async function delay({ params, platform: { ending } }: FaultContext, standardMs: number): Promise<void> {
  const ms = numberParam(params, 'ms', standardMs);
  await sleep(ms, undefined, { signal: ending, ref: false }).catch((error: unknown) => {
    if (!ending.aborted) throw error;
  });
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
      hangUpAtTheEnd(ctx.res, context.platform.ending);
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

function hangUpAtTheEnd(res: ServerResponse, ending: AbortSignal): void {
  const hangUp = () => res.destroy();
  ending.addEventListener('abort', hangUp, { once: true });
  res.once('close', () => ending.removeEventListener('abort', hangUp));
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
