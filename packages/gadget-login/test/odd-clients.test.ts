import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from '@jest/globals';
import { buildOneFile } from '../scripts/build.ts';
import { createFeishuLogin } from '../src/index.ts';
import { oddClientsSuite } from './odd-clients.ts';

describe('the package', () => oddClientsSuite(() => createFeishuLogin));

describe('the one file', () => {
  const module = { exports: {} as { createFeishuLogin: typeof createFeishuLogin } };
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'one-file-'));
    await buildOneFile(folder);
    const code = await readFile(join(folder, 'feishu-login.js'), 'utf8');
    // As a mini program's `require` runs it.
    new Function('module', 'exports', code)(module, module.exports);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  oddClientsSuite(() => module.exports.createFeishuLogin);
});
