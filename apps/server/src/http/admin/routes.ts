import { AuthError } from '@feishu-login/auth-types';
import type { AdminEndpoint, AdminParams, AdminQuery, AdminReply, CheckUp } from '@feishu-login/auth-types/admin';
import { asAdministrator } from '../../auth/administration/acts.ts';
import { steppedUpUntil } from '../../auth/administration/administrators.ts';
import { toldAuditEntry } from '../../auth/administration/audit-entry.ts';
import { blockPerson, unblockPerson } from '../../auth/administration/blocking.ts';
import { findClient, type RegisteredClient, removeClient, rotateClient } from '../../auth/administration/clients.ts';
import { endSession, endSessionsOf } from '../../auth/administration/ending.ts';
import { erasePerson } from '../../auth/administration/erasing.ts';
import { auditedId, describe } from '../../auth/administration/person.ts';
import type { Ports } from '../../auth/ports/ports.ts';
import type { SignedIn } from '../../auth/ports/records.ts';
import type { Person } from '../../auth/ports/register.ts';
import { toSession } from '../replies.ts';
import { lastHour } from './last-hour.ts';
import { toClient, toInstant, toListedPerson, toPerson } from './replies.ts';

/** What only the page of administrators needs from outside. */
export interface AdminDesk {
  /** What the doctor finds. */
  checkUp(): Promise<CheckUp>;
  /** @throws when this process should not be sent requests */
  ready(): Promise<void>;
}

interface Asked<E extends AdminEndpoint> {
  readonly query: AdminQuery<E>;
  readonly params: AdminParams<E>;
  readonly desk: AdminDesk;
}

type Handler<E extends AdminEndpoint> = (ports: Ports, admin: SignedIn, asked: Asked<E>) => Promise<AdminReply<E>>;

const atMost = 50;
const historyLength = 50;
const auditLength = 100;

/** All that administrators may ask. An endpoint of the contract that is missing here is a type error. */
export const adminRoutes: { [E in AdminEndpoint]: Handler<E> } = {
  'GET /api/v1/admin/me': async (ports, { user, session }) => ({
    id: user.id,
    name: user.name,
    stepped_up_until: toInstant(steppedUpUntil(ports, session)),
  }),

  'GET /api/v1/admin/people': async ({ store, clock }, _admin, { query: { search = '' } }) => {
    const people = await store.register.list({ search: search.trim(), limit: atMost + 1, now: clock.now() });
    return { people: people.slice(0, atMost).map(toListedPerson), more: people.length > atMost };
  },

  'GET /api/v1/admin/people/:id': async (ports, admin, { params: { id } }) => {
    const found = await describe(ports, await knownPerson(ports, id));
    const history = await ports.store.audit.search({ userId: id, limit: historyLength });
    await asAdministrator(ports, admin).record({ event: 'admin.person_viewed', reason: null, userId: id });
    const sessions = found.sessions.map((session) => toSession(session, admin.session.id));
    return toPerson(found, { history, sessions });
  },

  'DELETE /api/v1/admin/people/:id': async (ports, admin, { params: { id } }) => {
    await knownPerson(ports, id);
    if (id === admin.user.id)
      throw new AuthError('invalid_request', 'Nobody erases themselves. Another administrator, or an operator, can.');
    if ((await erasePerson(asAdministrator(ports, admin), id)) === undefined) throw nobodyHere();
    return undefined;
  },

  'DELETE /api/v1/admin/people/:id/sessions': async (ports, admin, { params: { id } }) => {
    await knownPerson(ports, id);
    return { sessions_ended: await endSessionsOf(asAdministrator(ports, admin), id) };
  },

  'POST /api/v1/admin/people/:id/block': async (ports, admin, { params: { id } }) => {
    await knownPerson(ports, id);
    if (id === admin.user.id)
      throw new AuthError('invalid_request', 'Nobody blocks themselves. Another administrator, or an operator, can.');
    return { sessions_ended: (await blockPerson(asAdministrator(ports, admin), id)) ?? 0 };
  },

  'DELETE /api/v1/admin/people/:id/block': async (ports, admin, { params: { id } }) => {
    await knownPerson(ports, id);
    await unblockPerson(asAdministrator(ports, admin), id);
    return undefined;
  },

  'DELETE /api/v1/admin/sessions/:id': async (ports, admin, { params: { id } }) => {
    const ended = await endSession(asAdministrator(ports, admin), id);
    if (ended === undefined) throw new AuthError('not_found', 'There is no such session any more.');
    return undefined;
  },

  'GET /api/v1/admin/audit': async (ports, _admin, { query: { event, person, request_id: requestId } }) => {
    const entries = await ports.store.audit.search({
      limit: auditLength,
      ...(event !== undefined && { event }),
      ...(person !== undefined && { userId: await auditedId(ports, person) }),
      ...(requestId !== undefined && { requestId }),
    });
    return { entries: entries.map(toldAuditEntry) };
  },

  'GET /api/v1/admin/clients': async ({ store }) => ({ clients: (await store.oidc.clients.list()).map(toClient) }),

  'POST /api/v1/admin/clients/:id/secret': async (ports, admin, { params: { id } }) => {
    const client = await ownClient(ports, id);
    if (client.secretHash === null) throw new AuthError('invalid_request', 'This app is public and has no secret.');
    return { client_id: id, client_secret: await rotateClient(asAdministrator(ports, admin), client) };
  },

  'DELETE /api/v1/admin/clients/:id': async (ports, admin, { params: { id } }) => {
    await removeClient(asAdministrator(ports, admin), await ownClient(ports, id));
    return undefined;
  },

  'GET /api/v1/admin/check-up': (_ports, _admin, { desk }) => desk.checkUp(),

  'GET /api/v1/admin/health': async ({ store, clock }, _admin, { desk }) => {
    const now = clock.now();
    const [ready, { sessions, users }, waiting, signIns] = await Promise.all([
      desk.ready().then(
        () => true,
        () => false,
      ),
      store.register.countLive(now),
      store.outbox.waiting(),
      lastHour(store, now),
    ]);
    return {
      ready,
      live: { sessions, people: users },
      outbox: waiting.map(({ kind, count, oldest }) => ({
        kind,
        waiting: count,
        oldest_seconds: Math.max(0, Math.round((now - oldest) / 1000)),
      })),
      sign_ins: signIns.map(({ at, ...times }) => ({ at: toInstant(at), ...times })),
    };
  },
};

/** @throws AuthError `not_found` */
async function knownPerson({ store }: Ports, id: string): Promise<Person> {
  const person = await store.register.show(id);
  if (person === undefined) throw nobodyHere();
  return person;
}

function nobodyHere(): AuthError {
  return new AuthError('not_found', 'There is no such person.');
}

/** A client that is changed here. @throws AuthError `not_found`; `invalid_request` for those of the file */
async function ownClient(ports: Ports, id: string): Promise<RegisteredClient> {
  const client = await findClient(ports, id);
  if (client === undefined) throw new AuthError('not_found', 'There is no such app.');
  if (client.source === 'operator') return client;
  throw new AuthError('invalid_request', 'This app comes from the file of OIDC_CLIENTS. Change it there.');
}
