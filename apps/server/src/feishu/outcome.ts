import { AuthError } from '@feishu-login/auth-types';
import type { z } from 'zod';
import { UpstreamFailure } from '../auth/ports/feishu-failure.ts';
import type { Meaning } from './errors.ts';

/** A refusal the platform put into words: its number, and what that means to us. */
export interface Refusal {
  readonly refused: true;
  readonly code: number;
  readonly meaning: Meaning;
  /** An earlier attempt of this call may have been acted on, so "used already" may speak of ourselves. */
  readonly afterLostAnswer: boolean;
  /** The scopes the platform names as missing. */
  readonly missingScopes: readonly string[];
  /** By which the platform's support finds it. */
  readonly logId: string | undefined;
}

export type Outcome = { readonly refused: false; readonly body: Record<string, unknown> } | Refusal;

/**
 * The parsed answer, or the refusal in our vocabulary.
 * @throws AuthError, UpstreamFailure
 */
export function accept<T>(schema: z.ZodType<T>, outcome: Outcome): T {
  if (outcome.refused) throw refusalError(outcome);
  return promised(schema, outcome.body);
}

/**
 * The same for the exchange of a code: the only call whose refusal can be about the code.
 * @throws AuthError, UpstreamFailure
 */
export function acceptExchange<T>(schema: z.ZodType<T>, outcome: Outcome): T {
  if (outcome.refused) throw aboutTheCode(outcome) ?? refusalError(outcome);
  return promised(schema, outcome.body);
}

function promised<T>(schema: z.ZodType<T>, body: Record<string, unknown>): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  // The paths say what is missing; the values may be tokens.
  const paths = parsed.error.issues.map(({ path, code }) => `${path.join('.')}: ${code}`).join(', ');
  throw unusable(`answer without what it promises (${paths})`);
}

/** An answer that contradicts its promise. Its code is spent, so a new one is needed once the platform is well again. */
export function unusable(reason: string): UpstreamFailure {
  return new UpstreamFailure('upstream_unavailable', 'Feishu gave an answer that cannot be used. Try again shortly.', {
    retryAfter: 5,
    maybeActedOn: true,
    cause: new Error(reason),
  });
}

/** The person has left, is frozen, or may not use the app any more. */
export function isGone({ meaning }: Refusal): boolean {
  return meaning === 'user_gone' || meaning === 'user_not_allowed';
}

/** A refusal in the words of our API: about the person, or else about the app and what it asks. */
export function refusalError(refusal: Refusal): AuthError {
  return isGone(refusal) || refusal.meaning === 'access_controlled' ? aboutThePerson(refusal) : aboutTheApp(refusal);
}

function aboutTheCode({ code, meaning, afterLostAnswer }: Refusal): AuthError | undefined {
  if (meaning !== 'code_spent' && meaning !== 'code_invalid') return undefined;
  return meaning === 'code_spent' && afterLostAnswer
    ? new AuthError(
        'code_retry',
        'Feishu used up this code but its answer was lost. Ask for a new code and send that.',
        { platformCode: code },
      )
    : new AuthError('code_invalid', 'This code cannot be used. Ask Feishu for a new one.', { platformCode: code });
}

function aboutThePerson({ code }: Refusal): AuthError {
  return new AuthError(
    'user_not_allowed',
    'This person may not use this app. An administrator of the organisation can change that.',
    { platformCode: code },
  );
}

function aboutTheApp({ code, meaning, afterLostAnswer, logId }: Refusal): UpstreamFailure {
  return new UpstreamFailure(
    'upstream_unavailable',
    'Feishu refused this app’s request. Its developer can find the reason in the server’s log.',
    {
      platformCode: code,
      retryAfter: 30,
      maybeActedOn: meaning === 'reauth_required' || afterLostAnswer,
      cause: new Error(`code ${code} (${meaning})${logId === undefined ? '' : `, log_id ${logId}`}`),
    },
  );
}
