import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'acorn';
import { settingsFrom } from '../scripts/settings.ts';
import { built, open, phone, settings } from './phone.ts';

let program: Awaited<ReturnType<typeof built>>;
beforeAll(async () => {
  program = await built();
});
afterAll(() => program.remove());

async function files(): Promise<{ path: string; text: string }[]> {
  const entries = await readdir(program.dist, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    paths.map(async (path) => ({ path: path.slice(program.dist.length + 1), text: await readFile(path, 'utf8') })),
  );
}

describe('the build', () => {
  it('is a folder that Feishu developer tools import', async () => {
    const paths = (await files()).map(({ path }) => path).sort();
    expect(paths).toEqual([
      'app.js',
      'app.json',
      'app.ttss',
      expect.stringMatching(/^lib\/chunk-[A-Z0-9]{8}\.js$/),
      'pages/devices/devices.js',
      'pages/devices/devices.json',
      'pages/devices/devices.ttml',
      'pages/devices/devices.ttss',
      'pages/home/home.js',
      'pages/home/home.json',
      'pages/home/home.ttml',
      'pages/home/home.ttss',
      'pages/login/login.js',
      'pages/login/login.json',
      'pages/login/login.ttml',
      'pages/login/login.ttss',
      'pages/tasks/tasks.js',
      'pages/tasks/tasks.json',
      'pages/tasks/tasks.ttml',
      'pages/tasks/tasks.ttss',
      'parts/notice.ttml',
      'project.config.json',
      'theme.json',
    ]);
    const project = JSON.parse(await readFile(join(program.dist, 'project.config.json'), 'utf8'));
    expect(project).toMatchObject({ appid: settings.appId });
    expect(project).not.toHaveProperty('miniprogramRoot');
  });

  it('is no larger than 60 kB, in two languages, and holds no source map', async () => {
    const all = await files();
    expect(all.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)).toBeLessThanOrEqual(60_000);
    expect(all.filter(({ path, text }) => path.endsWith('.map') || text.includes('sourceMappingURL'))).toEqual([]);
  });

  it('is ES2015 or older, with relative requires alone', async () => {
    const scripts = (await files()).filter(({ path }) => path.endsWith('.js'));
    expect(scripts).toHaveLength(6);
    for (const { text } of scripts) {
      parse(text, { ecmaVersion: 2015, sourceType: 'script' });
      for (const [, target] of text.matchAll(/require\(([^)]*)\)/g)) expect(target).toMatch(/^"\.{1,2}\//);
    }
  });

  it('has every shared module once', async () => {
    const scripts = (await files()).filter(({ path }) => path.endsWith('.js'));
    for (const only of ['/api/v1/auth/refresh', 'feishu-login.session', '你取消了授权']) {
      expect(scripts.filter(({ text }) => text.includes(only))).toHaveLength(1);
    }
  });

  it('talks to the server it was built for, and holds nothing of the server’s schemas', async () => {
    const code = (await files()).map(({ text }) => text).join('');
    expect(code).toMatch(/(['"`])https:\/\/api\.example\.test\1/);
    expect(code).not.toContain('localhost');
    expect(code).not.toMatch(/zod/i);
  });

  it('is made by one command, with the names of the settings in its complaints', async () => {
    const script = new URL('../scripts/build.ts', import.meta.url).pathname;
    const build = (env: Record<string, string>) =>
      promisify(execFile)('npx', ['tsx', script, '--out', join(program.dist, 'again')], {
        env: { ...process.env, NODE_OPTIONS: '', ...env },
      });
    expect((await build({})).stdout).toMatch(
      /cli_a1b2c3d4e5f60718 for http:\/\/localhost:3000: \d+\.\d kB of 60\.0 kB/,
    );
    await expect(build({ FEISHU_APP_ID: 'cli_1' })).rejects.toMatchObject({
      stderr: expect.stringContaining('FEISHU_APP_ID is "cli_1"; it must look like cli_a1b2c3d4e5f60718'),
    });
  });
});

describe('the settings of a build', () => {
  it('are those of the emulator unless set', () => {
    expect(settingsFrom({})).toEqual({
      apiUrl: 'http://localhost:3000',
      appId: 'cli_a1b2c3d4e5f60718',
      automatic: true,
    });
  });

  it('take an address with or without a slash at its end', () => {
    expect(settingsFrom({ GADGET_API_URL: 'https://a.example/login/' }).apiUrl).toBe('https://a.example/login');
  });

  it.each(['', 'a.example', 'ftp://a.example', 'https://a.example?x=1', 'https://a.example#x'])(
    'refuse the address %j',
    (value) => {
      expect(() => settingsFrom({ GADGET_API_URL: value })).toThrow('GADGET_API_URL is');
    },
  );

  it.each(['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000', 'http://login.localhost'])(
    'take plain http on this computer: %s',
    (value) => expect(settingsFrom({ GADGET_API_URL: value }).apiUrl).toBe(value),
  );

  it.each(['http://a.example', 'http://10.0.0.5:3000', 'http://localhost.a.example', 'http://127.0.0.1.a.example'])(
    'refuse plain http to anywhere else: %s',
    (value) => expect(() => settingsFrom({ GADGET_API_URL: value })).toThrow('Use https://'),
  );

  it.each(['', 'cli_a1b2', 'cli_A1B2C3D4E5F60718', 'a1b2c3d4e5f60718'])('refuse the app id %j', (value) => {
    expect(() => settingsFrom({ FEISHU_APP_ID: value })).toThrow('FEISHU_APP_ID is');
  });
});

describe('the build in an operator’s name', () => {
  it('has their name, logo, colours, texts and links', async () => {
    const branding = join(import.meta.dirname, '../../../examples/branding/branding.json');
    const branded = await built({ brand: settingsFrom({ BRANDING: branding }).brand });
    const read = (path: string) => readFile(join(branded.dist, path), 'utf8');
    expect(JSON.parse(await read('app.json'))).toMatchObject({ window: { navigationBarTitleText: '青禾门户' } });
    expect(await read('app.ttss')).toMatch(/page\{--ground:#f1f5f1;.*--accent:#1b6b3a;/s);
    expect(JSON.parse(await read('theme.json'))).toMatchObject({ dark: { background: '#0d1410' } });
    expect(await read('images/logo.svg')).toBe(await readFile(join(branding, '../logo.svg'), 'utf8'));
    const p = phone({ language: 'en_US' });
    const { gadget, onLogin } = await open(branded.dist, p);
    const page = await onLogin();
    expect(page.data).toMatchObject({
      heading: 'Sign in to Greenfield',
      text: 'Expenses, shifts and stock, all with your Feishu account.',
      logo: '/images/logo.svg',
      links: [{ label: 'Help' }, { label: 'Privacy' }, { label: 'Terms' }],
    });
    await page.call('copyLink', { currentTarget: { dataset: { name: 'privacy' } } });
    expect(p.clipboard).toBe('https://www.example.com/privacy');
    expect(gadget.page.data.privacy).toBe('Link copied: open it in a browser');
    await branded.remove();
  });

  it('says what is wrong with a brand', () => {
    expect(() => settingsFrom({ BRAND_COLOR: '#ffcc00' })).toThrow(/contrast of 1\.51 to 1/);
  });
});
