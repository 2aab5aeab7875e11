import AxeBuilder from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/chromium/launch.ts';
import { clientsFile, fileClient } from '../src/oidc-clients.ts';
import { people } from '../src/people.ts';
import { newVisitor, signInAtFeishu, signInByRedirect, words } from '../src/visitor.ts';
import { startWorld, type World } from '../src/world.ts';

const contact = 'IT 服务台 8000';
const rooms = { people: '用户', audit: '审计', clients: '应用', 'check-up': '体检', health: '状况' } as const;

describe('The page of administrators', () => {
  let world: World;
  let browser: Browser;
  let visitor: BrowserContext;
  let elsewhere: BrowserContext;
  let admin: Page;
  let other: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    const file = await clientsFile([
      fileClient('reports', { name: '报表', redirect_uris: ['https://app.example.com/'] }),
    ]);
    const env = { ADMINS: people.zhangSan, ACCESS_CONTACT: contact, OIDC_CLIENTS: file };
    [world, browser] = await Promise.all([startWorld({ env }), launchChromium()]);
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

  it.each([
    ['light', 1280],
    ['dark', 375],
  ] as const)('has no serious problem for axe in any room, nor in its question, %s at %i', async (scheme, width) => {
    await admin.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await admin.setViewportSize({ width, height: 800 });
    const found: string[] = [];
    const look = async (where: string) => {
      const { violations } = await new AxeBuilder({ page: admin }).analyze();
      const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      found.push(...grave.map(({ id, nodes }) => `${where} ${id}: ${nodes.map(({ target }) => target.join(' '))}`));
      const overflows = await admin.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      if (overflows) found.push(`${where} is wider than the window`);
    };
    for (const [room, name] of Object.entries(rooms)) {
      await admin.goto(`${world.server.url}/admin#/${room}`);
      await heading(name).waitFor();
      await admin.getByText(/^正在/).waitFor({ state: 'detached', timeout: 30_000 });
      await look(room);
    }
    await openLiSi();
    await look('person');
    await admin.getByRole('button', { name: '停用此人' }).click();
    await dialog().waitFor();
    await look('question');
    expect(found).toEqual([]);
  });
});
