import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/chromium/launch.ts';
import { repository } from '../../scripts/run.ts';
import { clientsFile, fileClient } from '../src/oidc-clients.ts';
import { people } from '../src/people.ts';
import { newVisitor, signInAtFeishu, signInByRedirect, words } from '../src/visitor.ts';
import { startWorld, type World } from '../src/world.ts';

const contact = 'IT 服务台 8000';

describe('The page of administrators', () => {
  let world: World;
  let browser: Browser;
  let visitor: BrowserContext;
  let elsewhere: BrowserContext;
  let admin: Page;
  let other: Page;
  let registered: { client_id: string; client_secret: string };
  const complaints: string[] = [];

  beforeAll(async () => {
    const file = await clientsFile([
      fileClient('reports', { name: '报表', redirect_uris: ['https://app.example.com/'] }),
    ]);
    const env = { ADMINS: people.zhangSan, ACCESS_CONTACT: contact, OIDC_CLIENTS: file, BRAND_NAME: '青禾门户' };
    [world, browser] = await Promise.all([startWorld({ env }), launchChromium()]);
    const added = await operator(
      'clients',
      'add',
      '--name',
      '考勤',
      '--redirect-uri',
      'https://hr.example.com/',
      '--json',
    );
    registered = JSON.parse(added);
    [visitor, elsewhere] = await Promise.all([newVisitor(browser), newVisitor(browser)]);
    admin = await visitor.newPage();
    admin.on('pageerror', (error) => complaints.push(error.message));
    admin.on('console', (message) => {
      const refused = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !refused) complaints.push(message.text());
    });
    other = await elsewhere.newPage();
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  /** As somebody at a terminal. */
  async function operator(...args: string[]): Promise<string> {
    const program = join(repository, 'apps/server/dist/operator/main.js');
    const env = { ...process.env, DATABASE_URL: world.databaseUrl };
    return (await promisify(execFile)(process.execPath, [program, ...args], { env })).stdout;
  }

  /** Whether the app proves with this secret who it is: a code that nobody gave is refused either way. */
  async function knows(secret: string): Promise<boolean> {
    const body = { grant_type: 'authorization_code', code: 'nobody', redirect_uri: 'https://hr.example.com/' };
    const answer = await fetch(`${world.server.url}/oidc/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${registered.client_id}:${secret}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams(body),
    });
    const { error } = await answer.json();
    expect(['invalid_client', 'invalid_grant']).toContain(error);
    return error === 'invalid_grant';
  }

  const heading = (name: string) => admin.getByRole('heading', { level: 1, name });
  const statusOfMe = (page: Page) => page.evaluate(async () => (await fetch('/api/v1/me')).status);
  const dialog = () => admin.getByRole('dialog');

  async function openLiSi(): Promise<void> {
    await admin.goto(`${world.server.url}/admin`);
    await admin.getByLabel('姓名、邮箱或 ID').fill('李四');
    await admin.getByRole('button', { name: '查找' }).click();
    await admin.getByRole('link', { name: '李四' }).click();
    await admin.getByRole('heading', { name: '李四' }).waitFor();
  }

  it('X1: leads an administrator through Feishu, and is not there for anybody else', async () => {
    await admin.goto(`${world.server.url}/admin`);
    await admin.getByRole('button', { name: words.signIn }).click();
    await signInAtFeishu(admin);
    await heading('用户').waitFor();
    await signInByRedirect(other, world, people.liSi);
    expect((await other.goto(`${world.server.url}/admin`))?.status()).toBe(404);
    await other.goto(world.server.url);
  });

  it('X2, X3: finds somebody, asks for a fresh sign-in, comes back to the question, and their other browser is out', async () => {
    // As after ten minutes; the way through Feishu is the real one.
    let stale = true;
    await admin.route('**/api/v1/admin/me', async (route) => {
      const answer = await route.fetch();
      const said = await answer.json();
      await route.fulfill({ response: answer, json: stale ? { ...said, stepped_up_until: null } : said });
    });
    await openLiSi();
    await admin.getByRole('button', { name: /^结束会话/ }).click();
    await dialog().getByText('要求十分钟内登录过').waitFor();
    expect(await statusOfMe(other)).toBe(200);
    stale = false;
    await dialog().getByRole('button', { name: '去飞书登录' }).click();
    await signInAtFeishu(admin);
    await dialog().getByRole('button', { name: '结束会话' }).click();
    await admin.getByText('没有在线会话。').waitFor();
    expect(await statusOfMe(other)).toBe(401);
    await admin.unroute('**/api/v1/admin/me');
  });

  it('X6: blocks somebody, whose next sign-in is refused with a page that names whom to ask', async () => {
    await openLiSi();
    await admin.getByRole('button', { name: '停用此人' }).click();
    await dialog().waitFor();
    await admin.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    expect(await admin.evaluate(() => document.activeElement?.textContent)).toBe('停用此人');
    await admin.getByRole('button', { name: '停用此人' }).click();
    await dialog().getByRole('button', { name: '停用' }).click();
    await admin.getByText(/起停用/).waitFor();
    await other.goto(world.server.url);
    await other.getByRole('button', { name: words.signIn }).click();
    await signInAtFeishu(other, { openId: people.liSi });
    await other.getByText(contact).waitFor();
    expect(await statusOfMe(other)).toBe(401);
    await admin.getByRole('button', { name: '恢复此人' }).click();
    await dialog().getByRole('button', { name: '恢复' }).click();
    await admin.getByRole('button', { name: '停用此人' }).waitFor();
  });

  it('X2: shows in the audit what was done and by whom, as it happens', async () => {
    await admin.getByRole('link', { name: '审计' }).click();
    await admin.getByText('user.unblocked').first().waitFor();
    await admin.getByLabel('事件').fill('session.ended');
    await admin.getByRole('button', { name: '筛选' }).click();
    await admin.getByText('user.unblocked').waitFor({ state: 'detached' });
    const ended = admin.locator('.entry', { hasText: 'revoked_by_operator' });
    expect(await ended.first().textContent()).toMatch(/admin=[\da-f-]{36}/);
    await ended
      .first()
      .getByRole('link', { name: /^请求编号/ })
      .click();
    await admin.waitForFunction(() => document.querySelectorAll('.entry').length === 1);
  });

  it('X7: gives an app a new secret, with which it comes in and not with the one before', async () => {
    const before = registered.client_secret;
    expect(await knows(before)).toBe(true);
    await admin.getByRole('link', { name: '应用' }).click();
    await admin.getByRole('button', { name: '换密钥：考勤' }).click();
    await dialog().getByRole('button', { name: '换密钥' }).click();
    const secret = (await admin.locator('.secret').textContent()) ?? '';
    expect([await knows(secret), await knows(before)]).toEqual([true, false]);
    await admin.reload();
    await admin.getByRole('button', { name: '换密钥：考勤' }).waitFor();
    expect(await admin.content()).not.toContain(secret);
  });

  it('X6: erases somebody once their name is typed, and the audit says that it happened and not to whom', async () => {
    await signInByRedirect(other, world, people.liSi);
    await openLiSi();
    const id = new URL(admin.url()).hash.split('/').at(-1) ?? 'nobody';
    await admin.getByRole('button', { name: '清除此人' }).click();
    const erase = dialog().getByRole('button', { name: '清除' });
    await dialog().getByLabel('确认请输入').fill('李');
    await dialog().getByLabel('确认请输入').press('Enter');
    expect(await erase.getAttribute('aria-disabled')).toBe('true');
    expect(await statusOfMe(other)).toBe(200);
    await dialog().getByLabel('确认请输入').fill('李四');
    await erase.click();
    await heading('用户').waitFor();
    await admin.getByRole('link', { name: '张三' }).waitFor();
    expect(await admin.getByRole('link', { name: '李四' }).count()).toBe(0);
    expect(await statusOfMe(other)).toBe(401);
    await admin.getByRole('link', { name: '审计' }).click();
    await admin.locator('.entry', { hasText: 'user.erased' }).waitFor();
    expect(await operator('audit', '--json')).not.toContain(id);
  });

  it('wears the operator’s name', async () => {
    expect(await admin.title()).toBe('审计 · 管理 · 青禾门户');
    await admin.getByText('青禾门户 · 管理').waitFor();
  });

  it('shows the other rooms, with nothing that the security policy would stop', async () => {
    await admin.getByRole('link', { name: '应用' }).click();
    await admin.getByText('来自 OIDC_CLIENTS 文件').waitFor();
    await admin.getByRole('link', { name: '体检' }).click();
    await admin.getByText('应用凭证').first().waitFor({ timeout: 30_000 });
    await admin.getByRole('link', { name: '状况' }).click();
    await admin.getByRole('img', { name: /^成功的登录：一小时内共 [2-9]/ }).waitFor();
    await admin.getByRole('button', { name: 'English' }).click();
    await admin.getByRole('heading', { level: 1, name: 'Health' }).waitFor();
    await admin.getByRole('button', { name: '中文' }).click();
    expect(complaints).toEqual([]);
  });
});
