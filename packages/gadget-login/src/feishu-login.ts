import type { Endpoint, Reply } from '@feishu-login/auth-types';
import {
  type AuthFailure,
  createTokenClient,
  type InputArguments,
  isAuthFailure,
  type LooseInput,
  type OwnEndpoint,
  type SignOutReach,
  type StoredSession,
  type TokenAuthClient,
} from '@feishu-login/client';
import { describeDevice } from './device.ts';
import type { FeishuTt } from './feishu-tt.ts';
import { createKept } from './kept.ts';
import { requestCode } from './one-time-code.ts';
import { createSend } from './send.ts';

export interface FeishuLoginOptions {
  /** The address of your server, the one that Feishu knows as a request domain: `https://login.example.com`. */
  apiUrl: string;
  /**
   * `true`, unless said otherwise: the first time somebody is asked for in a run, the client says who holds the device,
   * without a tap. Nobody who signed out is signed in again that way. `false`: only `signIn` signs in.
   */
  automatic?: boolean;
  /** Seconds that an answer of your server may take; more than `networkTimeout` in app.json, 65 if nothing is said. */
  timeout?: number;
  /** The client's functions; the global `tt` if nothing is said. */
  tt?: FeishuTt;
  /** Told of trouble that was survived, such as storage that cannot be written; the console if nothing is said. */
  warn?(what: string, cause: unknown): void;
}

/** `GET /api/v1/me`, or any method and path of your own server. */
type Answer<E extends OwnEndpoint> = E extends Endpoint ? Reply<E> : unknown;
type Input<E extends OwnEndpoint> = E extends Endpoint ? InputArguments<E> : [input?: LooseInput];

/** Everything rejects with an `AuthFailure`: its `code` says what went wrong. */
export interface FeishuLogin {
  /** Who is signed in; nobody after a sign-out. The first call of a run is the one that may sign in without a tap. */
  session(): Promise<StoredSession | undefined>;
  /** Signs in, for a button. */
  signIn(): Promise<StoredSession>;
  /**
   * Sends to your server with the session, which is renewed once where that helps, and resolves with the answer's JSON:
   * `request('PUT /orders/:id', { params: { id: '7' }, query: { notify: 'yes' }, body: { count: 2 } })`.
   */
  request<E extends OwnEndpoint>(endpoint: E, ...input: Input<E>): Promise<Answer<E>>;
  /** Signs out; resolves with the failure where the server could not be told. */
  signOut(how?: { from: SignOutReach }): Promise<AuthFailure | undefined>;
  /** Asks for Feishu's permissions, for a button: those of a failure `reauth_required`, or any the app has. */
  requireScopes(scopes: readonly string[]): Promise<StoredSession>;
}

declare const tt: FeishuTt;

/** The sign-in of a mini program: one for all its pages, which share the session and its renewals. */
export function createFeishuLogin(options: FeishuLoginOptions): FeishuLogin {
  const client = options.tt ?? tt;
  const warn = options.warn ?? ((what: string, cause: unknown) => console.warn(what, cause));
  const kept = createKept(client, warn);
  const auth = createTokenClient({
    send: createSend({ tt: client, apiUrl: addressOf(options.apiUrl), withinMs: (options.timeout ?? 65) * 1000 }),
    requestCode: (scopes) => requestCode(client, scopes),
    tokens: kept.tokens,
    now: () => Date.now(),
    describeDevice: () => describeDevice(client),
    warn,
  });

  let begun = options.automatic === false;
  let starting: Promise<void> | undefined;

  /** Once in a run, before anything else is answered; only those who wait for it are told of its failure. */
  function start(): Promise<void> {
    if (begun) return starting ?? Promise.resolve();
    begun = true;
    if (kept.wasSignedOut()) return Promise.resolve();
    const asking = askWhoIsThere(auth, warn);
    starting = asking;
    const ended = (): void => {
      starting = undefined;
    };
    asking.then(ended, ended);
    return asking;
  }

  return {
    async session() {
      await start();
      return auth.session();
    },
    async signIn() {
      begun = true;
      // A tap while the client is being asked already joins that.
      const session = (await starting?.then(() => auth.session())) ?? (await withNewCode(() => auth.signIn()));
      kept.markSignedOut(false);
      return session;
    },
    async request<E extends OwnEndpoint>(endpoint: E, ...input: Input<E>) {
      await start();
      return (await auth.callOwn(endpoint, input[0] as LooseInput | undefined)) as Answer<E>;
    },
    async signOut(how = { from: 'device' }) {
      if (how.from === 'device') kept.markSignedOut(true);
      // Or the session that is on its way would outlive this.
      await starting?.catch(() => undefined);
      begun = true;
      const untold = await auth.signOut(how);
      if (untold === undefined) kept.markSignedOut(true);
      return untold;
    },
    requireScopes: (scopes) => start().then(() => withNewCode(() => auth.authorize(scopes))),
  };
}

/**
 * Whoever holds the device is signed in. Where somebody was, the client says whether it is still them: accounts are
 * switched, and not every client keeps their storage apart. A client or a network that cannot say ends nobody's session;
 * somebody who may not come in does.
 */
async function askWhoIsThere(auth: TokenAuthClient, warn: (what: string, cause: unknown) => void): Promise<void> {
  if ((await auth.session()) === undefined) {
    await withNewCode(() => auth.signIn());
    return;
  }
  try {
    await withNewCode(() => auth.authorize([]));
  } catch (failure) {
    if (isAuthFailure(failure) && failure.code === 'user_not_allowed') {
      await auth.forget();
      throw failure;
    }
    warn('who holds the device cannot be said', failure);
  }
}

/** Feishu spent the code and its answer was lost: nobody did anything wrong, and one more code costs nothing. */
function withNewCode(attempt: () => Promise<StoredSession>): Promise<StoredSession> {
  return attempt().catch((failure: unknown) => {
    if (isAuthFailure(failure) && failure.code === 'code_retry') return attempt();
    throw failure;
  });
}

function addressOf(apiUrl: string): string {
  if (/^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/.test(apiUrl)) return apiUrl.replace(/\/+$/, '');
  throw new Error(`apiUrl is ${JSON.stringify(apiUrl)}; it must be an address like https://login.example.com`);
}
