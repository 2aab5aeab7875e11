import { describe, expect, it } from '@jest/globals';
import { commandsOf, forReaders, read } from './markdown.ts';

/** Commands of documents, each with the test that runs it and a word by which that is found there. */
const runBy: readonly (readonly [command: RegExp, test: string, word: string])[] = [
  [/^npx pnpm@10 start$/, 'e2e/test/start-command.test.ts', 'command.start('],
  [/^npx pnpm@10 run doctor$/, 'e2e/test/start-command.test.ts', 'command.doctor('],
  [/^BRANDING=\S+ npx pnpm@10 start$/, 'e2e/test/branding.test.ts', 'BRANDING:'],
  [/^BRAND_NAME=.* npx pnpm@10 start$/, 'e2e/test/admin-page.test.ts', 'BRAND_NAME:'],
  [/^BRANDING=.* npx pnpm@10 gadget:build$/, 'apps/gadget/test/build.test.ts', 'BRANDING:'],
  [/^GADGET_API_URL=.* (npx pnpm@10|npm run) gadget:build$/, 'scripts/test/new-gadget.test.ts', "'gadget:build'"],
  [/^(npx pnpm@10|npm run) gadget:check$/, 'scripts/test/new-gadget.test.ts', "'gadget:check'"],
  [/^npx pnpm@10 gadget:new |^cd \.\.\/my-gadget$|^npm install$/, 'scripts/test/new-gadget.test.ts', 'new-gadget.ts'],
  [/ gadget:(preview|upload) /, 'apps/gadget/test/official-cli.test.ts', 'upload'],
  [/^npx pnpm@10 gadget-login:build --out /, 'e2e/test/gadgets-of-others.test.ts', 'buildPlainGadget'],
  [/^cd examples\/gadget-(taro|uni-app) && /, 'e2e/test/gadgets-of-others.test.ts', 'buildFrameworkGadget'],
  [/^npx pnpm@10 (install|exec tsc|--filter) |^cp -r apps\/web\/dist /, 'scripts/test/image.test.ts', 'stagesOf'],
  [
    /^(rm|mv|cp|systemctl|curl|sqlite3|pg_dump|pg_restore|node|DATABASE_URL=\S+ node) .*(feishu-login|readyz)/,
    'apps/server/test/going-live.test.ts',
    'commandsOf(',
  ],
  [/^pnpm operator clients add /, 'e2e/test/admin-page.test.ts', "'--redirect-uri'"],
  [/^pnpm (-s )?operator users import /, 'apps/server/test/operator/suite/import.ts', "'import'"],
  [/^pnpm -s operator audit export /, 'apps/server/test/operator/suite/audit.ts', "run('export'"],
  [/^curl .*\/auth\/verify$/, 'apps/server/test/http/forward-auth.test.ts', '/auth/verify'],
  [/^git config |^pnpm release tag$/, 'scripts/test/release.test.ts', 'signTag('],
  [/^pnpm release version$/, 'scripts/test/release.test.ts', 'takeNextVersion('],
  [/^pnpm release publish --dry-run$/, 'scripts/test/release.test.ts', 'dryRun: true'],
  [/^cd packages\/session && .* pack |^npm init -y && .*feishu-login-session/, 'scripts/test/packed.test.ts', 'pack('],
  [/^npx feishu-emulator$/, 'scripts/test/emulator-package.test.ts', "'feishu-emulator', '--help'"],
  [/ node --import feishu-emulator\/intercept /, 'packages/feishu-emulator/test/intercept.test.ts', "'--import'"],
  [/^npm install --save-dev gadget-simulator/, 'scripts/test/simulator-package.test.ts', "'install'"],
  [/^npx gadget-simulator /, 'scripts/test/simulator-package.test.ts', "'gadget-simulator', '-h'"],
  [/^npx jest tests\/shop\.test\.js$/, 'scripts/test/simulator-package.test.ts', "'tests/shop.test.js'"],
  [/^npm install --save-dev feishu-gadget-types$/, 'packages/gadget-types/test/types.test.ts', 'symlink'],
];

/** Commands that no test runs, each for a reason. */
const notRun: readonly (readonly [command: RegExp, why: string])[] = [
  [/^npx pnpm@10 test$/, 'runs the tests themselves'],
  [
    /^RETURN_ORIGINS=\S+ npx pnpm@10 start$/,
    'the start is run, the setting tried by config.test.ts, the app by first-steps.test.ts',
  ],
  [
    /^pnpm release prepare$/,
    'packs every package and fetches another pnpm: minutes; each package is packed by tests of its own',
  ],
  [/^npm audit signatures$|^sha256sum --check SHA256SUMS$/, 'for what is released, and nothing is yet'],
];

const commands = [...new Set(forReaders.flatMap((document) => commandsOf(read(document))))];

describe('The commands of the documents', () => {
  it('are found', () => {
    expect(commands.length).toBeGreaterThan(30);
  });

  it.each(commands)('are run by a test, or say why not: %s', (command) => {
    const known = [...runBy, ...notRun].filter(([pattern]) => pattern.test(command));
    expect(known.length).toBeGreaterThan(0);
  });

  it.each(runBy)('%p are run by %s', (pattern, test, word) => {
    expect(commands.some((command) => pattern.test(command))).toBe(true);
    expect([test, read(test).includes(word)]).toEqual([test, true]);
  });

  it.each(notRun)('%p are still there', (pattern) => {
    expect(commands.some((command) => pattern.test(command))).toBe(true);
  });
});
