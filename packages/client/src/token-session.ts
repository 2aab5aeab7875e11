import { exchange } from './answer.ts';
import { requestFor } from './endpoint.ts';
import { authFailure, isAuthFailure } from './failure.ts';
import type { HttpRequest, TokenPorts } from './ports.ts';
import { type Renewal, refreshed, signedOut } from './renewal.ts';
import type { SessionKeeper } from './session-keeper.ts';
import { type SignOutReach, signOutRequest } from './sign-out.ts';
import { type StoredSession, sessionFromTokens } from './stored-session.ts';

/** What a session with tokens lives on: the host, the place it is kept in, and its renewal. */
interface Surroundings {
  ports: TokenPorts;
  keeper: SessionKeeper;
  renewal: Renewal;
  /** In the line of those who wait for Feishu. */
  place: { ticket?: string | undefined };
}

export async function currentOrRefuse(keeper: SessionKeeper): Promise<StoredSession> {
  const session = await keeper.current();
  if (session === undefined) throw signedOut();
  return session;
}

/** Sends with the current token; one that the server no longer takes is replaced, once. */
export async function sendAuthenticated(
  { ports, keeper, renewal }: Surroundings,
  request: HttpRequest,
): Promise<unknown> {
  const session = await renewal.usable(await currentOrRefuse(keeper));
  try {
    return await exchange(ports.send, withToken(request, session));
  } catch (failure) {
    // A server of one’s own may say it in words of its own; only what the renewal is told ends the session.
    if (!isAuthFailure(failure) || (failure.code !== 'unauthorized' && failure.status !== 401)) throw failure;
    return exchange(ports.send, withToken(request, await renewal.replace(session)));
  }
}

/** A new code from the Feishu client becomes a session, which is kept. */
export async function signInWithCode(
  { ports, keeper, place }: Surroundings,
  scopes: readonly string[],
): Promise<StoredSession> {
  const answer = await ports.requestCode(scopes);
  if ('refusal' in answer) throw authFailure(answer.refusal, answer.message, { platformCode: answer.errno });
  const device = ports.describeDevice?.();
  const { ticket } = place;
  const body = { code: answer.code, via: answer.via, ...(device && { device }), ...(ticket && { ticket }) };
  const tokens = await exchange(ports.send, requestFor('POST /api/v1/auth/gadget', { body })).catch(
    (failure: unknown) => {
      if (isAuthFailure(failure)) place.ticket = failure.line?.ticket ?? ticket;
      throw failure;
    },
  );
  place.ticket = undefined;
  const session = sessionFromTokens(tokens, ports.now());
  await keeper.keep(session);
  return session;
}

/** Ends `session` on the server; a renewal under way is waited for, because it makes the old tokens worthless. */
export async function endOnServer({ ports, renewal }: Surroundings, session: StoredSession): Promise<void> {
  const latest = (await renewal.pending()?.catch(() => undefined)) ?? session;
  const end = (session: StoredSession) => exchange(ports.send, withToken(signOutRequest('device'), session));
  if (ports.now() >= latest.accessEndsAt) {
    await end(await refreshed(ports, latest));
    return;
  }
  await end(latest).catch(async (failure: unknown) => {
    if (!isAuthFailure(failure) || failure.code !== 'unauthorized') throw failure;
    // The device's clock may be wrong: a token that ended is no proof that its session has.
    const next = await refreshed(ports, latest).catch(() => {
      throw failure;
    });
    await end(next);
  });
}

/** Forgets the session here whatever becomes of its end on the server. */
export async function signOutHere(surroundings: Surroundings): Promise<void> {
  const { keeper } = surroundings;
  const session = await keeper.current();
  await keeper.forget();
  if (session !== undefined) await endOnServer(surroundings, session);
}

/** Only the server can do this: without its yes, the session goes on. */
export async function signOutBeyond(surroundings: Surroundings, from: SignOutReach): Promise<void> {
  await sendAuthenticated(surroundings, signOutRequest(from));
  await surroundings.keeper.forget();
}

function withToken(request: HttpRequest, session: StoredSession): HttpRequest {
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${session.accessToken}` } };
}
