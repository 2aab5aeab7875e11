import { AuthError, type AuthErrorCode, type AuthErrorDetails } from '@feishu-login/auth-types';
import type { GrantKey } from './records.ts';

const silences = new Set<AuthErrorCode>(['upstream_unavailable', 'overloaded']);

/** Whether the platform said nothing: it did not answer, or was not asked because too much is asked of it. */
export function isSilence(error: unknown): boolean {
  return error instanceof AuthError && silences.has(error.code);
}

/** The platform could not be asked, or its answer did not arrive or could not be understood. */
export class UpstreamFailure extends AuthError {
  /** False when the platform certainly did not act on the request, so that the same code may be sent again. */
  readonly maybeActedOn: boolean;

  constructor(code: AuthErrorCode, message: string, details: AuthErrorDetails & { maybeActedOn: boolean }) {
    super(code, message, details);
    this.maybeActedOn = details.maybeActedOn;
  }
}

/**
 * Throws a failure on as one of something larger, of which the platform has or has not acted on more.
 * @throws what was given, as it is, if it is no `UpstreamFailure`
 */
export function rethrowAs(error: unknown, acted: { readonly maybeActedOn: boolean }): never {
  if (!(error instanceof UpstreamFailure)) throw error;
  throw new UpstreamFailure(error.code, error.message, { ...error.details, ...acted });
}

/** The platform refused a person we know, because they left, are frozen, or may not use the app any more. */
export class PersonGone extends AuthError {
  readonly person: GrantKey;

  constructor(person: GrantKey, platformCode: number) {
    super(
      'user_not_allowed',
      'This person may not use this app. An administrator of the organisation can change that.',
      {
        platformCode,
      },
    );
    this.person = person;
  }
}
