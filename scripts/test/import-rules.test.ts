import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rules } from '../import-rules.ts';
import { checkImports } from '../imports.ts';

const repository = join(import.meta.dirname, '../..');

/** Stand-ins for the npm packages the planted files import. */
const npmPackages = ['zod', 'koa', 'typeorm', 'got', 'preact'];
const workspace: Record<string, string> = {
  '@feishu-login/auth-types': 'packages/auth-types',
  '@feishu-login/client': 'packages/client',
  '@feishu-login/session': 'packages/session',
  '@feishu-login/feishu-types': 'packages/feishu-types',
  '@feishu-login/gadget-login': 'packages/gadget-login',
  'gadget-simulator': 'packages/gadget-simulator',
  '@feishu-login/server': 'apps/server',
  'feishu-emulator': 'packages/feishu-emulator',
  'feishu-gadget-types': 'packages/gadget-types',
};

/** A small project that keeps every rule: each part imports all that it may. */
const allowed: Record<string, string> = {
  'packages/auth-types/src/api.ts': `import { z } from 'zod'; export const user = z; export interface User {}`,
  'packages/auth-types/src/index.ts': `export * from './api.ts'; export * from './errors.ts';`,
  'packages/auth-types/src/errors.ts': `export const authErrors = {};`,
  'packages/client/src/index.ts': `import type { User } from '@feishu-login/auth-types'; import { authErrors } from '@feishu-login/auth-types/errors'; export const c: User = authErrors;`,
  'packages/session/src/index.ts': `import { createHash } from 'node:crypto'; export const s = createHash;`,
  'packages/feishu-types/src/index.ts': `export const path = '/open-apis';`,
  'packages/feishu-emulator/src/index.ts': `import Koa from 'koa'; import { path } from '@feishu-login/feishu-types'; export const e = [Koa, path];`,
  'packages/feishu-emulator/src/client/index.ts': `export const tt = 1;`,
  'packages/gadget-types/types/tt.d.ts': `export interface Tt {}`,
  'packages/gadget-login/src/index.ts': `import { c } from '@feishu-login/client'; import type { Tt } from 'feishu-gadget-types/tt'; export const g: Tt = c;`,
  'packages/gadget-simulator/src/render.ts': `import { join } from 'node:path'; export const r = join;`,
  'packages/gadget-simulator/src/platform/platform.ts': `import { e } from 'feishu-emulator'; export const p = e;`,
  'packages/gadget-simulator/src/serve/page.ts': `import { r } from '../render.ts'; import { p } from '../platform/platform.ts'; export const page = [r, p];`,
  'packages/gadget-simulator/src/index.ts': `export { page as s } from './serve/page.ts'; export { r } from './render.ts';`,
  'apps/gadget/src/app.ts': `import { g } from '@feishu-login/gadget-login'; import { authErrors } from '@feishu-login/auth-types/errors'; console.log(g, authErrors);`,
  'apps/web/src/main.ts': `import { h } from 'preact'; import { c } from '@feishu-login/client'; console.log(h, c);`,
  'apps/server/src/auth/login.ts': `import { user } from '@feishu-login/auth-types'; import { createHash } from 'node:crypto'; export const login = [user, createHash];`,
  'apps/server/src/http/app.ts': `import Koa from 'koa'; import { login } from '../auth/login.ts'; export const app = [Koa, login];`,
  'apps/server/src/db/stores.ts': `import { EntitySchema } from 'typeorm'; import { login } from '../auth/login.ts'; export const db = [EntitySchema, login];`,
  'apps/server/src/feishu/client.ts': `import got from 'got'; import { path } from '@feishu-login/feishu-types'; import { login } from '../auth/login.ts'; export const f = [got, path, login];`,
  'apps/server/src/ops/health.ts': `import { login } from '../auth/login.ts'; export const health = login;`,
  'apps/server/src/oidc/provider.ts': `import Koa from 'koa'; import { login } from '../auth/login.ts'; export const oidc = [Koa, login];`,
  'apps/server/src/config/config.ts': `import { z } from 'zod'; import { path } from '@feishu-login/feishu-types'; export const config = [z, path];`,
  'apps/server/src/main.ts': `import { config } from './config/config.ts'; import { app } from './http/app.ts'; import { db } from './db/stores.ts'; import { f } from './feishu/client.ts'; import { health } from './ops/health.ts'; import { examine } from './doctor/examine.ts'; import { oidc } from './oidc/provider.ts'; console.log(config, db, f, health, oidc, examine); export { app };`,
  'apps/server/src/doctor/examine.ts': `import { db } from '../db/stores.ts'; import { f } from '../feishu/client.ts'; import { config } from '../config/config.ts'; export const examine = [db, f, config];`,
  'apps/server/src/operator/doctor.ts': `import { examine } from '../doctor/examine.ts'; import { db } from '../db/stores.ts'; import { f } from '../feishu/client.ts'; import { config } from '../config/config.ts'; console.log(db, f, config, examine);`,
  'apps/server/test/login.test.ts': `import { app } from '../src/http/app.ts'; console.log(app);`,
  'e2e/src/world.ts': `import { e } from 'feishu-emulator'; import { s } from 'gadget-simulator'; export const w = [e, s];`,
  'e2e/test/sign-in.test.ts': `import { w } from '../src/world.ts'; console.log(w);`,
  'scripts/start.ts': `import { e } from 'feishu-emulator'; import { s } from 'gadget-simulator'; console.log(e, s);`,
};

