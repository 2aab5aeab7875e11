import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { lisi, startWorld, type World } from '../world.ts';
import { useChromium } from './chromium.ts';
import { startSampleApp } from './sample-app.ts';

describe('the Feishu-client page', () => {
  const { open } = useChromium();

  async function openWebApp(query: Record<string, string> = {}) {
    const world = await startWorld();
    const origin = await startSampleApp(world);
    const search = new URLSearchParams({ tab: 'web', url: `${origin}/`, ...query });
    return { world, origin, ...(await open(`${world.url}/_emulator/client/?${search}`)) };
  }

  const webPage = (page: Page) => page.frameLocator('#stage iframe');
  const code = async (page: Page) => {
    const result = webPage(page).locator('#result', { hasText: 'code ' });
    return ((await result.textContent()) ?? '').replace('code ', '');
  };
  const whoIs = async (world: World, code: string) => {
    const { body } = await world.exchange(code);
    return (await world.userInfo(body.access_token)).body.data.name;
  };

  it('opens a web app that signs in after the user allowed it', async () => {
    const { world, page, complaints } = await openWebApp();
    await page.getByText('示例应用 asks for your permission to').waitFor();
    await page.getByText('task:task:read').waitFor();
    await page.getByRole('button', { name: 'Allow' }).click();
    expect(await whoIs(world, await code(page))).toBe('张三');
    expect(complaints).toEqual([]);
  });

  it('tells a refusal with 2700002', async () => {
    const { page } = await openWebApp();
    await page.getByRole('button', { name: 'Refuse' }).click();
    await webPage(page).getByText('"errno":2700002').waitFor();
  });

  it('signs in as the user it is switched to', async () => {
    const { world, page } = await openWebApp({ behaviour: 'accept' });
    await code(page);
    await page.locator(`#controls [data-user="${lisi}"]`).click();
    expect(await whoIs(world, await code(page))).toBe('李四');
    expect(page.url()).toContain(lisi);
  });

  it('falls back to requestAuthCode on an older client, and has neither on an old one', async () => {
    const { world, page } = await openWebApp({ behaviour: 'accept' });
    await code(page);
    await page.locator('#controls [data-age="middle"]').click();
    await page.getByRole('button', { name: 'Refuse' }).waitFor({ state: 'detached' });
    expect(await whoIs(world, await code(page))).toBe('张三');
    const used = await world.journal('?path=/_emulator/client/request-auth-code');
    expect(used).toHaveLength(1);
    await page.locator('#controls [data-age="old"]').click();
    await webPage(page).getByText('"errno":103').waitFor();
  });

  it('may never be ready', async () => {
    const { page } = await openWebApp();
    await page.getByLabel('User and network').first().selectOption('never-ready');
    await webPage(page).getByText('waiting').waitFor();
    await page.waitForTimeout(300);
    expect(await webPage(page).locator('#result').textContent()).toBe('waiting');
  });

  it('shows beside it what the platform was asked', async () => {
    const { page } = await openWebApp({ behaviour: 'accept' });
    await page.locator('#feed').getByText('tt.requestAccess').first().waitFor();
  });

  it('signs the redirect flow in without asking who it is', async () => {
    const { world, origin, page } = await openWebApp({ open_id: lisi });
    const authorize = new URLSearchParams({
      client_id: 'cli_a1b2c3d4e5f60718',
      response_type: 'code',
      redirect_uri: `${origin}/callback`,
    });
    await page.getByLabel('Address of the web app').fill(`${world.url}/open-apis/authen/v1/authorize?${authorize}`);
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await webPage(page).getByText('Li Si').waitFor();
    await webPage(page).getByRole('button', { name: 'Allow' }).click();
    await webPage(page).getByText('{"code":').waitFor();
  });

  it('hints at what may be wrong when a page does not greet', async () => {
    const { world, page } = await openWebApp();
    await page.getByLabel('Address of the web app').fill(`${world.url}/_emulator/accounts/logout`);
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByText('The page did not greet the client').waitFor({ timeout: 10_000 });
  });

  it('closes a page and opens it again', async () => {
    const { page } = await openWebApp({ behaviour: 'accept' });
    await code(page);
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByText('The page was closed').waitFor();
    await page.getByRole('button', { name: 'Open it again' }).click();
    await code(page);
  });

  it('answers a page about its own address only', async () => {
    const world = await startWorld();
    const origin = await startSampleApp(world);
    const liar = await open(`${world.url}/_emulator/client/?tab=web&url=${encodeURIComponent(`${origin}/silent`)}`);
    const greet = (href: string) => `new Promise((resolve) => {
      window.addEventListener('message', ({ data }) => resolve(data.type), { once: true });
      setTimeout(() => resolve('nothing'), 500);
      window.parent.postMessage({ channel: 'feishu-emulator', type: 'hello', href: '${href}' }, '*');
    })`;
    await webPage(liar.page).getByText('waiting').waitFor();
    const frame = liar.page.frames().find((one) => one.url() === `${origin}/silent`);
    expect(await frame?.evaluate(greet('http://localhost:3000/'))).toBe('nothing');
    expect(await frame?.evaluate(greet(`${origin}/silent`))).toBe('welcome');
  });

  it('is the only place where the SDK comes alive', async () => {
    const world = await startWorld();
    const origin = await startSampleApp(world);
    const { page } = await open(`${origin}/`);
    await page.waitForTimeout(500);
    expect(await page.locator('#result').textContent()).toBe('waiting');
    const failed = await page.evaluate(
      'new Promise((fail) => window.tt.requestAccess({ appID: "x", scopeList: [], fail }))',
    );
    expect(failed).toMatchObject({ errno: 110 });
  });
});
