import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Sequencer from '@jest/test-sequencer';

/** More than twenty seconds each, longest first. Jest knows how long tests took last time; a clean machine does not. */
const longest = [
  'e2e/test/faults.test.ts',
  'e2e/test/accessibility.test.ts',
  'scripts/test/image.test.ts',
  'e2e/test/secrets.test.ts',
  'apps/server/test/operator/commands-postgres.test.ts',
  'apps/server/test/db/postgres.test.ts',
  'apps/server/test/db/postgres-outages.test.ts',
  'scripts/test/new-gadget.test.ts',
  'e2e/test/web-failures.test.ts',
  'apps/server/test/operator/commands-sqlite.test.ts',
  'e2e/test/webhooks.test.ts',
  'e2e/test/waiting-in-line.test.ts',
  'apps/server/test/http/process.test.ts',
  'apps/gadget/test/official-cli.test.ts',
  'packages/feishu-emulator/test/pages/accessibility.browser.test.ts',
  'e2e/test/gadgets-of-others.test.ts',
  'apps/web/test/in-client.browser.test.ts',
  'e2e/test/consent-on-the-web.test.ts',
  'scripts/test/packed.test.ts',
  'e2e/test/web-sign-out.test.ts',
  'e2e/test/openid-connect-in-chromium.test.ts',
  'e2e/test/two-servers.test.ts',
  'scripts/test/emulator-package.test.ts',
];

const repository = join(import.meta.dirname, '..');
const ranks = new Map(longest.map((file, rank) => [join(repository, file), rank]));
for (const file of ranks.keys())
  if (!existsSync(file)) throw new Error(`${file} is among the longest tests of ${import.meta.filename}, and is gone.`);

/** So that the last worker has no long test still before it when the others have nothing left to do. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => ranks.get(path) ?? ranks.size;
    return super.sort(tests).toSorted((a, b) => rank(a) - rank(b));
  }
}