/** One violation or more for every rule: [what is wrong, the file, what it imports, the rule that must say so]. */
const planted: [string, string, string, string][] = [
  ['auth-types imports Koa', 'packages/auth-types/src/x.ts', 'koa', 'auth-types imports only itself'],
  ['auth-types imports a Node module', 'packages/auth-types/src/x.ts', 'node:fs', 'auth-types imports only itself'],
  [
    'client imports feishu-types',
    'packages/client/src/x.ts',
    '@feishu-login/feishu-types',
    'client imports only auth-types',
  ],
  ['client imports zod', 'packages/client/src/x.ts', 'zod', 'client imports only auth-types'],
  [
    'product imports the server',
    'packages/product/src/x.ts',
    '../../../apps/server/src/config/config.ts',
    'product imports only client, auth-types',
  ],
  ['session imports the framework it is for', 'packages/session/src/x.ts', 'koa', 'session imports only itself'],
  ['feishu-types imports zod', 'packages/feishu-types/src/x.ts', 'zod', 'feishu-types imports only itself'],
  [
    'the emulator imports our contract',
    'packages/feishu-emulator/src/x.ts',
    '@feishu-login/auth-types',
    'feishu-emulator imports only feishu-types',
  ],
  [
    'the simulator’s runtime imports the emulator',
    'packages/gadget-simulator/src/runtime/x.ts',
    'feishu-emulator',
    'gadget-simulator/runtime imports only itself',
  ],
  [
    'the simulator’s runtime imports what drives it',
    'packages/gadget-simulator/src/runtime/x.ts',
    '../serve/page.ts',
    'gadget-simulator/runtime imports only itself',
  ],
  [
    'the simulator’s command imports our contract',
    'packages/gadget-simulator/src/command/x.ts',
    '@feishu-login/auth-types',
    'gadget-simulator imports only feishu-emulator',
  ],
  [
    'the simulator’s command imports the emulator',
    'packages/gadget-simulator/src/command/x.ts',
    'feishu-emulator',
    'the emulator is known to e2e, scripts, the simulator’s platform and itself alone',
  ],
  [
    'the gadget imports the platform contract',
    'apps/gadget/src/x.ts',
    '@feishu-login/feishu-types',
    'gadget imports only gadget-login, product, auth-types, gadget-types',
  ],
  [
    'the types import those of Node',
    'packages/gadget-types/types/x.d.ts',
    'node:fs',
    'gadget-types imports only itself',
  ],
  [
    'gadget-login imports zod',
    'packages/gadget-login/src/x.ts',
    'zod',
    'gadget-login imports only client, auth-types, gadget-types',
  ],
  [
    'the gadget imports an npm package',
    'apps/gadget/src/x.ts',
    'zod',
    'gadget imports only gadget-login, product, auth-types, gadget-types',
  ],
  [
    'the web page imports the server',
    'apps/web/src/x.ts',
    '../../server/src/auth/login.ts',
    'web imports only client, product, auth-types',
  ],
  ['a use case imports Koa', 'apps/server/src/auth/x.ts', 'koa', 'server/auth imports only auth-types'],
  ['a use case imports TypeORM', 'apps/server/src/auth/x.ts', 'typeorm', 'server/auth imports only auth-types'],
  ['a use case imports got', 'apps/server/src/auth/x.ts', 'got', 'server/auth imports only auth-types'],
  ['a use case imports zod', 'apps/server/src/auth/x.ts', 'zod', 'server/auth imports only auth-types'],
  [
    'a use case imports the platform contract',
    'apps/server/src/auth/x.ts',
    '@feishu-login/feishu-types',
    'server/auth imports only auth-types',
  ],
  ['a use case imports a store', 'apps/server/src/auth/x.ts', '../db/stores.ts', 'server/auth imports only auth-types'],
  [
    'HTTP imports a store',
    'apps/server/src/http/x.ts',
    '../db/stores.ts',
    'server/http imports only server/auth, product, auth-types',
  ],
  [
    'a store imports the platform client',
    'apps/server/src/db/x.ts',
    '../feishu/client.ts',
    'server/db imports only server/auth, auth-types',
  ],
  [
    'the platform client imports HTTP',
    'apps/server/src/feishu/x.ts',
    '../http/app.ts',
    'server/feishu imports only server/auth, auth-types, feishu-types',
  ],
  [
    'operations import a store',
    'apps/server/src/ops/x.ts',
    '../db/stores.ts',
    'server/ops imports only server/auth, auth-types',
  ],
  [
    'the OpenID Provider imports a store',
    'apps/server/src/oidc/x.ts',
    '../db/stores.ts',
    'server/oidc imports only server/auth, product, auth-types',
  ],
  [
    'HTTP imports the OpenID Provider',
    'apps/server/src/http/x.ts',
    '../oidc/provider.ts',
    'server/http imports only server/auth, product, auth-types',
  ],
  [
    'an operator’s command serves HTTP',
    'apps/server/src/operator/x.ts',
    '../http/app.ts',
    'server/operator imports only server/auth, server/db, server/feishu, server/config, server/doctor, auth-types, feishu-types',
  ],
  [
    'an operator’s command starts the server',
    'apps/server/src/operator/x.ts',
    '../main.ts',
    'server/operator imports only server/auth, server/db, server/feishu, server/config, server/doctor, auth-types, feishu-types',
  ],
  [
    'a store imports an operator’s command',
    'apps/server/src/db/x.ts',
    '../operator/doctor.ts',
    'server/db imports only server/auth, auth-types',
  ],
  [
    'the server’s main imports an operator’s command',
    'apps/server/src/x.ts',
    './operator/doctor.ts',
    'server/main imports only server/auth, server/http, server/db, server/feishu, server/ops, server/oidc, server/config, product, server/doctor, auth-types, feishu-types',
  ],
  [
    'the doctor imports a use case',
    'apps/server/src/doctor/x.ts',
    '../auth/login.ts',
    'server/doctor imports only server/db, server/feishu, server/config, feishu-types',
  ],
  [
    'HTTP asks the doctor',
    'apps/server/src/http/x.ts',
    '../doctor/examine.ts',
    'server/http imports only server/auth, product, auth-types',
  ],
  [
    'the configuration imports a use case',
    'apps/server/src/config/x.ts',
    '../auth/login.ts',
    'server/config imports only feishu-types, product',
  ],
  [
    'the server starts the emulator',
    'apps/server/src/mail.ts',
    'feishu-emulator',
    'server/main imports only server/auth, server/http, server/db, server/feishu, server/ops, server/oidc, server/config, product, server/doctor, auth-types, feishu-types',
  ],
  [
    'e2e imports the web page',
    'e2e/src/x.ts',
    '../../apps/web/src/main.ts',
    'e2e imports only feishu-emulator, gadget-simulator, auth-types, scripts',
  ],
  [
    'a script imports auth-types',
    'scripts/x.ts',
    '@feishu-login/auth-types',
    'scripts imports only feishu-emulator, gadget-simulator, server/config',
  ],
  ['a new folder appears', 'apps/server/src/mail/x.ts', 'koa', 'every source file belongs to a part'],
  [
    'the gadget takes a schema along',
    'apps/gadget/src/x.ts',
    '@feishu-login/auth-types',
    'only the error table of auth-types reaches a client at run time',
  ],
  [
    'client takes a schema along',
    'packages/client/src/x.ts',
    '@feishu-login/auth-types',
    'only the error table of auth-types reaches a client at run time',
  ],
  [
    'a server test imports the emulator',
    'apps/server/test/x.test.ts',
    'feishu-emulator',
    'the emulator is known to e2e, scripts, the simulator’s platform and itself alone',
  ],
  ['e2e imports the server', 'e2e/src/x.ts', '@feishu-login/server', 'the server is known to nobody'],
  [
    'an emulator test imports the server',
    'packages/feishu-emulator/test/x.test.ts',
    '../../../apps/server/src/main.ts',
    'the server is known to nobody',
  ],
  [
    'a script imports the settings of the server',
    'scripts/x.ts',
    '../apps/server/src/config/config.ts',
    'scripts know nothing of the server but how `.env` is read',
  ],
  [
    'a source imports a test',
    'apps/server/src/http/x.ts',
    '../../test/login.test.ts',
    'tests are imported by tests alone',
  ],
  ['a source imports an e2e test', 'e2e/src/x.ts', '../test/sign-in.test.ts', 'tests are imported by tests alone'],
  ['two files import each other', 'apps/server/src/db/x.ts', './x.ts', 'no cycles, types included'],
  ['an import leads nowhere', 'apps/web/src/x.ts', 'left-pad', 'every import resolves'],
];

