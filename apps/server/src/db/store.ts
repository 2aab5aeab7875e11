import type { Store } from '../auth/ports/store.ts';
import { createAudit } from './audit.ts';
import { createCodeClaims } from './code-claims.ts';
import type { Database } from './database.ts';
import { createGrants } from './grants.ts';
import { createHandOffs } from './hand-offs.ts';
import { createLoginAttempts } from './login-attempts.ts';
import { createOidcRecords } from './oidc-adapter.ts';
import { createOidcClients } from './oidc-clients.ts';
import { createOidcConsents } from './oidc-consents.ts';
import { createOidcKeys } from './oidc-keys.ts';
import { createOutbox } from './outbox.ts';
import { createPeople } from './people.ts';
import { createPersonFacts } from './person-facts.ts';
import { createPurge } from './purge.ts';
import { createRegister } from './register.ts';
import { createSessions } from './sessions.ts';

export function createStore(database: Database): Store {
  return {
    codes: createCodeClaims(database),
    attempts: createLoginAttempts(database),
    sessions: createSessions(database),
    handOffs: createHandOffs(database),
    people: createPeople(database),
    register: createRegister(database),
    facts: createPersonFacts(database),
    grants: createGrants(database),
    audit: createAudit(database),
    oidc: {
      records: createOidcRecords(database),
      clients: createOidcClients(database),
      consents: createOidcConsents(database),
      keys: createOidcKeys(database),
    },
    outbox: createOutbox(database),
    purge: createPurge(database),
  };
}
