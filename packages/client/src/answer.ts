import { isAuthErrorCode, type PlaceInLine } from '@feishu-login/auth-types/errors';
import { type AuthFailure, authFailure, isAuthFailure } from './failure.ts';
import type { HttpReply, HttpRequest, Send } from './ports.ts';
import { isRecord } from './stored-session.ts';

/** Sends a request and resolves with the body of a good answer; everything else becomes an `AuthFailure`. */
export async function exchange(send: Send, request: HttpRequest): Promise<unknown> {
  return bodyOf(await deliver(send, request));
}

async function deliver(send: Send, request: HttpRequest): Promise<HttpReply> {
  try {
    return await send(request);
  } catch (cause) {
    if (isAuthFailure(cause)) throw cause;
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw authFailure('no_network', `No answer to ${request.method} ${request.path.replace(/\?.*/, '')}: ${detail}`);
  }
}

function bodyOf(reply: HttpReply): unknown {
  if (reply.status === 204) return undefined;
  if (reply.status >= 200 && reply.status < 300 && isRecord(reply.body)) return reply.body;
  throw failureFrom(reply);
}

/** Only an answer in our own words has a meaning of ours: the 401 of a hotel's proxy ends no session. */
function failureFrom(reply: HttpReply): AuthFailure {
  const error = isRecord(reply.body) && isRecord(reply.body.error) ? reply.body.error : {};
  const details = {
    requestId: textOr(error.request_id, header(reply, 'x-request-id')),
    retryAfter: seconds(error.retry_after) ?? seconds(Number.parseInt(header(reply, 'retry-after') ?? '', 10)),
    scopes: Array.isArray(error.scopes) ? error.scopes.filter(isText) : undefined,
    status: reply.status,
    contact: textOr(error.contact, undefined),
    line: isPlace(error.line) ? error.line : undefined,
    platformCode: typeof error.platform_code === 'number' ? error.platform_code : undefined,
  };
  return isAuthErrorCode(error.code)
    ? authFailure(error.code, textOr(error.message, error.code) ?? error.code, details)
    : authFailure('bad_answer', `HTTP ${reply.status} with an answer that is not the server’s own.`, {
        ...details,
        answer: reply.body,
      });
}

function isPlace(said: unknown): said is PlaceInLine {
  return isRecord(said) && isText(said.ticket) && typeof said.ahead === 'number' && typeof said.seconds === 'number';
}

function header(reply: HttpReply, name: string): string | undefined {
  const found = Object.keys(reply.headers).find((key) => key.toLowerCase() === name);
  return found === undefined ? undefined : reply.headers[found];
}

function seconds(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function textOr(value: unknown, fallback: string | undefined): string | undefined {
  return isText(value) ? value : fallback;
}
