import { describe, expect, it } from '@jest/globals';
import { lisi, startWorld, zhangsan } from '../world.ts';
import { useChromium } from './chromium.ts';

describe('the control panel', () => {
  const { open } = useChromium();

  async function openPanel(hash = '') {
    const world = await startWorld();
    return { world, ...(await open(`${world.url}/_emulator/${hash}`)) };
  }

  it('freezes a user, whose next exchange is refused, and the journal says why', async () => {
    const { world, page, complaints } = await openPanel();
    const row = page.locator(`[data-user="${zhangsan}"]`);
    await row.getByLabel('Account status').selectOption('frozen');
    await page.waitForFunction('document.querySelector("[data-status=frozen]")');
    const code = await world.code({ open_id: zhangsan });
    expect((await world.exchange(code)).body.code).toBe(20066);
    await page.locator('.journal .why', { hasText: 'frozen' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('takes a user out of the availability range and back', async () => {
    const { world, page } = await openPanel();
    const row = page.locator(`[data-user="${lisi}"]`);
    await row.getByText('Available').click();
    await row.locator('input[role="switch"]:not(:checked)').waitFor({ state: 'attached' });
    expect(world.state.users.find(lisi)?.available).toBe(false);
    await row.getByText('Available').click();
    await row.locator('input[role="switch"]:checked').waitFor({ state: 'attached' });
    expect(world.state.users.find(lisi)?.available).toBe(true);
  });

  it('mints a code that is good', async () => {
    const { world, page } = await openPanel();
    await page.locator(`[data-user="${lisi}"]`).getByLabel('Mint a code').selectOption('requestAccess');
    const code = await page.locator('.minted .copy').textContent();
    expect((await world.exchange(code ?? '')).body.code).toBe(0);
  });

  it('does nothing at an arrow key; Enter does it', async () => {
    const { world, page } = await openPanel();
    const mint = page.locator(`[data-user="${lisi}"]`).getByLabel('Mint a code');
    await mint.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    expect(world.state.codes.all()).toEqual([]);
    expect(await mint.inputValue()).toBe('');
    await mint.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.minted .copy').waitFor();
    expect(world.state.codes.all()).toHaveLength(1);
  });

  it('of a world shows and changes that world alone', async () => {
    const world = await startWorld();
    const { page, complaints } = await open(`${world.url}/w/mine/_emulator/`);
    await page.locator(`[data-user="${zhangsan}"]`).getByLabel('Account status').selectOption('frozen');
    await page.waitForFunction('document.querySelector("[data-status=frozen]")');
    expect(world.emulator.world('mine').state.users.find(zhangsan)?.status).toBe('frozen');
    expect(world.state.users.find(zhangsan)?.status).toBe('active');
    expect(complaints).toEqual([]);
  });

  it('adds a user', async () => {
    const { world, page } = await openPanel();
    await page.getByLabel('Name', { exact: true }).fill('孙七');
    await page.getByRole('button', { name: 'Add a user' }).click();
    await page.locator('.rows strong', { hasText: '孙七' }).waitFor();
    expect(world.state.users.all().map(({ name }) => name)).toContain('孙七');
  });

  it('moves the clock', async () => {
    const { world, page } = await openPanel();
    await page.getByRole('button', { name: '+1 h' }).click();
    await page.getByText('1 h ahead').waitFor();
    expect(world.state.clock.now() - Date.now()).toBeGreaterThan(3_590_000);
    await page.getByRole('button', { name: 'Back to now' }).click();
    await page.getByText('1 h ahead').waitFor({ state: 'hidden' });
    expect(Math.abs(world.state.clock.now() - Date.now())).toBeLessThan(10_000);
  });

  it('plans a fault and calls it off', async () => {
    const { world, page } = await openPanel('#faults');
    await page.getByLabel('Fault', { exact: true }).selectOption('http-503');
    await page.getByRole('button', { name: 'Plan the fault' }).click();
    await page.getByText('struck 0 of 1').waitFor();
    expect((await world.exchange(await world.code())).status).toBe(503);
    await page.getByText('struck 1 of 1').waitFor();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByText('No fault is planned.').waitFor();
    expect(world.state.faults.list()).toEqual([]);
  });

  it('changes a setting and marks it', async () => {
    const { world, page } = await openPanel('#settings');
    await page.locator('[data-setting="auto_consent"] .track').click();
    await page.locator('.changed[data-setting="auto_consent"]').waitFor();
    await page.getByLabel('auto_login').selectOption({ label: '李四' });
    await page.locator('.changed[data-setting="auto_login"]').waitFor();
    expect(world.state.settings.values).toMatchObject({ auto_consent: true, auto_login: lisi });
  });

  it('registers a redirect URL', async () => {
    const { world, page } = await openPanel('#apps');
    const first = page.locator('article').first();
    await first.getByLabel('Redirect URLs').fill('https://one.example/a\n\n  https://two.example/b  ');
    await first.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(world.state.apps.first()?.redirect_urls).toEqual(['https://one.example/a', 'https://two.example/b']);
  });

  it('says what the control API refuses', async () => {
    const { page } = await openPanel('#apps');
    const first = page.locator('article').first();
    await first.getByLabel('Redirect URLs').fill(Array.from({ length: 301 }, (_, n) => `https://a/${n}`).join('\n'));
    await first.getByRole('button', { name: 'Save' }).click();
    await page.locator('#notice.bad', { hasText: 'redirect_urls' }).waitFor();
  });

  it('speaks Chinese and English, and remembers', async () => {
    const { world, page } = await openPanel();
    await page.getByRole('link', { name: '中文' }).click();
    await page.getByRole('tab', { name: '用户' }).waitFor();
    await page.goto(`${world.url}/_emulator/client/`);
    await page.getByRole('heading', { name: '飞书客户端' }).waitFor();
  });

  it('shows names as text, whatever is in them', async () => {
    const { world, page, complaints } = await openPanel();
    await world.control('POST', 'users', { open_id: lisi, name: '<img src=x onerror=alert(1)>' });
    await page.reload();
    await page.getByText('<img src=x onerror=alert(1)>').waitFor();
    expect(await page.locator('.rows img').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('fits a phone, with the journal as a tab', async () => {
    const world = await startWorld();
    const { page } = await open(`${world.url}/_emulator/`, { viewport: { width: 375, height: 812 } });
    await world.exchange('nonsense');
    await page.getByRole('tab', { name: 'Journal' }).click();
    await page.locator('.journal .path', { hasText: 'oauth/token' }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
  });
});
