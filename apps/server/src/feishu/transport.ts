import { Agent as HttpAgent, type IncomingHttpHeaders, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { createProxyAgent } from './proxy-agent.ts';

export interface PlatformRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  /** The documented path, where the address has somebody's id in it: the platform counts calls by it. */
  readonly endpoint?: string;
  readonly bearer?: string;
  readonly json?: Record<string, unknown>;
  readonly form?: Readonly<Record<string, string>>;
  /** Success may come without a body or without a number. */
  readonly mayBeEmpty?: true;
  /** Not every platform has this endpoint. */
  readonly mayBeAbsent?: true;
  /** Asked for somebody who is about to sign in, and goes behind what is asked for people who are signed in. */
  readonly signIn?: true;
}

/** An answer that arrived whole: status, the headers we read, and whatever JSON it was. */
export interface PlatformAnswer {
  readonly status: number;
  readonly rateLimitReset: string | undefined;
  readonly body: unknown;
}

/**
 * Why there is no answer. `unsent`: the platform never saw the request; `no_host`: nor is there a host of that name.
 * `unanswered`: it may have acted on it.
 * `unreadable`: it answered something that is no JSON, too large, or a redirect.
 */
export class TransportFailure extends Error {
  readonly kind: 'unsent' | 'no_host' | 'unanswered' | 'unreadable';
  readonly status: number | undefined;

  constructor(kind: TransportFailure['kind'], reason: string, status?: number) {
    super(reason);
    this.name = 'TransportFailure';
    this.kind = kind;
    this.status = status;
  }
}

export interface Transport {
  /** One attempt. @throws TransportFailure */
  send(request: PlatformRequest, signal: AbortSignal): Promise<PlatformAnswer>;
  close(): void;
}

export interface TransportLimits {
  /** Milliseconds for one attempt, connecting included. */
  readonly timeout: number;
  /** The platform's tokens are a few KB; anything much larger is not an answer. */
  readonly maxBytes: number;
  /** Goes the way the environment's proxy variables tell. */
  readonly throughProxy?: boolean;
}

/** The network side of the platform's client: no redirects, no retries of its own, bounded in time and size. */
export function createTransport({ timeout, maxBytes, throughProxy = false }: TransportLimits): Transport {
  const sockets = { keepAlive: true, maxSockets: 64 };
  const proxied = throughProxy ? createProxyAgent(sockets) : undefined;
  const agent = { http: proxied ?? new HttpAgent(sockets), https: proxied ?? new HttpsAgent(sockets) };
  let closed = false;
  return {
    send: async (asked, signal) => {
      if (closed) throw new TransportFailure('unsent', 'closed');
      return read(await exchange(asked, { agent, timeout, maxBytes, signal }), asked.mayBeEmpty ?? false);
    },
    close: () => {
      closed = true;
      agent.http.destroy();
      agent.https.destroy();
    },
  };
}

interface Exchanging extends Pick<TransportLimits, 'timeout' | 'maxBytes'> {
  readonly agent: { readonly http: HttpAgent; readonly https: HttpAgent };
  readonly signal: AbortSignal;
}

interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

/** A connection that is not there by then will not be. */
const longestConnecting = 1_500;

/** @throws TransportFailure */
function exchange(asked: PlatformRequest, { agent, timeout, maxBytes, signal }: Exchanging): Promise<Answered> {
  const { method, url } = asked;
  const { body, headers } = written(asked);
  const secure = url.protocol === 'https:';
  return new Promise((resolve, reject) => {
    const options = { method, headers, signal, agent: secure ? agent.https : agent.http };
    const request = (secure ? requestHttps : requestHttp)(url, options);
    let sent = false;
    let connecting: NodeJS.Timeout | undefined;
    const whole = setTimeout(() => request.destroy(new Error('too late')), timeout);
    const done = () => {
      clearTimeout(whole);
      clearTimeout(connecting);
    };
    const fail = (error: Error) => {
      done();
      reject(error instanceof TransportFailure ? error : transportFailure(error, sent));
    };
    request
      .once('socket', () => {
        connecting = setTimeout(() => request.destroy(new Error('connecting')), Math.min(timeout, longestConnecting));
      })
      // Handed over whole: until then there was no connection, or no certificate that somebody vouches for.
      .once('finish', () => {
        sent = true;
        clearTimeout(connecting);
      })
      .on('error', fail)
      .once('response', (response) => {
        const parts: Buffer[] = [];
        let length = 0;
        response
          .on('data', (part: Buffer) => {
            length += part.length;
            if (length > maxBytes) request.destroy(new TransportFailure('unreadable', 'answer too large'));
            else parts.push(part);
          })
          .on('error', fail)
          .once('end', () => {
            done();
            resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes: Buffer.concat(parts) });
          });
      })
      .end(body);
  });
}

function written({ bearer, json, form }: PlatformRequest) {
  const body = json === undefined ? form && new URLSearchParams(form).toString() : JSON.stringify(json);
  const type = json === undefined ? 'application/x-www-form-urlencoded' : 'application/json; charset=utf-8';
  const headers = {
    'user-agent': 'feishu-login',
    accept: 'application/json',
    ...(body !== undefined && { 'content-type': type, 'content-length': Buffer.byteLength(body) }),
    ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
  };
  return { body, headers };
}

function read({ status, headers, bytes }: Answered, mayBeEmpty: boolean): PlatformAnswer {
  if (status >= 300 && status < 400) throw new TransportFailure('unreadable', `redirect ${status}`, status);
  const rateLimitReset = header(headers['x-ogw-ratelimit-reset']);
  const body = parse(bytes);
  const enough = mayBeEmpty && status < 300 && bytes.length === 0;
  // "Too many requests" needs no words. The rest is told by its size alone: the text may hold a token.
  if (body === undefined && status !== 429 && !enough)
    throw new TransportFailure('unreadable', `no JSON in ${bytes.length} bytes`, status);
  return { status, rateLimitReset, body };
}

/** `undefined` for what is no JSON in UTF-8. */
function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    return undefined;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function header(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** Only the code of what Node says: its message may hold an address with somebody's id. */
function transportFailure(error: Error, sent: boolean): TransportFailure {
  const reason = 'code' in error ? String(error.code) : error.message;
  if (reason === 'ENOTFOUND') return new TransportFailure('no_host', reason);
  return new TransportFailure(sent ? 'unanswered' : 'unsent', reason);
}
