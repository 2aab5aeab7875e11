import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startReceiver } from '../receiver.ts';
import { app, lisi, startWorld, wangwu, zhangsan } from '../world.ts';
import { useChromium } from './chromium.ts';

const tabs = [
  'users',
  'apps',
  'codes',
  'grants',
  'scenarios',
  'faults',
  'events',
  'stubs',
  'snapshots',
  'settings',
  'coverage',
  'journal',
];

describe('the control panel', () => {
  const { open } = useChromium();

  async function openPanel(hash = '', width = 1280) {
    const world = await startWorld();
    return { world, ...(await open(`${world.url}/_emulator/${hash}`, { viewport: { width, height: 900 } })) };
  }

  it('edits and deletes a person, by the keyboard alone', async () => {
    const { world, page, complaints } = await openPanel();
    await page.getByRole('button', { name: 'Edit: 李四' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Edit 李四' });
    await dialog.getByLabel('Job title').fill('Tester');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(world.state.users.find(lisi)?.job_title).toBe('会计');
    await page.getByRole('button', { name: 'Edit: 李四' }).click();
    await dialog.getByLabel('Job title').fill('Tester');
    await dialog.getByLabel('Mobile').fill('');
    await dialog.getByRole('button', { name: 'Save' }).press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    expect(world.state.users.find(lisi)).toMatchObject({ job_title: 'Tester', mobile: null, name: '李四' });
    page.on('dialog', (asked) => asked.accept());
    await page.getByRole('button', { name: 'Edit: 李四' }).click();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.locator(`[data-user="${lisi}"]`).waitFor({ state: 'detached' });
    expect(world.state.users.find(lisi)).toBeUndefined();
    expect(complaints).toEqual([]);
  });

  it('brings about a scenario by one click, and takes it back', async () => {
    const { world, page } = await openPanel('#scenarios');
    await page.getByLabel('Who it happens to').selectOption({ label: '李四' });
    await page.getByRole('button', { name: 'Do it: The person leaves' }).click();
    await page.getByRole('button', { name: 'Undo: The person leaves' }).waitFor();
    expect(world.state.users.find(lisi)?.status).toBe('resigned');
    expect(world.state.users.find(zhangsan)?.status).toBe('active');
    await page.getByRole('button', { name: 'Undo: The person leaves' }).click();
    await page.getByText('Back to how it was before').waitFor();
    expect(world.state.users.find(lisi)?.status).toBe('active');
    await page.getByRole('button', { name: 'Do it: Outage' }).click();
    await page.getByRole('button', { name: 'Undo: Outage' }).waitFor();
    expect((await world.exchange('x')).status).toBe(503);
    const declined = page.getByRole('link', { name: 'Open the client: Consent declined' });
    expect(await declined.getAttribute('href')).toContain(`open_id=${lisi}&behaviour=refuse`);
  });

  it('pushes an event, forges one, sends one again, and shows what came of each', async () => {
    const world = await startWorld();
    const receiver = await startReceiver();
    const set = { event_url: receiver.url, encrypt_key: 'an-encrypt-key' };
    world.state.apps.upsert({ app_id: app.client_id, ...set });
    const { page } = await open(`${world.url}/_emulator/#events`);
    await page.getByLabel('About', { exact: true }).selectOption({ label: '王五' });
    await page.getByRole('button', { name: 'Push the event' }).click();
    await page.locator('[data-delivery="1"]').waitFor();
    await page.getByLabel('Genuine').selectOption('signature');
    await page.getByLabel(/^What it says/).fill('{"object":{"name":"made up"}}');
    await page.getByRole('button', { name: 'Push the event' }).click();
    await page.locator('[data-delivery="2"]', { hasText: 'forged signature' }).waitFor();
    await page
      .locator('[data-delivery="1"]')
      .getByRole('button', { name: /^Send again/ })
      .click();
    await page.locator('[data-delivery="3"]').waitFor();
    const [genuine, forged] = receiver.received.map(({ headers }) => headers['x-lark-signature']);
    expect(genuine).toMatch(/[1-9a-f]/);
    expect(forged).toBe('0'.repeat(64));
    expect(receiver.received.map(({ body }) => Object.keys(body))).toEqual([['encrypt'], ['encrypt'], ['encrypt']]);
    await page.getByLabel(/^What it says/).fill('[]');
    await page.getByRole('button', { name: 'Push the event' }).click();
    await page.locator('#notice.bad', { hasText: 'no JSON object' }).waitFor();
    expect(world.state.users.find(wangwu)?.name).toBe('王五');
  });

  it('shows what people allowed, and takes it back', async () => {
    const { world, page } = await openPanel('#grants');
    await page.getByText('Nobody has allowed anything yet.').waitFor();
    const { access } = await world.signIn();
    await page.getByRole('button', { name: 'Withdraw: 张三, 示例应用' }).click();
    await page.getByText('Nobody has allowed anything yet.').waitFor();
    expect((await world.userInfo(access)).body.code).toBe(20005);
  });

  it('takes a snapshot under a name, and goes back to it', async () => {
    const { world, page } = await openPanel('#snapshots');
    await page.getByLabel('Name').fill('quiet');
    await page.getByRole('button', { name: 'Take a snapshot' }).click();
    await page.locator('[data-snapshot]', { hasText: 'quiet' }).waitFor();
    await world.control('PATCH', `users/${lisi}`, { name: 'x' });
    await page.getByRole('button', { name: 'Restore: quiet' }).click();
    await page.getByText('Back at quiet').waitFor();
    expect(world.state.users.find(lisi)?.name).toBe('李四');
  });

  it('adds a stub, edits, copies and removes it', async () => {
    const path = '/open-apis/im/v1/chats/:chat_id';
    const { world, page } = await openPanel('#stubs');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByLabel('Path').fill(path);
    await page.getByLabel('Token it needs').selectOption('none');
    await page.getByLabel(/^Answer/).fill('{"code":0,"chat":"{{params.chat_id}}"');
    await page.getByRole('button', { name: 'Add the stub' }).click();
    await page.locator('#notice.bad', { hasText: 'no JSON' }).waitFor();
    await page.getByLabel(/^Answer/).fill('{"code":0,"chat":"{{params.chat_id}}"}');
    await page.getByRole('button', { name: 'Add the stub' }).click();
    await page.locator('[data-stub]', { hasText: `GET ${path}` }).waitFor();
    expect((await world.ask('/open-apis/im/v1/chats/7')).body).toEqual({ code: 0, chat: '7' });
    await page.getByText('answered 1 times').waitFor();
    await page.getByRole('button', { name: `Copy: GET ${path}` }).click();
    await page.getByText('Copied as JSON').waitFor();
    expect(JSON.parse(await page.evaluate('navigator.clipboard.readText()'))).toMatchObject({ method: 'GET', path });
    await page.getByRole('button', { name: `Edit: GET ${path}` }).click();
    await page.getByLabel('Status').fill('403');
    await page.getByRole('button', { name: 'Add the stub' }).click();
    await page.getByText('answered 0 times').waitFor();
    expect(await world.ask('/open-apis/im/v1/chats/8')).toMatchObject({ status: 403, body: { chat: '8' } });
    await page.getByRole('button', { name: `Remove: GET ${path}` }).click();
    await page.getByText('There is no stub yet.').waitFor();
    expect((await world.ask('/open-apis/im/v1/chats/9')).status).toBe(404);
  });

  it('shows what is recorded, and makes a stub of it', async () => {
    const path = '/open-apis/im/v1/chats';
    const stubs = [
      { method: 'GET' as const, path, token: 'none' as const, answer: { body: { code: 0, msg: 'real' } } },
    ];
    const real = await startWorld({ stubs });
    const file = join(await mkdtemp(join(tmpdir(), 'recording-')), 'calls.json');
    const recording = await startWorld({ record: { to: real.url, file } });
    await recording.ask(path);
    const { page } = await open(`${recording.url}/_emulator/#stubs`);
    await page.getByText(`Calls go to ${real.url}`).waitFor();
    await page.locator('.row', { hasText: `GET ${path}` }).waitFor();
    const replaying = await startWorld({ replay: { file } });
    await page.goto(`${replaying.url}/_emulator/#stubs`);
    await page.getByText(`answered from ${file}`).waitFor();
    await page.getByRole('button', { name: `Make it a stub: GET ${path}` }).click();
    await page.getByLabel(/^Answer/).fill('{"code":0,"msg":"changed"}');
    await page.getByRole('button', { name: 'Add the stub' }).click();
    await page.locator('[data-stub]').waitFor();
    expect((await replaying.ask(path)).body.msg).toBe('changed');
  });

  it('plans a fault with its parameters, and names the one that does not fit', async () => {
    const { world, page } = await openPanel('#faults');
    await page.getByLabel('Fault', { exact: true }).selectOption('override');
    await page.getByLabel('Path', { exact: true }).selectOption('/open-apis/authen/v1/user_info');
    await page.locator('[data-param="set"]').fill('{"data.name": 7');
    await page.getByRole('button', { name: 'Plan the fault' }).click();
    await page.locator('#notice.bad', { hasText: 'set is no JSON' }).waitFor();
    await page.locator('[data-param="set"]').fill('{"data.name": 7}');
    await page.locator('[data-param="unset"]').fill('["data.email"]');
    await page.getByRole('button', { name: 'Plan the fault' }).click();
    await page.locator('.row', { hasText: 'set {"data.name":7}' }).waitFor();
    const { access } = await world.signIn();
    const { data } = (await world.userInfo(access)).body;
    expect([data.name, 'email' in data]).toEqual([7, false]);
    await page.getByLabel('Fault', { exact: true }).selectOption('huge-name');
    await page.locator('[data-param="bytes"]').fill('-1');
    await page.getByRole('button', { name: 'Plan the fault' }).click();
    await page.locator('#notice.bad', { hasText: 'params.bytes' }).waitFor();
    expect(world.state.faults.list()).toHaveLength(1);
  });

  it('tells a sign-in in one line by the person’s name, which stays open while more comes', async () => {
    const { world, page } = await openPanel();
    const { access } = await world.signIn({ open_id: lisi });
    await world.userInfo(access);
    const line = page.locator('.sign-in', { hasText: '李四' });
    await line.locator('> details > summary').click();
    await line.locator('[data-seq]').first().waitFor();
    await world.exchange('nonsense');
    await page.locator('.journal > li > .why').waitFor();
    expect(await line.locator('[data-seq]').count()).toBe(2);
    expect(await line.locator('[data-seq]').first().isVisible()).toBe(true);
    expect(await line.getAttribute('data-ending')).toBe('signed_in');
  });

  it('moves along its tabs by the arrow keys', async () => {
    const { page } = await openPanel();
    await page.getByRole('tab', { name: 'Users' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('tab', { name: 'Apps', selected: true }).waitFor();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('tab', { name: 'Endpoints', selected: true }).waitFor();
  });

  it('tells every time by the clock of whoever looks', async () => {
    const world = await startWorld();
    await world.exchange('nonsense');
    const [{ at }] = await world.journal();
    const { page } = await open(`${world.url}/_emulator/`, { timezoneId: 'Asia/Kolkata' });
    const there = new Date(Date.parse(at) + 5.5 * 3_600_000).toISOString().slice(11, 19);
    expect(await page.locator('.journal time').first().textContent()).toBe(there);
  });

  it('has the journal as a tab where it has no room of its own, and something beside it where it has', async () => {
    const { page } = await openPanel('#journal');
    await page.getByRole('tab', { name: 'Users', selected: true }).waitFor();
    await page.locator('#users .row').first().waitFor();
    await page.setViewportSize({ width: 375, height: 800 });
    await page.getByRole('tab', { name: 'Journal', selected: true }).waitFor();
    await page.locator('#users').waitFor({ state: 'hidden' });
  });

  it.each([375, 768])('fits %d pixels in every part', async (width) => {
    const { world, page, complaints } = await openPanel('', width);
    const { access } = await world.signIn();
    await world.userInfo(access);
    await world.control('PUT', `apps/${app.client_id}`, { event_url: 'http://127.0.0.1:9/a/very/long/address' });
    await world.control('POST', 'events', { type: 'contact.user.updated_v3' });
    await world.control('POST', 'faults', { fault: 'user-unavailable-between-code-and-token' });
    await world.control('POST', 'stubs', { method: 'GET', path: '/open-apis/im/v1/chats/:chat_id/members/:member_id' });
    for (const tab of tabs) {
      await page.goto('about:blank');
      await page.goto(`${world.url}/_emulator/#${tab}`);
      await page.locator(`#${tab} *`).first().waitFor();
      await page.waitForFunction(`document.getElementById('tab-${tab}').getBoundingClientRect().right <= ${width}`);
      const wide = await page.evaluate(
        `[...document.querySelectorAll('body *')].filter((one) => !one.closest('.tabs') && one.getBoundingClientRect().right > ${width + 1}).map((one) => one.outerHTML.slice(0, 80))`,
      );
      expect({ tab, wide, page: await page.evaluate('document.documentElement.scrollWidth') }).toEqual({
        tab,
        wide: [],
        page: width,
      });
    }
    expect(complaints).toEqual([]);
  });

  it('has a heading and an icon of its name', async () => {
    const { world, page } = await openPanel();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Feishu emulator');
    const icon = await page.locator('link[rel="icon"]').getAttribute('href');
    expect((await world.ask(icon ?? '')).body).toContain('<title>Feishu emulator</title>');
  });
});
