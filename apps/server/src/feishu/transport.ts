import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { got, RequestError, type Response } from 'got';
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
  const client = got.extend({
    agent,
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    decompress: false,
    timeout: { request: timeout, connect: Math.min(timeout, 1_500) },
    headers: { 'user-agent': 'feishu-login', accept: 'application/json' },
  });

  let closed = false;

  return {
    send: async ({ method, url, bearer, json, form, mayBeEmpty = false }, signal) => {
      if (closed) throw new TransportFailure('unsent', 'closed');
      const asked = client(url, {
        method,
        signal,
        responseType: 'buffer',
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
        ...(form === undefined ? {} : { form }),
        headers: {
          ...(json === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
          ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        },
      });
      let tooLarge = false;
      asked.on('downloadProgress', ({ transferred }) => {
        if (transferred <= maxBytes) return;
        tooLarge = true;
        asked.cancel();
      });
      try {
        return read(await asked, mayBeEmpty);
      } catch (error) {
        if (error instanceof TransportFailure) throw error;
        throw tooLarge ? new TransportFailure('unreadable', 'answer too large') : transportFailure(error);
      }
    },
    close: () => {
      closed = true;
      agent.http.destroy();
      agent.https.destroy();
    },
  };
}

function read(response: Response<Buffer>, mayBeEmpty: boolean): PlatformAnswer {
  const { statusCode: status, headers } = response;
  if (status >= 300 && status < 400) throw new TransportFailure('unreadable', `redirect ${status}`, status);
  const rateLimitReset = header(headers['x-ogw-ratelimit-reset']);
  const body = parse(response.body);
  const enough = mayBeEmpty && status < 300 && response.body.length === 0;
  // "Too many requests" needs no words. The rest is told by its size alone: the text may hold a token.
  if (body === undefined && status !== 429 && !enough)
    throw new TransportFailure('unreadable', `no JSON in ${response.body.length} bytes`, status);
  return { status, rateLimitReset, body };
}

/** `undefined` for what is no JSON in UTF-8. */
function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function header(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** Codes of Node and got for a connection that never came to be. */
const neverConnected = new Set(['ECONNREFUSED', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ECONNABORTED']);
const connectingPhases = new Set(['lookup', 'connect', 'secureConnect', 'socket']);

function transportFailure(error: unknown): TransportFailure {
  if (!(error instanceof RequestError)) return new TransportFailure('unanswered', 'failed');
  if (error.code === 'ENOTFOUND') return new TransportFailure('no_host', error.code);
  const phase = 'event' in error ? String(error.event) : '';
  const unsent = neverConnected.has(error.code) || connectingPhases.has(phase) || isCertificateError(error.code);
  return new TransportFailure(unsent ? 'unsent' : 'unanswered', phase === '' ? error.code : `${error.code} ${phase}`);
}

function isCertificateError(code: string): boolean {
  return /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_|EPROTO)/.test(code);
}
