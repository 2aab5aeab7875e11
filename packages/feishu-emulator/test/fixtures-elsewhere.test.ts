import { spawn } from 'node:child_process';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createControl } from '../src/control-api/index.ts';
import { useFeishu } from '../src/fixtures/jest.ts';
import { feishuFixtures as forPlaywright } from '../src/fixtures/playwright.ts';
import { feishuFixtures } from '../src/fixtures/vitest.ts';
import { lisi } from './world.ts';

const authorizePath = '/open-apis/authen/v1/authorize';
const redirect_uri = 'http://localhost:3000/auth/callback';
const hooks = { beforeEach, afterEach };

const command = new URL('../bin/feishu-emulator.js', import.meta.url).pathname;
const child = spawn(process.execPath, [command, '--port', '0', '--lang', 'en'], {
  env: { ...process.env, NODE_OPTIONS: '' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
afterAll(() => void child.kill());

/** Where the emulator in the other process is. */
const url = await new Promise<string>((resolve) => {
  let said = '';
  child.stdout.on('data', (text: Buffer) => {
    said += text.toString();
    const [, address] = /emulator: (http:\S+)\n/.exec(said) ?? [];
    if (address !== undefined) resolve(address);
  });
});
const root = createControl(url);
const worldUrls = async () => (await root.worlds()).map(({ name }) => `${url}/w/${name}`);
const nameOf = async (control: typeof root) => (await control.users()).find(({ open_id }) => open_id === lisi)?.name;

describe('with the address of an emulator, each test has a world of its own there', () => {
  const feishu = useFeishu({ url }, hooks);
  const seen: string[] = [];

  it.each(['first', 'second'])('in which nothing has happened yet (the %s)', async (name) => {
    expect(feishu.url).toMatch(`${url}/w/test-`);
    expect(seen).not.toContain(feishu.url);
    seen.push(feishu.url);
    expect([await nameOf(feishu.control), (await feishu.control.journal()).entries]).toEqual(['李四', []]);
    await feishu.control.changeUser(lisi, { name });
    await feishu.control.mintCode();
    expect(await nameOf(root)).toBe('李四');
  });

  it('which is gone after the test', async () => {
    expect(await worldUrls()).toEqual([feishu.url]);
  });

  it('in which somebody is signed in by a cookie', async () => {
    const cookies: { name: string; value: string; path: string }[] = [];
    await feishu.signIn({ addCookies: async (added) => void cookies.push(...added) }, '李四');
    const { origin, pathname } = new URL(`${feishu.url}${authorizePath}`);
    expect(cookies.map(({ path }) => pathname.startsWith(path))).toEqual([true]);
    await feishu.control.changeApp(feishu.app.id, { redirect_urls: [redirect_uri] });
    await feishu.control.changeSettings({ auto_consent: true });
    const query = new URLSearchParams({ client_id: feishu.app.id, response_type: 'code', redirect_uri });
    const answer = await fetch(`${origin}${pathname}?${query}`, {
      headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') },
      redirect: 'manual',
    });
    expect(answer.headers.get('location')).toContain(`${redirect_uri}?code=`);
    expect((await feishu.control.codes()).map(({ open_id }) => open_id)).toEqual([lisi]);
  });
});

describe('with fresh: "reset", each test has the emulator itself', () => {
  const feishu = useFeishu({ url, fresh: 'reset' }, hooks);

  it.each(['first', 'second'])('put back to its seed (the %s)', async (name) => {
    expect(feishu.url).toBe(url);
    expect(await nameOf(root)).toBe('李四');
    await feishu.control.changeUser(lisi, { name });
  });
});

describe('a fixture', () => {
  it.each([
    ['Vitest', (use: (feishu: { url: string }) => Promise<void>) => feishuFixtures({ url }).feishu({ task: {} }, use)],
    [
      'Playwright',
      (use: (feishu: { url: string }) => Promise<void>) =>
        forPlaywright({ url }).feishu({ browserName: 'chromium' }, use),
    ],
  ])('for %s ends its world even when the test fails', async (_runner, lend) => {
    const failing = lend(async (feishu) => {
      expect(await worldUrls()).toEqual([feishu.url]);
      throw new Error('the test failed');
    });
    await expect(failing).rejects.toThrow('the test failed');
    expect(await root.worlds()).toEqual([]);
  });

  const lent = (options: Parameters<typeof feishuFixtures>[0]) =>
    feishuFixtures(options).feishu({ task: {} }, async () => {});

  it('refuses what an emulator that runs already cannot take', async () => {
    await expect(lent({ url, host: '::1', port: 0 })).rejects.toThrow(
      `at ${url} runs already: it cannot take host, port`,
    );
  });

  it.each(['world', 'reset'] as const)('says when no emulator is at the address (%s)', async (fresh) => {
    const nowhere = 'http://127.0.0.1:9';
    await expect(lent({ url: nowhere, fresh })).rejects.toThrow(`No emulator answers at ${nowhere}`);
  });
});
