import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import getRawBody from 'raw-body';

/** One request as the endpoints see it, read once. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Body;
  /** `Authorization: Bearer …`. */
  readonly bearer: string | undefined;
  /** `Authorization: Basic …`. */
  readonly basic: BasicCredentials | undefined;
  readonly ip: string;
  /** Whether the caller takes the connection for an encrypted one. */
  readonly secure: boolean;
  readonly logId: string;
}

export interface BasicCredentials {
  id: string;
  /** As RFC 6749 section 2.3.1 asks, and as careless clients send it. */
  secrets: readonly string[];
}

export interface Body {
  kind: 'none' | 'json' | 'form' | 'unreadable';
  fields: Readonly<Record<string, unknown>>;
  raw: Buffer;
}

/** Far above anything a login sends; a caller that goes beyond gets an unreadable body. */
const usualLimit = 2 ** 20;
/** The same for objects in objects. */
const deepest = 200;

export async function readBody(req: IncomingMessage, limit = usualLimit): Promise<Body> {
  const { 'content-length': length, 'transfer-encoding': coding } = req.headers;
  const raw = length === undefined && coding === undefined ? Buffer.alloc(0) : await readAtMost(req, limit);
  if (!raw) return { kind: 'unreadable', fields: {}, raw: Buffer.alloc(0) };
  if (raw.length === 0) return { kind: 'none', fields: {}, raw };
  const text = raw.toString('utf8');
  const type = (req.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type === 'application/x-www-form-urlencoded' && !text.trimStart().startsWith('{')) {
    return { kind: 'form', fields: Object.fromEntries(new URLSearchParams(text)), raw };
  }
  const fields = parseObject(text);
  return fields ? { kind: 'json', fields, raw } : { kind: 'unreadable', fields: {}, raw };
}

/** Nothing where the body is too large, or was broken off, or was not sent as its headers said. */
async function readAtMost(req: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  try {
    return await getRawBody(req, { limit });
  } catch {
    // Unread, the rest would end the connection before the answer is there.
    req.resume();
    return undefined;
  }
}

/** The object that a JSON text holds; `undefined` for any other text. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && !isTooDeep(value, text) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Whoever walks through a value, or writes it out again, would otherwise run out of stack. */
function isTooDeep(value: object, text: string): boolean {
  // Each level takes two brackets.
  if (text.length < 2 * deepest) return false;
  let level: object[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true;
    level = level.flatMap((one) => Object.values(one).filter((inner) => typeof inner === 'object' && inner !== null));
  }
  return false;
}

/** The address by which the caller reached this platform, without a last slash; a world's ends in its name. */
export function ownAddress({ secure, headers }: Pick<Call, 'secure' | 'headers'>): string {
  return `${secure ? 'https' : 'http'}://${headers.host ?? 'localhost'}${headers['x-emulator-prefix'] ?? ''}`;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `Authorization`, read as tolerantly as RFC 9110 asks: the scheme in any case, one or more spaces. */
export function readAuthorization(header: string | undefined): Pick<Call, 'bearer' | 'basic'> {
  const [, scheme, value] = /^\s*(\S+)\s+(\S+)\s*$/.exec(header ?? '') ?? [];
  if (!scheme || !value) return { bearer: undefined, basic: undefined };
  if (scheme.toLowerCase() === 'bearer') return { bearer: value, basic: undefined };
  if (scheme.toLowerCase() !== 'basic') return { bearer: undefined, basic: undefined };
  const [, id = '', secret = ''] = /^([^:]*):?(.*)$/s.exec(Buffer.from(value, 'base64').toString('utf8')) ?? [];
  return { bearer: undefined, basic: { id: formDecode(id), secrets: [formDecode(secret), secret] } };
}

/** RFC 6749 section 2.3.1: the two halves of Basic are form-encoded first. */
function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
