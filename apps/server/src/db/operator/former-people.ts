import { randomUUID } from 'node:crypto';
import type { AuditEntry } from '../../auth/ports/security-log.ts';
import { insertEntry } from '../audit.ts';
import type { Database } from '../database.ts';
import { lockUsers } from '../person-lock.ts';
import { commaSeparated, fragment, type Sql } from '../sql.ts';
import { type Decision, decide, type FormerPerson, type Outcome } from './whose-former-id.ts';

export interface OperatorFormerPeople {
  /** What `keep` would do with each. */
  look(people: readonly FormerPerson[]): Promise<Decision[]>;
  /**
   * Gives each of at most a few hundred people a user, now or the one they have, as one step that no sign-in of theirs
   * can cross. Nothing is kept of any of them if one cannot be.
   */
  keep(people: readonly FormerPerson[], now: number, entryOf: (counts: Counts) => AuditEntry): Promise<Decision[]>;
}

export type Counts = Readonly<Record<Outcome, number>>;

export function createOperatorFormerPeople({ read, write, dialect }: Database): OperatorFormerPeople {
  return {
    look: (people) => decide(read, people),
    keep: (people, now, entryOf) =>
      write(async (sql) => {
        const concerned = (await decide(sql, people)).flatMap(({ userId }) => (userId === null ? [] : [userId]));
        if (concerned.length > 0) await lockUsers(sql, dialect, fragment`u.id in (${commaSeparated(concerned)})`);
        // Sign-ins that may have missed these people are done before this, and later ones see them.
        if (dialect === 'postgres') await sql`lock table identities in share row exclusive mode`;
        const decisions = await decide(sql, people);
        if (decisions.some(({ conflict }) => conflict !== undefined)) return decisions;
        const kept = decisions.map((one) => (one.outcome === 'created' ? { ...one, userId: randomUUID() } : one));
        await create(
          sql,
          kept.filter(({ outcome }) => outcome === 'created'),
          now,
        );
        for (const { outcome, userId, person } of kept) {
          if (outcome !== 'bound') continue;
          await sql`update users set former_id = ${person.formerId}, updated_at = ${now} where id = ${userId}`;
        }
        const counts = countsOf(kept);
        if (counts.created + counts.bound > 0) await insertEntry(sql, entryOf(counts));
        return kept;
      }),
  };
}

export function countsOf(decisions: readonly Decision[]): Counts {
  const count = (outcome: Outcome) => decisions.filter((one) => one.outcome === outcome).length;
  return { created: count('created'), bound: count('bound'), unchanged: count('unchanged') };
}

async function create(sql: Sql, decisions: readonly Decision[], now: number): Promise<void> {
  if (decisions.length === 0) return;
  const users = decisions.map(
    ({ userId, person: { name, email, formerId } }) =>
      fragment`(${userId}, ${name}, ${email}, ${formerId}, 0, ${now}, ${now})`,
  );
  await sql`insert into users (id, name, unverified_email, former_id, sessions_valid_after, created_at, updated_at)
    values ${commaSeparated(users)}`;
  const expected = decisions.flatMap(({ userId, person: { openId, unionId, appId, tenantKey } }) => [
    ...(openId === null ? [] : [fragment`(${openId}, ${appId}, ${tenantKey}, ${userId})`]),
    ...(unionId === null ? [] : [fragment`(${unionId}, '', ${tenantKey}, ${userId})`]),
  ]);
  await sql`insert into expected_people (person_id, app_id, tenant_key, user_id) values ${commaSeparated(expected)}`;
}
