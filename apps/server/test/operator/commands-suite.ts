import { describe } from '@jest/globals';
import type { TestDatabase } from '../db/test-database.ts';
import { withDatabase } from '../db/with-database.ts';
import { auditSuite } from './suite/audit.ts';
import { blockingSuite } from './suite/blocking.ts';
import { clientsSuite } from './suite/clients.ts';
import { importSuite } from './suite/import.ts';
import { keysSuite } from './suite/keys.ts';
import { linksSuite } from './suite/links.ts';
import { personDataSuite } from './suite/person-data.ts';
import { revokeSuite } from './suite/revoke.ts';
import { usersSuite } from './suite/users.ts';

/** What the operator's commands do, whatever database is below them. */
export function commandsSuite(open: () => Promise<TestDatabase>): void {
  const opened = withDatabase(open);

  describe('users', () => usersSuite(opened));
  describe('users block', () => blockingSuite(opened));
  describe('users import', () => importSuite(opened));
  describe('what is kept about a person', () => personDataSuite(opened));
  describe('sessions revoke', () => revokeSuite(opened));
  describe('links', () => linksSuite(opened));
  describe('keys', () => keysSuite(opened));
  describe('clients', () => clientsSuite(opened));
  describe('audit', () => auditSuite(opened));
}
