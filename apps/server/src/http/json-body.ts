import type { IncomingMessage } from 'node:http';
import { AuthError } from '@feishu-login/auth-types';
import rawBody from 'raw-body';
import secureJson from 'secure-json-parse';

const maxBytes = 16 * 1024;
const maxDepth = 20;

/** Whether the request carries a body at all (RFC 9112 section 6.3). */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/**
 * Reads a JSON body strictly: UTF-8 only, no compression, bounded in size and depth, no keys that reach a prototype.
 * @throws AuthError `unsupported_media_type`, `payload_too_large`, `invalid_request`
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  requireJson(request);
  const bytes = await rawBody(request, { length: request.headers['content-length'] ?? null, limit: maxBytes }).catch(
    bodyFailure,
  );
  const value = parse(decode(bytes));
  if (!isPlain(value, 0)) throw invalid(`nests deeper than ${maxDepth} levels or holds text that is not valid Unicode`);
  return value;
}

/** @throws AuthError `unsupported_media_type` */
export function requireJson({ headers }: IncomingMessage): void {
  const type = headers['content-type'] ?? '';
  const encoding = headers['content-encoding'];
  if (/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type) && encoding === undefined) return;
  throw new AuthError('unsupported_media_type', 'Send the body as application/json in UTF-8, without compression.');
}

function bodyFailure(error: unknown): never {
  if (error instanceof Error && 'type' in error && error.type === 'entity.too.large') {
    throw new AuthError('payload_too_large', `The body may have at most ${maxBytes} bytes.`);
  }
  throw invalid('did not arrive whole');
}

function decode(bytes: Buffer): string {
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

function isText(value: string): boolean {
  return !/[\p{Cs}\0]/u.test(value);
}

function invalid(what: string): AuthError {
  return new AuthError('invalid_request', `The body ${what}.`);
}
