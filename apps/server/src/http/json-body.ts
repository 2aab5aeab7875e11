import type { IncomingMessage } from 'node:http';
import { AuthError } from '@feishu-login/auth-types';
import rawBody from 'raw-body';
import secureJson from 'secure-json-parse';

const maxBytes = 16 * 1024;
const maxDepth = 20;
/** U+FEFF in UTF-8: no text that starts with it is JSON (RFC 8259 section 8.1). */
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Whether the request carries a body at all (RFC 9112 section 6.3). */
function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** A long body that nobody read to its end: the connection closes after the answer instead of taking the rest in. */
export function isLongUnread(request: IncomingMessage): boolean {
  const { headers, complete, readableEnded } = request;
  const long = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > maxBytes;
  return long && !complete && !readableEnded;
}

/**
 * Reads a JSON body strictly: UTF-8 only, no compression, bounded in size and depth, no key twice and none that reaches
 * a prototype. `undefined` if there is no body.
 * @throws AuthError `payload_too_large`, `unsupported_media_type`, `invalid_request`
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  if (!hasBody(request)) return undefined;
  const bytes = await rawBody(request, { length: request.headers['content-length'] ?? null, limit: maxBytes }).catch(
    bodyFailure,
  );
  const text = decode(bytes);
  const value = parse(text);
  if (!isPlain(value, 0)) throw invalid(`nests deeper than ${maxDepth} levels or holds text that is not valid Unicode`);
  if (namesIn(text) !== keysOf(value)) throw invalid('has the same key twice');
  return value;
}

/**
 * What no HTML form can send. A request without a body may leave the type out; one that changes something must not
 * name another.
 * @throws AuthError `unsupported_media_type`
 */
export function requireJsonIfAny(request: IncomingMessage): void {
  const type = request.headers['content-type'] ?? '';
  const encoding = request.headers['content-encoding'];
  const safe = request.method === 'GET' || request.method === 'HEAD';
  if (!hasBody(request) && (type === '' || safe)) return;
  if (/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type) && encoding === undefined) return;
  throw notJson();
}

function notJson(): AuthError {
  const message = 'Send the body as application/json in UTF-8, without compression or byte order mark.';
  return new AuthError('unsupported_media_type', message);
}

function bodyFailure(error: unknown): never {
  if (error instanceof Error && 'type' in error && error.type === 'entity.too.large') {
    throw new AuthError('payload_too_large', `The body may have at most ${maxBytes} bytes.`);
  }
  throw invalid('did not arrive whole');
}

function decode(bytes: Buffer): string {
  if (bytes.subarray(0, 3).equals(byteOrderMark)) throw notJson();
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw invalid('is not valid UTF-8');
  }
}

function parse(text: string): unknown {
  try {
    return secureJson.parse(text, null, { protoAction: 'error', constructorAction: 'error' });
  } catch {
    // The parser's message quotes the body, which may hold a code or a token.
    throw invalid('is not JSON we accept');
  }
}

/** Not deeper than any honest body, and no lone surrogate or NUL, which PostgreSQL does not take. */
function isPlain(value: unknown, depth: number): boolean {
  if (depth > maxDepth) return false;
  if (typeof value === 'string') return isText(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, inner]) => isText(key) && isPlain(inner, depth + 1));
}

/** Names before a colon in a valid JSON text. The parser keeps the last of a name's values, others might keep the first. */
function namesIn(text: string): number {
  return [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/gs)].filter(([, colon]) => colon !== undefined).length;
}

function keysOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inner = Object.values(value).reduce((sum: number, part) => sum + keysOf(part), 0);
  return inner + (Array.isArray(value) ? 0 : Object.keys(value).length);
}

function isText(value: string): boolean {
  return !/[\p{Cs}\0]/u.test(value);
}

function invalid(what: string): AuthError {
  return new AuthError('invalid_request', `The body ${what}.`);
}
