import { AuthError, type AuthErrorBody } from '@feishu-login/auth-types';

/** What goes wrong by itself (a socket closed, a body too long) and what nobody expected, as one of our refusals. */
export function toAuthError(error: unknown): AuthError {
  if (error instanceof AuthError) return error;
  return new AuthError(
    'internal',
    'Something went wrong on the server. Try again; if it stays, tell the operator the request id.',
    {
      cause: error,
    },
  );
}

/** Numbers of the platform go out only where they tell who can help; `code_invalid` is one answer for all its causes. */
export function platformCodeOf({ code, details }: AuthError): number | undefined {
  return code === 'user_not_allowed' || code === 'upstream_unavailable' ? details.platformCode : undefined;
}

export function errorBody(error: AuthError, requestId: string, contact?: string): AuthErrorBody {
  const { retryAfter, scopes, line } = error.details;
  const platformCode = platformCodeOf(error);
  return {
    error: {
      code: error.code,
      message: error.message,
      request_id: requestId,
      ...(retryAfter === undefined ? {} : { retry_after: retryAfter }),
      ...(scopes === undefined ? {} : { scopes: [...scopes] }),
      ...(platformCode === undefined ? {} : { platform_code: platformCode }),
      ...(line === undefined ? {} : { line }),
      ...(contact === undefined ? {} : { contact }),
    },
  };
}

/** Seconds for `Retry-After`: every 429 and 503 has it. */
export function retryAfterOf({ status, details }: AuthError): number | undefined {
  return details.retryAfter ?? (status === 429 || status === 503 ? 5 : undefined);
}
