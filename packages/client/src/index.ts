export {
  type AuthClient,
  type Call,
  createAuthClient,
  createTokenClient,
  type OwnEndpoint,
  type TokenAuthClient,
} from './client.ts';
export { consentIsOver } from './consent.ts';
export { deviceName } from './device-name.ts';
export type { InputArguments, LooseInput } from './endpoint.ts';
export { type AuthFailure, authFailure, type FailureCode, isAuthFailure } from './failure.ts';
export { initialsOf } from './initials.ts';
export type {
  CodeAnswer,
  CodeRefusal,
  CookiePorts,
  HttpMethod,
  HttpReply,
  HttpRequest,
  Send,
  TokenPorts,
  TokenStore,
} from './ports.ts';
export type { SignOutReach } from './sign-out.ts';
export type { StoredSession } from './stored-session.ts';
export { askWho, type Who } from './who.ts';
export { type Authorize, scopesToGrant, withScopes } from './with-scopes.ts';
