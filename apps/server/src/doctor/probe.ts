import { got, RequestError } from 'got';
import type { ProxyAgent } from 'proxy-agent';

export interface Question {
  readonly method: 'GET' | 'POST' | 'HEAD';
  readonly url: URL;
  readonly bearer?: string;
  readonly json?: Record<string, unknown>;
}

/** An answer, whatever its status. */
export interface Answered {
  readonly answered: true;
  readonly status: number;
  readonly text: string;
  readonly location: string | undefined;
  /** The `Date` header, and when it was read: half-way between asking and hearing, on this machine's clock. */
  readonly date: { readonly theirs: number; readonly ours: number } | undefined;
  readonly milliseconds: number;
}

export interface Unanswered {
  readonly answered: false;
  readonly why: 'name' | 'refused' | 'timeout' | 'certificate' | 'not_tls' | 'network';
  /** The code Node gives it. */
  readonly code: string;
}

export type Probe = (question: Question) => Promise<Answered | Unanswered>;

/** Asks as the server does: no redirects, no second try, and its way to the host. */
export function createProbe(timeout: number, agent?: ProxyAgent): Probe {
  return async ({ method, url, bearer, json }) => {
    const asked = Date.now();
    const begun = performance.now();
    try {
      const response = await got(url, {
        method,
        ...(agent === undefined ? {} : { agent: { http: agent, https: agent } }),
        timeout: { request: timeout },
        retry: { limit: 0 },
        followRedirect: false,
        throwHttpErrors: false,
        headers: {
          'user-agent': 'feishu-login-doctor',
          ...(json === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
          ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        },
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      });
      const milliseconds = performance.now() - begun;
      const theirs = Date.parse(response.headers.date ?? '');
      return {
        answered: true,
        status: response.statusCode,
        text: response.body,
        location: response.headers.location,
        date: Number.isNaN(theirs) ? undefined : { theirs, ours: asked + milliseconds / 2 },
        milliseconds: Math.round(milliseconds),
      };
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      return { answered: false, why: reasonOf(error.code), code: error.code };
    }
  };
}

function reasonOf(code: string): Unanswered['why'] {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'name';
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'ETIMEDOUT') return 'timeout';
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) return 'not_tls';
  if (/^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_)/.test(code)) return 'certificate';
  return 'network';
}
