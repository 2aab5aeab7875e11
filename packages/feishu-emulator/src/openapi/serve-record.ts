import type { Middleware } from 'koa';
import { type Call, isObject, parseObject } from '../exchange/call.ts';
import type { ExchangeContext, ExchangeState } from '../exchange/context.ts';
import type { EndpointFacts } from '../exchange/endpoint-facts.ts';
import { exchange } from '../exchange/exchange.ts';
import { maskedWhole, secretsIn } from '../exchange/masked-body.ts';
import type { State } from '../state/state.ts';
import { askedBy } from './asked.ts';
import type { Recorder } from './recorder.ts';

const recorded: EndpointFacts = { method: 'GET', path: '(record)', page: 'record', dialect: 'envelope', errors: {} };
const timeoutMs = 30_000;
/** What the real host is told of the caller, and the caller of its answer. */
const sentHeaders = ['authorization', 'content-type', 'accept', 'accept-language', 'user-agent'];
const keptHeaders = ['content-type', 'x-tt-logid', 'x-ogw-ratelimit-limit', 'x-ogw-ratelimit-reset'];

/** Hands every OpenAPI call to the real host, and writes down those that the emulator itself could not answer. */
export function serveRecord(
  state: State,
  recorder: Recorder,
  isEmulated: (ctx: ExchangeContext) => boolean,
): Middleware<ExchangeState> {
  const around = exchange(state, recorded);
  return (ctx, next) => {
    if (!ctx.path.startsWith('/open-apis/')) return next();
    return around(ctx, () => pass(ctx, recorder, isEmulated(ctx)));
  };
}

async function pass(ctx: ExchangeContext, recorder: Recorder, emulated: boolean): Promise<void> {
  const { call } = ctx.state;
  const answer = await send(ctx, recorder.to);
  if (typeof answer === 'string') return refuse(ctx, answer);
  const text = answer.body.toString('utf8');
  const told = parseObject(text);
  const fields = { ...Object.fromEntries(call.query), ...call.body.fields };
  for (const secret of secretsIn(fields, call.headers.authorization)) recorder.secrets.add(secret);
  for (const secret of secretsOf(told)) recorder.secrets.add(secret);
  ctx.status = answer.status;
  ctx.set(answer.headers);
  ctx.body = told ?? answer.body;
  if (emulated) return;
  if (told === undefined) return ctx.state.note({ why: notJson });
  await recorder.keep({
    ...askedBy(call, recorder.secrets),
    status: answer.status,
    answer: JSON.parse(JSON.stringify(maskedWhole(told, recorder.secrets))),
  });
}

const notJson = {
  en: 'The real host’s answer is no JSON object: it was handed on, not recorded.',
  zh: '真实平台的回答不是 JSON 对象：已转交，但未录制。',
};

interface Passed {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** The real host's answer, or why there is none. */
async function send(ctx: ExchangeContext, to: string): Promise<Passed | string> {
  const { call } = ctx.state;
  if (call.body.kind === 'unreadable' && call.body.raw.length === 0)
    return 'The body is over 1 MB, or did not arrive whole; such calls are not passed on.';
  const headers = sentHeaders.flatMap((name) => {
    const value = ctx.get(name);
    return value === '' ? [] : [[name, value] satisfies [string, string]];
  });
  try {
    const answer = await fetch(to + ctx.url, {
      method: call.method,
      headers,
      body: bodyOf(call),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const kept = keptHeaders.flatMap((name) => {
      const value = answer.headers.get(name);
      return value === null ? [] : [[name, value]];
    });
    return { status: answer.status, headers: Object.fromEntries(kept), body: Buffer.from(await answer.arrayBuffer()) };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return `${to} did not answer: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
}

function bodyOf({ method, body }: Call): Uint8Array<ArrayBuffer> | null {
  return method === 'GET' || method === 'HEAD' || body.raw.length === 0 ? null : new Uint8Array(body.raw);
}

function refuse(ctx: ExchangeContext, reason: string): void {
  ctx.state.note({ committed: false, why: { en: reason, zh: `未能转发：${reason}` } });
  ctx.status = 502;
  ctx.body = { code: 502, msg: `emulator: ${reason}` };
}

/** Tokens handed out, at the top or in `data`. */
function secretsOf(told: Record<string, unknown> | undefined): string[] {
  const data = told?.data;
  return told ? [...secretsIn(told, undefined), ...(isObject(data) ? secretsIn(data, undefined) : [])] : [];
}
