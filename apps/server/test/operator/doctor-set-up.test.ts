import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { openDatabase } from '../../src/db/data-source.ts';
import { html, json } from '../scripted-platform.ts';
import { found, healthy, withPlatform } from './doctor-world.ts';
import type { Env } from './run-operator.ts';

const platform = withPlatform();
const look = (check: string, changes: Env = {}) => found(healthy(platform(), changes), check);
const production = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://login.nowhere.invalid',
  FEISHU_OPEN_URL: '',
  FEISHU_ACCOUNTS_URL: 'https://accounts.nowhere.invalid',
};

describe('The configuration', () => {
  it('that can be used is well', async () => {
    expect(await look('configuration')).toMatchObject([{ level: 'ok', what: { zh: '可以使用（开发模式）' } }]);
  });

  it('that lacks the app says so, and nothing else is asked', async () => {
    const before = platform().asked.length;
    const findings = await look('configuration', { FEISHU_APP_ID: '', FEISHU_APP_SECRET: 'short' });
    expect(findings).toMatchObject([
      { level: 'problem', what: { zh: '缺少 FEISHU_APP_ID' }, fix: { zh: expect.stringContaining('凭证与基础信息') } },
      { level: 'problem', what: { en: 'FEISHU_APP_SECRET cannot be used' } },
    ]);
    expect(platform().asked).toHaveLength(before);
  });

  it('that leaves events undecided in production says where the key is, and what else can be done', async () => {
    const undecided = { ...production, FEISHU_ENCRYPT_KEY: '', FEISHU_VERIFICATION_TOKEN: '' };
    const open = {
      FEISHU_OPEN_URL: 'https://open.nowhere.invalid',
      FEISHU_H5_SDK_URL: '',
      FEISHU_APP_SECRET: 'real-secret',
    };
    const [finding] = await look('configuration', { ...undecided, ...open });
    expect(finding).toMatchObject({ level: 'problem', what: { zh: '缺少 FEISHU_ENCRYPT_KEY' } });
    for (const said of ['加密策略', 'FEISHU_EVENTS=ws', 'FEISHU_EVENTS=off']) {
      expect([finding?.fix?.zh, finding?.fix?.en]).toEqual([
        expect.stringContaining(said),
        expect.stringContaining(said),
      ]);
    }
  });

  it('explains every variable that can be wrong in Chinese too', async () => {
    const source = await readFile(new URL('../../src/config/environment.ts', import.meta.url), 'utf8');
    const variables = [...source.matchAll(/^ {2}([A-Z][A-Z0-9_]+): /gm)].map(([, name]) => name ?? '');
    expect(variables.length).toBeGreaterThan(25);
    const findings = await look('configuration', Object.fromEntries(variables.map((name) => [name, '\u0000'])));
    const harmless = ['WEB_ROOT', 'FEISHU_ENCRYPT_KEY', 'FEISHU_SCOPES', 'ALLOWED_TENANTS'];
    const wrong = findings.map(({ what }) => what.en.split(' ')[0]);
    expect(wrong.sort()).toEqual(variables.filter((name) => !harmless.includes(name)).sort());
    for (const { fix } of findings) expect(fix?.zh).toMatch(/\p{Script=Han}/u);
  });
});

