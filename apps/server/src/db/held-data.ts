import { type Fragment, fragment } from './sql.ts';

/** Rows of one table that are about a person. */
export interface Held {
  /** What an export calls them. */
  readonly name: string;
  readonly table: string;
  /** A condition on the table `t`. */
  readonly which: Fragment;
  /** Columns that are no fact about the person: secrets, and what finds a row by its secret. */
  readonly without: readonly string[];
  /** How they go when the person is erased. `when_told`: the platform must be told first, and then they are wiped. */
  readonly goes: 'with_the_user' | 'by_itself' | 'when_told';
}

/** All that is kept about a user: what is exported, and what is erased. A test finds a table that is missing here. */
export function heldOf(userId: string): readonly Held[] {
  const mine = fragment`i.user_id = ${userId}`;
  const identity = fragment`exists (select 1 from identities i
    where ${mine} and i.app_id = t.app_id and i.open_id = t.open_id)`;
  const session = fragment`t.session_id in (select s.id from sessions s where s.user_id = ${userId})`;
  const mentions = (column: string) => fragment`${{ sql: `t.${column}` }} like ${`%${userId}%`}`;
  const event = fragment`exists (select 1 from identities i
    where ${mine} and i.app_id = t.app_id and t.open_id in (i.open_id, i.union_id))`;
  const order = fragment`t.kind = 'revocation' and exists (select 1 from identities i
    where ${mine} and i.app_id = t.receiver and t.payload like '%' || replace(i.open_id, '_', '\\_') || '%' escape '\\')`;
  // Sessions are kept for a day after their end, and the audit trail for longer.
  const formerSession = fragment`t.session_id in (select a.session_id from audit_log a
    where a.user_id = ${userId} and a.session_id is not null)`;
  const own = fragment`t.user_id = ${userId}`;
  return [
    { name: 'user', table: 'users', which: fragment`t.id = ${userId}`, without: [], goes: 'with_the_user' },
    { name: 'identities', table: 'identities', which: own, without: [], goes: 'with_the_user' },
    { name: 'expected', table: 'expected_people', which: own, without: [], goes: 'with_the_user' },
    { name: 'sessions', table: 'sessions', which: own, without: ofSessions, goes: 'with_the_user' },
    { name: 'hand_offs', table: 'hand_offs', which: session, without: ['code_hash'], goes: 'with_the_user' },
    { name: 'organisation', table: 'person_facts', which: identity, without: [], goes: 'with_the_user' },
    { name: 'consents', table: 'oidc_consents', which: own, without: [], goes: 'with_the_user' },
    { name: 'grants', table: 'grants', which: identity, without: ofGrants, goes: 'with_the_user' },
    {
      name: 'identity_links',
      table: 'identity_links',
      which: fragment`(${own} or ${identity})`,
      without: [],
      goes: 'by_itself',
    },
    { name: 'events', table: 'person_events', which: event, without: [], goes: 'by_itself' },
    { name: 'sign_ins', table: 'login_attempts', which: session, without: ofAttempts, goes: 'by_itself' },
    {
      name: 'apps',
      table: 'oidc_records',
      which: fragment`(${session} or ${mentions('payload')})`,
      without: ofRecords,
      goes: 'by_itself',
    },
    {
      name: 'waiting',
      table: 'outbox',
      which: fragment`t.kind <> 'revocation' and ${mentions('payload')}`,
      without: ['owner'],
      goes: 'by_itself',
    },
    { name: 'to_be_taken_back', table: 'outbox', which: order, without: ['owner', 'payload'], goes: 'when_told' },
    {
      name: 'audit',
      table: 'audit_log',
      which: fragment`(${own} or ${session} or ${formerSession} or ${mentions('facts')})`,
      without: [],
      goes: 'by_itself',
    },
  ];
}

const ofSessions = ['token_hash', 'refresh_hash', 'previous_refresh_hash', 'previous_valid_until', 'sealed_successor'];
const ofGrants = ['access_sealed', 'refresh_sealed', 'lease_owner', 'lease_until'];
const ofAttempts = ['state_hash', 'browser_hash'];
const ofRecords = ['payload', 'id_hash', 'grant_hash', 'uid_hash', 'user_code_hash'];
