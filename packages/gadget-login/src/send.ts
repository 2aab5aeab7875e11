import type { HttpReply, HttpRequest, Send } from '@feishu-login/client';
import { askClient, readJson, readNumber, readRecord } from './client-bridge.ts';
import type { FeishuTt } from './feishu-tt.ts';

/** The client takes ten requests at once (发起请求); those beyond wait here for their turn. */
const atOnce = 10;
/** `Too many API calls`: the rest of the mini program sends too. Nothing was sent, so it may be sent again. */
const tooManyCalls = 111;
const againAfterMs = 300;
const triesAllowed = 5;

export interface SendOptions {
  tt: FeishuTt;
  apiUrl: string;
  /** How long an answer may take, for clients that never say that there is none. */
  withinMs: number;
}

/** Sends to one's own server, the only one that is given the session. */
export function createSend({ tt, apiUrl, withinMs }: SendOptions): Send {
  const inTurn = createTurns(atOnce);

  async function once(request: HttpRequest, triesLeft: number): Promise<HttpReply> {
    const { method, path, headers, body } = request;
    const options = { url: apiUrl + path, method, header: headers, ...(body === undefined ? {} : { data: body }) };
    const answer = await askClient(withinMs, (callbacks) => tt.request({ ...options, ...callbacks }));
    if (answer.kind === 'silence') throw new Error(`tt.request did not answer within ${withinMs / 1000} s`);
    if (answer.kind === 'success') return replyFrom(answer.result) ?? noStatus();
    // Where the client reports a refusal (4xx, 5xx) is not documented; with a status, an answer did come.
    const reply = replyFrom(answer.error);
    if (reply !== undefined) return reply;
    if (answer.errno === tooManyCalls && triesLeft > 1) {
      await new Promise<void>((resolve) => setTimeout(resolve, againAfterMs));
      return once(request, triesLeft - 1);
    }
    throw new Error(answer.errno === undefined ? answer.message : `${answer.message} (errno ${answer.errno})`);
  }

  return (request) => inTurn(() => once(request, triesAllowed));
}

function replyFrom({ statusCode, header, data }: Readonly<Record<string, unknown>>): HttpReply | undefined {
  const status = readNumber(statusCode);
  if (status === undefined) return undefined;
  const headers = Object.entries(readRecord(header)).map(([name, value]) => [name, String(value)] as const);
  return { status, headers: fromPairs(headers), body: readJson(data) };
}

function noStatus(): never {
  throw new Error('tt.request answered without a status');
}

/** `Object.fromEntries` is younger than the engines of older clients. */
function fromPairs(pairs: readonly (readonly [string, string])[]): Record<string, string> {
  const record: Record<string, string> = {};
  for (const [name, value] of pairs) record[name] = value;
  return record;
}

/** Runs so many actions at a time; the others begin in the order in which they came. */
function createTurns(limit: number): <Result>(action: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let running = 0;
  const leave = (): void => {
    running -= 1;
    waiting.shift()?.();
  };
  return async (action) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
    try {
      return await action();
    } finally {
      leave();
    }
  };
}
