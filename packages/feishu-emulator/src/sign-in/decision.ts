import type { Platform } from '../state/platform.ts';
import type { Code, User } from '../state/records.ts';
import { withAnswer } from './answer-address.ts';
import type { AuthorizeRequest } from './authorize-request.ts';
import type { SignedIn } from './people.ts';

/** Only what the user has not granted before is shown; `first` when they never granted this app anything. */
export interface Increment {
  first: boolean;
  scopes: string[];
}

export function incrementOf(app_id: string, scopes: readonly string[], user: User, platform: Platform): Increment {
  const grant = platform.grants.find(app_id, user.open_id);
  return { first: !grant, scopes: scopes.filter((scope) => !grant?.scopes.includes(scope)) };
}

/** Whether the person has to press a button, or nothing is new and the setting spares them. */
export function needsConsent(
  { askAgain }: AuthorizeRequest,
  increment: Increment,
  { how }: SignedIn,
  { settings }: Platform,
): boolean {
  const { auto_consent, consent_when_nothing_new } = settings.values;
  if (auto_consent) return false;
  if (askAgain || increment.first || increment.scopes.length > 0) return true;
  if (consent_when_nothing_new === 'one_click') return true;
  return consent_when_nothing_new === 'skip_in_client' && how !== 'client';
}

/** The user agreed: remembers it and says where the browser goes with the code. */
export function accept(request: AuthorizeRequest, user: User, platform: Platform): { location: string; code: Code } {
  platform.grants.add(request.app.app_id, user.open_id, request.scopes);
  const code = platform.codes.mint({
    via: request.variant.via,
    app_id: request.app.app_id,
    user: user.open_id,
    scopes: request.scopes,
    redirect_uri: request.redirectUri,
    code_challenge: request.challenge,
    code_challenge_method: request.challengeMethod,
  });
  return { location: withAnswer(request.redirectUri, { code: code.value, state: request.state }), code };
}

/** `access_denied` is the only documented value, and comes without a description (获取授权码). */
export function refuseAccess(request: AuthorizeRequest): string {
  return withAnswer(request.redirectUri, { error: 'access_denied', state: request.state });
}
