import { auditLog } from './audit-log.ts';
import { expectedPeople } from './expected-people.ts';
import { grants } from './grants.ts';
import { moments } from './moments.ts';
import { oidcClients, oidcConsents, oidcKeys, oidcRecords } from './openid-connect.ts';
import { outbox, webhookReceivers } from './outbox.ts';
import { identities, identityLinks, personEvents, users } from './people.ts';
import { personFacts } from './person-facts.ts';
import { handOffs, sessions, spentRefreshTokens } from './sessions.ts';
import { codeClaims, loginAttempts, rateLimits } from './signing-in.ts';

/** What TypeORM checks the migrations against. */
export const tables = [
  users,
  identities,
  expectedPeople,
  sessions,
  spentRefreshTokens,
  handOffs,
  codeClaims,
  loginAttempts,
  grants,
  personFacts,
  personEvents,
  auditLog,
  rateLimits,
  identityLinks,
  moments,
  oidcRecords,
  oidcClients,
  oidcConsents,
  oidcKeys,
  outbox,
  webhookReceivers,
];
