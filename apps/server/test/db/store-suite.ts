import { describe } from '@jest/globals';
import { attemptsSuite } from './suite/attempts.ts';
import { auditSuite } from './suite/audit.ts';
import { blockingSuite } from './suite/blocking.ts';
import { codesSuite } from './suite/codes.ts';
import { failureSuite } from './suite/failure.ts';
import { grantsSuite } from './suite/grants.ts';
import { handOffsSuite } from './suite/hand-offs.ts';
import { keepingSuite } from './suite/keeping.ts';
import { linksSuite } from './suite/links.ts';
import { openIdConnectSuite } from './suite/openid-connect.ts';
import { outboxSuite } from './suite/outbox.ts';
import { peopleSuite } from './suite/people.ts';
import { personFactsSuite } from './suite/person-facts.ts';
import { purgingSuite } from './suite/purging.ts';
import { refreshSuite } from './suite/refresh.ts';
import { sessionsSuite } from './suite/sessions.ts';
import { signInSuite } from './suite/sign-in.ts';
import { takingBackSuite } from './suite/taking-back.ts';
import type { TestDatabase } from './test-database.ts';
import { withDatabase } from './with-database.ts';

/** What the store promises, whatever database is below it. */
export function storeSuite(open: () => Promise<TestDatabase>): () => TestDatabase {
  const opened = withDatabase(open);

  describe('codes', () => codesSuite(opened));
  describe('attempts', () => attemptsSuite(opened));
  describe('signing in', () => signInSuite(opened));
  describe('sessions', () => sessionsSuite(opened));
  describe('refreshing', () => refreshSuite(opened));
  describe('handing off', () => handOffsSuite(opened));
  describe('keeping', () => keepingSuite(opened));
  describe('purging', () => purgingSuite(opened));
  describe('grants', () => grantsSuite(opened));
  describe('taking back', () => takingBackSuite(opened));
  describe('blocking', () => blockingSuite(opened));
  describe('people', () => peopleSuite(opened));
  describe('what the organisation says', () => personFactsSuite(opened));
  describe('the outbox', () => outboxSuite(opened));
  describe('links', () => linksSuite(opened));
  describe('the audit trail', () => auditSuite(opened));
  describe('OpenID Connect', () => openIdConnectSuite(opened));
  describe('a failure', () => failureSuite(opened));
  return opened;
}