describe('The network settings', () => {
  it('are well when nothing is set', async () => {
    expect(await look('proxy')).toMatchObject([{ level: 'ok' }]);
  });

  it('name the variable of the proxy that leads to Feishu, without its password', async () => {
    const proxied = { HTTPS_PROXY: 'http://me:hunter2@proxy:3128' };
    const away = { FEISHU_OPEN_URL: 'https://open.nowhere.invalid' };
    for (const [changes, said] of [
      [{ ...proxied, ...away }, 'is reached as HTTPS_PROXY'],
      [proxied, 'on this machine'],
    ] as const) {
      const findings = await look('proxy', changes);
      expect(findings).toMatchObject([{ level: 'note', what: { en: expect.stringContaining(said) } }]);
      expect(JSON.stringify(findings)).not.toContain('hunter2');
    }
  });

  it('must not switch certificate checks off', async () => {
    expect(await look('proxy', { NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toMatchObject([{ level: 'problem' }]);
  });
});

describe('Renewal', () => {
  it('is nobody’s concern where no scopes are asked for', async () => {
    expect(await look('refresh')).toMatchObject([{ level: 'ok' }]);
  });

  it('is impossible without offline_access', async () => {
    expect(await look('refresh', { FEISHU_SCOPES: 'task:task:read' })).toMatchObject([
      { level: 'warning', fix: { zh: expect.stringContaining('offline_access') } },
    ]);
  });

  it('depends on a switch that cannot be asked for', async () => {
    expect(await look('refresh', { FEISHU_SCOPES: 'task:task:read offline_access' })).toMatchObject([
      {
        level: 'note',
        meaning: { en: expect.stringContaining('20074') },
        fix: { zh: expect.stringContaining('刷新 user_access_token') },
      },
    ]);
  });
});

describe('Events', () => {
  const outside = { PUBLIC_URL: 'https://login.nowhere.cn' };

  it('that are encrypted and can arrive are well, and what to register is printed', async () => {
    expect(await look('events', outside)).toMatchObject([
      { level: 'ok' },
      {
        level: 'note',
        lines: ['https://login.nowhere.cn/feishu/events', 'contact.user.deleted_v3', 'contact.user.updated_v3'],
      },
    ]);
  });

  it('that nobody wants are worth a warning, wherever', async () => {
    expect(await look('events', { FEISHU_EVENTS: 'off' })).toMatchObject([
      { level: 'warning', fix: { zh: expect.stringContaining('FEISHU_EVENTS=ws'), en: expect.any(String) } },
    ]);
  });

  it('that are not configured are worth a warning in the open, a note on one’s own machine', async () => {
    const none = { FEISHU_ENCRYPT_KEY: '', FEISHU_VERIFICATION_TOKEN: '' };
    expect(await look('events', { ...none, ...outside })).toMatchObject([{ level: 'warning' }]);
    expect(await look('events', none)).toMatchObject([{ level: 'note' }]);
  });

  it('without an encrypt key are neither signed nor encrypted', async () => {
    const [finding] = await look('events', { ...outside, FEISHU_ENCRYPT_KEY: '' });
    expect(finding).toMatchObject({ level: 'warning', fix: { en: expect.stringContaining('FEISHU_ENCRYPT_KEY') } });
  });

  it.each(['https://10.1.2.3', 'https://login.corp.internal', 'https://[fd00::1]', 'https://intranet'])(
    'cannot be pushed to %s',
    async (url) => {
      const [finding] = await look('events', { PUBLIC_URL: url });
      expect(finding).toMatchObject({ level: 'note', what: { zh: expect.stringContaining('不是公网地址') } });
    },
  );

  it('over the long connection need no address, only that the platform lets the app in', async () => {
    const ws = { FEISHU_EVENTS: 'ws', FEISHU_ENCRYPT_KEY: '', FEISHU_VERIFICATION_TOKEN: '' };
    expect(await look('events', ws)).toMatchObject([{ level: 'ok' }, { level: 'note' }]);
    platform().on('/callback/ws/endpoint', json({ code: 1000040350, msg: 'exceed conn limit' }));
    expect(await look('events', ws)).toMatchObject([{ level: 'problem', platformCode: 1000040350 }]);
  });
});

describe('Tenants', () => {
  it('that are named are counted', async () => {
    expect(await look('tenants', { ALLOWED_TENANTS: 'a,b' })).toMatchObject([
      { level: 'ok', what: { en: 'ALLOWED_TENANTS lets 2 in' } },
    ]);
  });

  it('that are not named are worth a warning in production only', async () => {
    expect(await look('tenants', { ALLOWED_TENANTS: '' })).toMatchObject([{ level: 'note' }]);
    expect(await look('tenants', { ...production, ALLOWED_TENANTS: '' })).toMatchObject([{ level: 'warning' }]);
  });
});

describe('Encryption keys', () => {
  it('are told apart by what they do', async () => {
    const key = (n: number) => Buffer.from(Array.from({ length: 32 }, (_, i) => i * n)).toString('base64');
    const findings = await look('encryption_keys', { ENCRYPTION_KEYS: `k2:${key(3)},k1:${key(5)}` });
    expect(findings).toMatchObject([{ level: 'ok', what: { en: 'k2 writes, k1 still read' } }]);
    expect(JSON.stringify(findings)).not.toContain(key(3));
  });

  it('are missed only where there is something to seal', async () => {
    expect(await look('encryption_keys', { ENCRYPTION_KEYS: '' })).toMatchObject([{ level: 'ok' }]);
    expect(await look('encryption_keys', { ENCRYPTION_KEYS: '', FEISHU_SCOPES: 'task:task:read' })).toMatchObject([
      { level: 'note', fix: { en: expect.stringContaining('openssl rand') } },
    ]);
  });
});

describe('The database', () => {
  const folders: string[] = [];
  const aFile = async (): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'fl-doctor-'));
    folders.push(folder);
    return join(folder, 'app.sqlite');
  };
  afterAll(async () => {
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });

  it('may be missing before the first start, and is not made by looking', async () => {
    const file = await aFile();
    const missing = [{ level: 'note', what: { en: expect.stringContaining('the first start makes it') } }];
    expect(await look('database', { DATABASE_URL: `sqlite:${file}` })).toMatchObject(missing);
    expect(await look('database', { DATABASE_URL: `sqlite:${file}` })).toMatchObject(missing);
  });

  it('is looked at while a server uses it', async () => {
    const url = `sqlite:${await aFile()}`;
    const server = await openDatabase(url);
    expect(await look('database', { DATABASE_URL: url })).toMatchObject([{ level: 'ok' }]);
    await server.close();
  });

  it('is told from one of an older and of a newer version', async () => {
    const url = `sqlite:${await aFile()}`;
    const server = await openDatabase(url);
    await server.write((sql) => sql`insert into migrations (timestamp, name) values (9, 'Future9')`);
    expect(await look('database', { DATABASE_URL: url })).toMatchObject([
      { level: 'problem', what: { en: expect.stringContaining('newer version') } },
    ]);
    await server.write((sql) => sql`delete from migrations`);
    expect(await look('database', { DATABASE_URL: url })).toMatchObject([
      { level: 'note', what: { en: expect.stringContaining('migrations to come') } },
    ]);
    await server.close();
  });

  it('that is no database is a problem', async () => {
    const file = await aFile();
    await writeFile(file, 'this is no database, and long enough to be looked at '.repeat(40));
    expect(await look('database', { DATABASE_URL: `sqlite:${file}` })).toMatchObject([
      { level: 'problem', what: { en: expect.stringContaining('SQLITE_NOTADB') } },
    ]);
  });

  it('that refuses connections could not be asked, and its password stays unsaid', async () => {
    const findings = await look('database', { DATABASE_URL: 'postgres://me:hunter2@127.0.0.1:1/app' });
    expect(findings).toMatchObject([
      { level: 'unasked', what: { en: '127.0.0.1:1/app cannot be opened (ECONNREFUSED)' } },
    ]);
    expect(JSON.stringify(findings)).not.toContain('hunter2');
  });

  it('is better not SQLite in production', async () => {
    const findings = await look('database', production);
    expect(findings.at(-1)).toMatchObject({ level: 'warning', what: { zh: expect.stringContaining('SQLite') } });
  });
});

describe('The public address', () => {
  it('that is ready is well', async () => {
    expect(await look('public_url')).toMatchObject([{ level: 'ok' }]);
  });

  it('may be silent before the server starts', async () => {
    expect(await look('public_url', { PUBLIC_URL: 'http://127.0.0.1:1' })).toMatchObject([{ level: 'note' }]);
  });

  it('of a server without its database is not ready', async () => {
    platform().on('/readyz', json({ error: { code: 'db_unavailable' } }, 503));
    expect(await look('public_url')).toMatchObject([
      { level: 'warning', what: { zh: expect.stringContaining('503') } },
    ]);
  });

  it('that leads to another program is told', async () => {
    platform().on('/readyz', html('<title>nginx</title>'));
    expect(await look('public_url')).toMatchObject([
      { level: 'warning', what: { en: expect.stringContaining('not this server') } },
    ]);
  });
});
