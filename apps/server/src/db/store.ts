import type { Store } from '../auth/ports.ts';
import { createAudit } from './audit.ts';
import { createCodeClaims } from './code-claims.ts';
import type { Database } from './database.ts';
import { createGrants } from './grants.ts';
import { createLoginAttempts } from './login-attempts.ts';
import { createPeople } from './people.ts';
import { createSessions } from './sessions.ts';

const minute = 60_000;
/** Codes live at most five minutes; a claim outlives them by as much again. */
const claimAge = 10 * minute;
/** A finished sign-in's address may be reloaded for a while after it expired. */
const attemptAge = 60 * minute;
/** Ended and expired sessions stay for a day, so that a reused refresh token is still recognised. */
const sessionAge = 24 * 60 * minute;

/** Longer than the platform repeats an event. */
const eventAge = 7 * 24 * 60 * minute;

export function createStore(database: Database): Store {
  return {
    codes: createCodeClaims(database),
    attempts: createLoginAttempts(database),
    sessions: createSessions(database),
    people: createPeople(database),
    grants: createGrants(database),
    audit: createAudit(database),
    purge: (now, keepAuditFor) =>
      database.write(async (sql) => {
        await sql`delete from code_claims where claimed_at < ${now - claimAge}`;
        await sql`delete from login_attempts where expires_at < ${now - attemptAge}`;
        await sql`update sessions set sealed_successor = null
          where sealed_successor is not null and previous_valid_until < ${now}`;
        await sql`delete from audit_log where at < ${now - keepAuditFor}`;
        await sql`delete from rate_limits where expire < ${now - 60 * minute}`;
        await sql`delete from person_events where received_at < ${now - eventAge}`;
        await sql`delete from sessions where expires_at < ${now - sessionAge} or ended_at < ${now - sessionAge}`;
      }),
  };
}