describe('import rules', () => {
  let root: string;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'import-rules-'));
    for (const [file, text] of Object.entries(allowed)) await write(file, text);
    for (const name of npmPackages) {
      await write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
      await write(`node_modules/${name}/index.js`, '');
    }
    await mkdir(join(root, 'node_modules/@feishu-login'), { recursive: true });
    for (const [name, folder] of Object.entries(workspace)) {
      await cp(join(repository, folder, 'package.json'), join(root, folder, 'package.json'));
      await symlink(join(root, folder), join(root, 'node_modules', name));
    }
  });

  afterAll(() => rm(root, { recursive: true, force: true }));

  async function write(file: string, text: string): Promise<void> {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }

  it('lets every part import what the architecture allows', async () => {
    expect(await checkImports(root)).toEqual({
      read: Object.keys(allowed).length,
      problems: [],
      imports: expect.any(Map),
    });
  });

  describe('with a file for each violation', () => {
    let problems: string[];
    /** Each in a file of its own, so that all are read at once. */
    const files = planted.map(([, file], n) => file.replace(/\bx(?=\.[.a-z]+$)/, `x${n}`));

    beforeAll(async () => {
      for (const [n, [, file, target]] of planted.entries()) {
        const itself = target === './x.ts' ? `./x${n}.ts` : target;
        await write(files[n] ?? file, `import * as planted from '${itself}'; export const x = planted;`);
      }
      problems = (await checkImports(root)).problems;
    });
    afterAll(() => Promise.all(files.map((file) => rm(join(root, file)))));

    it.each(planted.map(([what, , , rule], n) => [what, rule, files[n]]))('sees that %s', (_what, rule, file) => {
      expect(problems.filter((problem) => problem.startsWith(`${rule}: ${file} → `))).not.toEqual([]);
    });
  });

  it('sees that two files import nothing but types of each other', async () => {
    const [one, other] = ['apps/server/src/db/one.ts', 'apps/server/src/db/other.ts'];
    await write(one, `import type { Other } from './other.ts'; export interface One { other: Other }`);
    await write(other, `import type { One } from './one.ts'; export interface Other { one: One }`);
    try {
      const { problems } = await checkImports(root);
      expect(problems).toEqual([`no cycles, types included: ${one} → ${other}`]);
    } finally {
      await rm(join(root, one));
      await rm(join(root, other));
    }
  });

  it('has a planted violation for each rule', () => {
    const proven = new Set(planted.map(([, , , rule]) => rule));
    expect(rules.map((rule) => rule.name).filter((name) => !proven.has(name ?? ''))).toEqual([]);
  });

  it('refuses to call an empty project clean', async () => {
    const { problems } = await checkImports(join(root, 'node_modules'));
    expect(problems).toHaveLength(1);
  });

  it('reads every source file of this repository', async () => {
    const { read, problems } = await checkImports(repository);
    expect(problems.filter((problem) => problem.includes('read'))).toEqual([]);
    expect(read).toBeGreaterThan(0);
  });
});
