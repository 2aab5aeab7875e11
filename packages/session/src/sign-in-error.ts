const statusOf = { unauthorized: 401, invalid_request: 400, unavailable: 503 } as const;

/**
 * `unauthorized`: nobody is signed in. `invalid_request`: the request names two people at once. `unavailable`: the
 * sign-in server did not say who it is, which is no reason to sign anybody out.
 */
export type SignInErrorCode = keyof typeof statusOf;

/** Carries what Koa, Express, Fastify and NestJS read from an error, so that each answers with the right status by itself. */
export class SignInError extends Error {
  override readonly name = 'SignInError';
  readonly code: SignInErrorCode;
  readonly status: number;
  readonly statusCode: number;
  /** The message is for anybody to read. */
  readonly expose = true;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: SignInErrorCode, message: string, options: { cause?: unknown; retryAfter?: number } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.status = this.statusCode = statusOf[code];
    this.headers = headersOf(code, options.retryAfter ?? 1);
  }
}

/** Told by its name: the ESM and the CommonJS build each have a class of their own. */
export function isSignInError(value: unknown): value is SignInError {
  return value instanceof Error && value.name === 'SignInError';
}

function headersOf(code: SignInErrorCode, retryAfter: number): Record<string, string> {
  if (code === 'unavailable') return { 'Retry-After': String(retryAfter), 'Cache-Control': 'no-store' };
  if (code === 'unauthorized') return { 'WWW-Authenticate': 'Bearer', 'Cache-Control': 'no-store' };
  return { 'Cache-Control': 'no-store' };
}
