import { type Administration, auditEntryOf, byOperator } from '../../src/auth/administration/acts.ts';
import { blockPerson } from '../../src/auth/administration/blocking.ts';
import { endSession, endSessionsOf } from '../../src/auth/administration/ending.ts';
import { createOperatorSessions } from '../../src/db/operator/sessions.ts';
import type { TestBrowser } from '../http/test-browser.ts';
import type { Me, World } from '../http/world.ts';

/** Every way in which somebody who runs the server ends what a person has, by the name of each. */
export const operatorEnds: readonly [string, (world: World, browser: TestBrowser) => Promise<unknown>][] = [
  ['an operator’s revocation', async (world, browser) => endSessionsOf(operator(world), (await me(browser)).user.id)],
  [
    'an operator’s revocation of one session',
    async (world, browser) => endSession(operator(world), (await me(browser)).session.id),
  ],
  [
    'an operator’s revocation of everybody’s',
    async ({ clock, database }) => {
      // Of the same moment would be what the next test makes.
      clock.advance(1000);
      const sessions = createOperatorSessions(database);
      await sessions.closeAll(clock.now());
      await sessions.markEnded(clock.now(), byOperator, 500);
      clock.advance(1000);
    },
  ],
  ['a block', async (world, browser) => blockPerson(operator(world), (await me(browser)).user.id)],
];

async function me(browser: TestBrowser): Promise<Me> {
  return (await browser.fetch('GET', '/api/v1/me')).json<Me>();
}

function operator({ ports: { store, clock } }: World): Administration {
  return { store, clock, record: async () => {}, entryOf: (act) => auditEntryOf(act, clock.now(), {}) };
}
