import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readAllowRules } from '../src/config/admission.ts';
import { EnvFileError, loadEnvFile } from '../src/config/env-file.ts';
import { environment } from '../src/config/environment.ts';
import { readOidcClients } from '../src/config/oidc-clients.ts';
import { ConfigError, readConfig } from '../src/config/read-config.ts';
import { readWebhooks } from '../src/config/webhooks.ts';
import { cases } from './cases.ts';

const app = { FEISHU_APP_ID: 'cli_a1b2c3d4e5f60718', FEISHU_APP_SECRET: 'dskLLdkasdjlasdKK' };
const names = Object.keys(environment.shape).filter(
  (name) => !['WEBHOOKS', 'OIDC_CLIENTS', 'ALLOW_RULES'].includes(name),
);
const value = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.replaceAll('\0', '')),
  fc.webUrl(),
  fc.ipV6().map((ip) => `${ip}/64`),
  fc.integer().map(String),
  fc.base64String().map((text) => `k1:${text}`),
  fc.constantFrom(
    'true',
    'production',
    'http://',
    'https://[::1',
    'sqlite:',
    'postgres://',
    'postgres://a:%zz@b/c',
    '-1',
    '1e9',
    '"x"',
    '::',
    '/',
  ),
);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'config-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('Whatever an operator writes', () => {
  it('Q5: into the environment can be used, or is refused by the names of its variables', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 5, noNullPrototype: true }), (env) => {
        try {
          readConfig({ ...app, ...env });
        } catch (error) {
          if (!(error instanceof ConfigError)) throw error;
          for (const line of error.message.split('\n').slice(1)) expect(line).toMatch(/[A-Z][A-Z_]+/);
        }
      }),
      cases(2_000),
    );
  });

  it('Q5: into files of receivers, apps or rules is read, or refused with what is wrong', async () => {
    const file = join(folder, 'list.json');
    const known = fc.constantFrom(
      'name',
      'url',
      'secret',
      'events',
      'client_id',
      'client_secret',
      'redirect_uris',
      'departments',
      'groups',
      'people',
      '__proto__',
    );
    const item = fc.oneof(
      fc.jsonValue({ maxDepth: 1 }),
      fc.dictionary(known, fc.oneof(value, fc.jsonValue({ maxDepth: 1 })), { noNullPrototype: true }),
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(item, { maxLength: 3 }).map((list) => JSON.stringify(list)),
      item.map((one) => JSON.stringify(one)),
    );
    await fc.assert(
      fc.asyncProperty(text, async (written) => {
        await writeFile(file, written);
        for (const list of [readWebhooks(file), readOidcClients(file), readAllowRules(file)])
          if (!list.read) expect(list.problems.length).toBeGreaterThan(0);
      }),
      cases(300),
    );
  });

  it('into .env is read, or refused by the line', async () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.tuple(fc.constantFrom(...names), value).map(([name, text]) => `${name}=${text}`),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 4 }), async (lines) => {
        await writeFile(join(folder, '.env'), lines.join('\n'));
        try {
          loadEnvFile(folder, {});
        } catch (error) {
          if (!(error instanceof EnvFileError)) throw error;
        }
      }),
      cases(300),
    );
  });
});
