import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pack, pnpm } from '../published/pack.ts';
import { hasCommonJs, hasTypesOnly, publishedPackages } from '../published/packages.ts';
import { repository } from '../run.ts';

const run = promisify(execFile);
const packages = publishedPackages();

/** What an entry is used with: whoever takes it has these. */
const peers = { react: '19.3.1', preact: '11.2.0' };

/** An empty folder with the packed packages installed, as somebody else would have it. */
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'installed-'));
  const files: Record<string, string> = {};
  for (const one of packages) {
    const place = join(folder, 'packed', one.manifest.name);
    await mkdir(place, { recursive: true });
    files[one.manifest.name] = `file:${await pack(one, place)}`;
  }
  const manifest = { private: true, dependencies: { ...files, ...peers } };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  // Their own dependencies on each other are these files, too: no registry has this version yet.
  await writeFile(join(folder, 'pnpm-workspace.yaml'), JSON.stringify({ overrides: files }));
  const [program, ...args] = pnpm();
  await run(program, [...args, 'install', '--prefer-offline', '--ignore-scripts'], { cwd: folder });
}, 240_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const entriesOf = (exports: object = {}) => Object.keys(exports).filter((entry) => !entry.endsWith('.json'));

async function printed(file: string, program: string): Promise<string> {
  await writeFile(join(folder, file), program);
  // Without our own conditions: others have none.
  const { stdout } = await run(process.execPath, [file], {
    cwd: folder,
    env: { PATH: process.env.PATH, FEISHU_EMULATOR_URL: 'http://localhost:4000' },
  });
  return stdout.trim();
}

describe.each(packages.map((one) => [one.manifest.name, one.manifest] as const))('%s, installed', (name, manifest) => {
  const entries = entriesOf(manifest.exports).map((entry) => name + entry.slice(1));
  if (hasTypesOnly(manifest)) {
    it('has types for the compiler, each of its entries, and nothing to run', async () => {
      const file = join(folder, 'only-types.mts');
      await writeFile(
        file,
        entries.map((entry, n) => `export type * as t${n} from ${JSON.stringify(entry)};`).join('\n'),
      );
      const tsc = join(repository, 'node_modules/.bin/tsc');
      const options = ['--noEmit', '--strict', '--module', 'nodenext', '--lib', 'es2017', '--types', ''];
      await run(tsc, [...options, 'only-types.mts'], { cwd: folder });
    });
    return;
  }

  it('can be imported, each of its entries', async () => {
    const imports = entries.map((entry) => `import(${JSON.stringify(entry)})`).join(', ');
    const program = `console.log((await Promise.all([${imports}])).every((entry) => Object.keys(entry).length > 0));`;
    expect(await printed('imports.mjs', program)).toBe('true');
  });

  if (hasCommonJs(manifest))
    it('can be required, each of its entries, where CommonJS alone is understood', async () => {
      const forms = entries.map((entry) => `require.resolve(${JSON.stringify(entry)})`).join(', ');
      const program = `console.log([${forms}].every((file) => /\\/cjs\\/|\\.cjs$/.test(file) && Object.keys(require(file)).length > 0));`;
      expect(await printed('requires.cjs', program)).toBe('true');
    });
});

const asksWho = `
const server = createServer((request, response) => {
  if (request.headers.authorization !== 'Bearer fla_1') return response.writeHead(401).end('{"error":{"code":"unauthorized"}}');
  response.writeHead(200, { 'X-Auth-User': 'u1', 'X-Auth-Open-Id': 'ou_1', 'X-Auth-Session': 's1' }).end();
}).listen(0, '127.0.0.1', async () => {
  const session = createSession({ serverUrl: 'http://127.0.0.1:' + server.address().port });
  const ids = [];
  for (const authorization of ['Bearer fla_1', 'Bearer fla_2'])
    ids.push((await session.who({ authorization }))?.user.id ?? 'nobody');
  console.log(ids.join());
  server.close();
  server.closeAllConnections();
});`;

const takesTypes = `
import { createSession, type SignedIn } from '@feishu-login/session';
import { signIn, signedInAs } from '@feishu-login/session/koa';
import { askWho, isAuthFailure } from '@feishu-login/client';
import { createBrowserClient } from '@feishu-login/client/browser';
import { createFeishuLogin, type StoredSession } from '@feishu-login/gadget-login';
const session = createSession({ serverUrl: 'https://login.example.com' });
signIn(session, { optional: true });
const id: Promise<string | undefined> = session.who({}).then((signedIn: SignedIn | undefined) => signedIn?.user.id);
// @ts-expect-error the id is a text
const wrong: number = signedInAs({}).user.id;
const name: Promise<string> = createBrowserClient().call('GET /api/v1/me').then((me) => me.user.name);
const login = createFeishuLogin({ apiUrl: 'https://login.example.com' });
const page: Promise<string> = login.request('POST /api/v1/auth/handoff', { body: { return_to: '/' } }).then(({ url }) => url);
const own: Promise<unknown> = login.request('PUT /orders/:id', { params: { id: '7' } });
const kept: Promise<StoredSession | undefined> = login.session();
console.log(id, wrong, name, askWho, isAuthFailure, page, own, kept);
`;

describe('@feishu-login/gadget-login, installed', () => {
  it('brings the one file to copy, which plain CommonJS understands', async () => {
    const oneFile = 'node_modules/@feishu-login/gadget-login/dist/one-file/feishu-login.js';
    await cp(join(folder, oneFile), join(folder, 'copied.cjs'));
    expect(await printed('copied-too.cjs', "console.log(Object.keys(require('./copied.cjs')).join());")).toBe(
      'createFeishuLogin',
    );
  });
});

describe('In an empty folder', () => {
  it('a program asks who it is, as a module and as CommonJS', async () => {
    const [esm, cjs] = [
      `import { createServer } from 'node:http'; import { createSession } from '@feishu-login/session';`,
      `const { createServer } = require('node:http'); const { createSession } = require('@feishu-login/session');`,
    ];
    expect(await printed('who.mjs', esm + asksWho)).toBe('u1,nobody');
    expect(await printed('who.cjs', cjs + asksWho)).toBe('u1,nobody');
  });

  it('the compiler finds the types, as a module and as CommonJS', async () => {
    for (const file of ['types.mts', 'types.cts']) await writeFile(join(folder, file), takesTypes);
    const tsc = join(repository, 'node_modules/.bin/tsc');
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--lib', 'es2023,dom'];
    const roots = ['--types', 'node', '--typeRoots', join(repository, 'node_modules/@types')];
    const outcome = await run(tsc, [...options, ...roots, 'types.mts', 'types.cts'], { cwd: folder }).catch(
      ({ stdout }: { stdout: string }) => ({ stdout }),
    );
    expect(outcome.stdout).toBe('');
  });
});
