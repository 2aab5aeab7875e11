import { isSignInError } from './sign-in-error.ts';

/** A refusal as a `Response`, for frameworks that speak Fetch; what is no refusal is thrown on. */
export function refusalAnswer(error: unknown): Response {
  if (!isSignInError(error)) throw error;
  const { code, message, status, headers } = error;
  return Response.json({ error: { code, message } }, { status, headers });
}
