import type { IncomingMessage } from 'node:http';
import { type Adapter, type AdapterPayload, errors, Provider } from 'oidc-provider';
import type { OidcRecord } from '../auth/ports/oidc.ts';
import type { Ports } from '../auth/ports/ports.ts';
import type { Visitor } from '../auth/ports/visitor.ts';
import { sha256 } from '../auth/token.ts';
import { clientMetadata } from './clients.ts';

/** Who sent each request that the provider is answering. */
export type Visitors = Pick<WeakMap<IncomingMessage, Visitor>, 'get'>;

/** Kinds that belong to a browser's session by themselves; what is issued under a grant inherits the grant's. */
const ofSession = new Set(['Session', 'Grant']);

/** What the sealed name of a device code is good for. */
const idContext = 'oidc device code';

/**
 * Keeps what the provider issues, under the hash of what proves it. The provider's own session is the shadow of ours:
 * in the browser of any other session, or of none, it is not found.
 */
export function createAdapter(ports: Ports, visitors: Visitors): (kind: string) => Adapter {
  const { records, clients } = ports.store.oidc;
  const now = () => ports.clock.now();
  const visitorNow = (): Visitor | undefined => {
    const request = Provider.ctx?.req;
    return request === undefined ? undefined : visitors.get(request);
  };
  const sessionOf = async (): Promise<string | undefined> => (await visitorNow()?.signedIn())?.session.id;

  return (kind) => {
    const find = async (by: 'id' | 'uid' | 'user_code', value: string): Promise<AdapterPayload | undefined> => {
      const found = await records.find(kind, by, sha256(value), now());
      if (found === undefined) return undefined;
      if (kind === 'Session' && by === 'id' && found.sessionId !== ((await sessionOf()) ?? null)) return undefined;
      const payload: AdapterPayload = JSON.parse(found.payload);
      payload.jti = by === 'id' ? value : ports.keys.open(payload.jti ?? '', idContext);
      if (found.consumedAt !== null) payload.consumed = Math.floor(found.consumedAt / 1000);
      return payload;
    };
    const findClient = async (id: string): Promise<AdapterPayload | undefined> => {
      const client = await clients.find(id);
      return client === undefined ? undefined : clientMetadata(client);
    };
    return {
      upsert: async (id, payload) =>
        records.save({
          ...toRecord(kind, id, {
            ...payload,
            // Found by what a person types in, and then saved again under its own name.
            jti: kind === 'DeviceCode' ? ports.keys.seal(id, idContext) : undefined,
          }),
          sessionId: (ofSession.has(kind) ? await sessionOf() : undefined) ?? null,
        }),
      find: (id) => (kind === 'Client' ? findClient(id) : find('id', id)),
      findByUid: (uid) => find('uid', uid),
      findByUserCode: (userCode) => {
        const visitor = visitorNow();
        // Typed in by a person, short, and whoever guesses one signs a stranger's device in.
        return visitor === undefined ? find('user_code', userCode) : visitor.guess(() => find('user_code', userCode));
      },
      consume: async (id) => {
        const first = await records.consume(kind, sha256(id), now());
        if (!first) throw new errors.InvalidGrant('it was used in the same moment');
      },
      destroy: (id) => records.remove(kind, sha256(id)),
      revokeByGrantId: (grantId) => records.revoke(kind, sha256(grantId)),
    };
  };
}

function toRecord(kind: string, id: string, payload: AdapterPayload): Omit<OidcRecord, 'sessionId'> {
  const { session, ...kept } = payload;
  // The provider writes the cookie of its session along, and never reads it.
  const { cookie, ...withoutCookie } = session ?? {};
  const hashed = (value: string | undefined) => (value === undefined ? null : sha256(value));
  return {
    kind,
    idHash: sha256(id),
    payload: JSON.stringify(session === undefined ? kept : { ...kept, session: withoutCookie }),
    clientId: payload.clientId ?? null,
    // An interaction may outlive the session it began in: it asks for another.
    grantHash: hashed(kind === 'Interaction' ? undefined : payload.grantId),
    uidHash: hashed(kind === 'Session' ? payload.uid : undefined),
    userCodeHash: hashed(payload.userCode),
    expiresAt: payload.exp === undefined ? null : payload.exp * 1000,
  };
}
