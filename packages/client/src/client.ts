import type { Endpoint, Reply } from '@feishu-login/auth-types';
import { exchange } from './answer.ts';
import { type InputArguments, isPublic, type LooseInput, requestFor } from './endpoint.ts';
import { type AuthFailure, isAuthFailure } from './failure.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { CookiePorts, HttpMethod, TokenPorts } from './ports.ts';
import { createRenewal } from './renewal.ts';
import { createSessionKeeper } from './session-keeper.ts';
import { type SignOutReach, signOutRequest } from './sign-out.ts';
import type { StoredSession } from './stored-session.ts';
import {
  currentOrRefuse,
  endOnServer,
  sendAuthenticated,
  signInWithCode,
  signOutBeyond,
  signOutHere,
} from './token-session.ts';

/** Calls any endpoint of the server by its name in the contract. Rejects with an `AuthFailure`, always. */
export type Call = <E extends Endpoint>(endpoint: E, ...input: InputArguments<E>) => Promise<Reply<E>>;

/** `METHOD /path`, of a server that takes the same sessions; `:name` in the path is filled in from `params`. */
export type OwnEndpoint = `${HttpMethod} /${string}`;

/** The part every host has. */
export interface AuthClient {
  call: Call;
  /**
   * Signs out, of this device if nothing else is said; resolves with the failure when the server could not do it. This
   * device is signed out all the same; after a failure of the further reaching two, nothing here has changed.
   */
  signOut(how?: { from: SignOutReach }): Promise<AuthFailure | undefined>;
}

/** The client of a host that holds the tokens itself. */
export interface TokenAuthClient extends AuthClient {
  /** Who is signed in, as far as this device knows. Asks nobody. */
  session(): Promise<StoredSession | undefined>;
  /** Asks the Feishu client for a code and exchanges it, once. Every further attempt starts with a new code. */
  signIn(): Promise<StoredSession>;
  /**
   * Asks the user for Feishu scopes, for use with `withScopes`. The code they agree with makes a new session, which
   * takes the place of the one before; without their consent that one goes on.
   */
  authorize(scopes: readonly string[]): Promise<StoredSession>;
  /** As `call`, for endpoints of one's own too: what they answer is theirs to say. */
  callOwn(endpoint: OwnEndpoint, input?: LooseInput): Promise<unknown>;
  /** Forgets the session on this device, and tells nobody. */
  forget(): Promise<void>;
  /** Renews the tokens now. `call` does this by itself when it is time. */
  refresh(): Promise<StoredSession>;
}

const thisDevice: { from: SignOutReach } = { from: 'device' };

/** The client half of the contract: for a host with a cookie, or for one that holds the tokens. */
export function createAuthClient(ports: TokenPorts): TokenAuthClient;
export function createAuthClient(ports: CookiePorts): AuthClient;
export function createAuthClient(ports: TokenPorts | CookiePorts): AuthClient {
  return 'tokens' in ports ? createTokenClient(ports) : createCookieClient(ports);
}

function createCookieClient({ send }: CookiePorts): AuthClient {
  return {
    call: callWith((endpoint, input) => exchange(send, requestFor(endpoint, input))),
    signOut: ({ from } = thisDevice) => failureOf(from, exchange(send, signOutRequest(from))),
  };
}

/** For a host that holds the tokens. */
export function createTokenClient(ports: TokenPorts): TokenAuthClient {
  const keeper = createSessionKeeper(ports);
  const own = { ports, keeper, renewal: createRenewal(ports, keeper), place: {} };
  const signingIn = oneAtATime((scopes: readonly string[]) => signInWithCode(own, scopes));

  const authorizing = oneAtATime(async (scopes: readonly string[]): Promise<StoredSession> => {
    const before = await currentOrRefuse(keeper);
    const session = await signingIn.run(scopes);
    const untold = await failureOf('device', endOnServer(own, before));
    if (untold !== undefined) ports.warn?.('the session before the authorization could not be ended', untold);
    return session;
  });

  async function ask(endpoint: string, input?: LooseInput): Promise<unknown> {
    const request = requestFor(endpoint, input);
    return isPublic(endpoint) ? exchange(ports.send, request) : sendAuthenticated(own, request);
  }

  return {
    call: callWith(ask),
    callOwn: ask,
    session: () => keeper.current(),
    signIn: () => signingIn.run([]),
    authorize: authorizing.run,
    forget: () => keeper.forget(),
    async refresh() {
      return own.renewal.replace(await currentOrRefuse(keeper));
    },
    signOut: ({ from } = thisDevice) =>
      failureOf(from, from === 'device' ? signOutHere(own) : signOutBeyond(own, from)),
  };
}

/** Ties the generic signature to one way of sending. */
function callWith(ask: (endpoint: string, input?: LooseInput) => Promise<unknown>): Call {
  return async <E extends Endpoint>(endpoint: E, ...input: InputArguments<E>) =>
    // The contract's schemas stay on the server, so that clients stay small: a good answer of it is believed.
    (await ask(endpoint, input[0] as LooseInput | undefined)) as Reply<E>;
}

/** Why an ending did not come about. A session that the server does not know is ended already; others may go on. */
async function failureOf(from: SignOutReach, ending: Promise<unknown>): Promise<AuthFailure | undefined> {
  try {
    await ending;
    return undefined;
  } catch (failure) {
    if (!isAuthFailure(failure)) throw failure;
    return from === 'device' && failure.code === 'unauthorized' ? undefined : failure;
  }
}
