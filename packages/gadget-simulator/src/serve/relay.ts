import type { NetworkLog } from './network-log.ts';

/** A call of `tt.request`, as the emulator's client hands it over. */
export interface Relayed {
  url: string;
  method: string;
  header: Record<string, string>;
  data?: unknown;
}

export interface RelayAnswer {
  status: number;
  body: unknown;
}

/** networkTimeout in app.json goes up to this (page "全局配置"). */
const longest = 60_000;

/** Sends what the mini program sends, without a browser's rules: a real client knows no CORS. */
export async function relay(asked: Relayed, log: NetworkLog): Promise<RelayAnswer> {
  const { url, method, header, data } = asked;
  const exchange = {
    method,
    url,
    header,
    ...(data !== undefined && { body: typeof data === 'string' ? readJson(data) : data }),
  };
  try {
    const { target, body, headers } = prepared(asked);
    const signal = AbortSignal.timeout(longest);
    const answer = await fetch(target, { method, headers, body, redirect: 'manual', signal });
    const text = await answer.text();
    const read = readJson(text);
    log.add({ ...exchange, status: answer.status, answer: read });
    return { status: 200, body: { statusCode: answer.status, header: Object.fromEntries(answer.headers), data: read } };
  } catch (error) {
    const failure = causeOf(error);
    log.add({ ...exchange, failure });
    return { status: 502, body: { error: `no answer from ${url}: ${failure}` } };
  }
}

/** Data of a GET goes to the query, of others to the body: JSON, or a form where the header says so (page "request"). */
function prepared({ url, method, header, data }: Relayed): { target: URL; headers: Headers; body: string | null } {
  const target = new URL(url);
  const headers = new Headers(header);
  if (method === 'GET' || method === 'HEAD') {
    for (const [name, value] of Object.entries(Object(data))) target.searchParams.set(name, String(value));
    return { target, headers, body: null };
  }
  if (data === undefined || typeof data === 'string') return { target, headers, body: data ?? null };
  const type = headers.get('content-type') ?? 'application/json';
  headers.set('content-type', type);
  const isForm = type.startsWith('application/x-www-form-urlencoded');
  return { target, headers, body: isForm ? formOf(Object(data)) : JSON.stringify(data) };
}

function formOf(data: object): string {
  return new URLSearchParams(Object.entries(data).map(([name, value]) => [name, String(value)])).toString();
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function causeOf(error: unknown): string {
  const { message, cause } = error instanceof Error ? error : { message: String(error), cause: undefined };
  return cause instanceof Error ? cause.message : message;
}
