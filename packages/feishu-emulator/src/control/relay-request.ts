/** A call of the emulated client's `tt.request`, to be sent on its behalf. */
export interface RelayedRequest {
  url: string;
  method: string;
  header: Readonly<Record<string, string>>;
  data?: unknown;
  /** The body's bytes, in place of `data`. */
  base64?: string | undefined;
  /** Whether the answer's bytes are wanted, unchanged, rather than what they say. */
  bytes?: boolean | undefined;
}

export interface RelayedAnswer {
  statusCode: number;
  header: Record<string, string>;
  data?: unknown;
  base64?: string;
}

/** Why there is no answer, with the status that tells the client. */
export class RelayError extends Error {
  override name = 'RelayError';
  readonly status: 413 | 502;

  constructor(status: 413 | 502, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** Bytes that go through it in either direction. The documentation names no limit; this one keeps a page alive. */
const relayLimit = 32 * 2 ** 20;

/** What the JSON of a relayed request may take: base64 is a third longer than its bytes, and there are headers. */
export const relayedLimit = Math.ceil((relayLimit * 4) / 3) + 2 ** 20;

export function tooLarge(what: string): RelayError {
  return new RelayError(413, `${what} is larger than ${relayLimit / 2 ** 20} MB, the most that the relay takes`);
}

/** networkTimeout in app.json goes up to this (全局配置). */
const timeoutMs = 60_000;

/** Sends without a browser's rules, until nobody waits any more: a real client knows no CORS. */
export async function relayRequest(
  asked: RelayedRequest,
  redirect: 'manual' | 'follow',
  over?: AbortSignal,
): Promise<RelayedAnswer> {
  try {
    const { target, body, headers } = prepared(asked);
    const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(over ? [over] : [])]);
    const answer = await fetch(target, { method: asked.method, headers, body, redirect, signal });
    const bytes = await readAtMost(answer, asked.url);
    const told = { statusCode: answer.status, header: Object.fromEntries(answer.headers) };
    if (asked.bytes) return { ...told, base64: bytes.toString('base64') };
    return { ...told, data: readJson(bytes.toString('utf8')) };
  } catch (error) {
    if (error instanceof RelayError) throw error;
    throw new RelayError(502, causeOf(error), { cause: error });
  }
}

/** Data of a GET goes to the query, of others to the body: JSON, or a form where the header says so (发起请求). */
function prepared({ url, method, header, data, base64 }: RelayedRequest) {
  const target = new URL(url);
  const headers = new Headers(header);
  if (method === 'GET' || method === 'HEAD') {
    for (const [name, value] of Object.entries(Object(data))) target.searchParams.set(name, String(value));
    return { target, headers, body: null };
  }
  if (base64 !== undefined) return { target, headers, body: bytesOf(base64) };
  if (data === undefined || data === null || typeof data === 'string') return { target, headers, body: data ?? null };
  const type = headers.get('content-type') ?? 'application/json';
  headers.set('content-type', type);
  const isForm = type.startsWith('application/x-www-form-urlencoded') && typeof data === 'object';
  return { target, headers, body: isForm ? formOf(data) : JSON.stringify(data) };
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
  if (bytes.byteLength > relayLimit) throw tooLarge('what is sent');
  return bytes;
}

async function readAtMost(answer: Response, url: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // A failed read ends the connection, so that the rest is never sent.
  for await (const chunk of answer.body ?? []) {
    length += chunk.byteLength;
    if (length > relayLimit) throw tooLarge(`the answer from ${new URL(url).host}`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function formOf(data: object): string {
  return new URLSearchParams(
    Object.entries(data).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
}

/** dataType json is the default: what parses is handed over parsed. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
