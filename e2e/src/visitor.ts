import type { User } from '@feishu-login/auth-types';
import { type ClientAge, clientAges } from 'feishu-emulator/client';
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { people } from './people.ts';
import type { World } from './world.ts';

/** Words on the buttons a visitor looks for; the visitor's browser speaks Chinese. */
export const words = {
  signIn: '使用飞书登录',
  signOut: '退出登录',
  tryAgain: '重试',
  qr: '扫码',
  devices: '登录设备',
  tasks: '我的飞书任务',
  showTasks: '显示我的任务',
  allowTasks: '允许并查看任务',
  consentAgain: '需要你再次同意',
  forgetGrant: '删除授权',
  signOutEverywhere: '在所有设备退出登录',
  signOutOfFeishu: '同时退出飞书',
  cancel: '取消',
  leave: '退出',
  agree: '同意',
  refuse: '拒绝',
  refused: '你取消了授权，没有登录',
} as const;

/** A browser of its own: cookies and storage are shared with no other visitor. */
export async function newVisitor(
  browser: Browser,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1000, height: 800 }, ...options });
  context.setDefaultTimeout(10_000);
  return context;
}

/** On the emulated platform's own pages: chooses who signs in, if it asks, and then decides. */
export async function signInAtFeishu(
  page: Page | Frame,
  { openId = people.zhangSan, decision = 'accept' }: { openId?: string; decision?: 'accept' | 'refuse' } = {},
): Promise<void> {
  await page.locator('[data-page]').first().waitFor({ state: 'attached' });
  if ((await page.locator('html').getAttribute('data-page')) === 'sign-in') {
    await page.locator(`button[name=open_id][value=${openId}]`).click();
  }
  await page.locator(`button[name=decision][value=${decision}]`).click();
}

/** Goes through Feishu's page and stops where it would send the browser: the callback's address, opened by nobody yet. */
export async function callbackAfterConsent(page: Page, openId: string = people.zhangSan): Promise<string> {
  await page.locator(`button[name=open_id][value=${openId}]`).click();
  const form = page.locator('form', { has: page.locator('button[name=decision]') });
  const answer = await page.request.post(new URL((await form.getAttribute('action')) ?? '', page.url()).href, {
    form: { here: await form.locator('input[name=here]').inputValue(), decision: 'accept' },
    maxRedirects: 0,
  });
  return answer.headers().location ?? '';
}

/** Browser, button, Feishu's page, and back. */
export async function signInByRedirect(page: Page, world: World, openId?: string): Promise<void> {
  await page.goto(world.server.url);
  await page.getByRole('button', { name: words.signIn }).click();
  await signInAtFeishu(page, openId === undefined ? {} : { openId });
  await page.getByRole('button', { name: words.signOut, exact: true }).waitFor();
}

export interface ClientOptions {
  age?: ClientAge;
  openId?: string;
  /** A named behaviour of the emulated client: `accept`, `refuse`, `never-ready`, … */
  behaviour?: string;
  path?: string;
}

/** Opens our page inside the emulated Feishu client; its frame is where the page is. */
export async function openInClient(context: BrowserContext, world: World, options: ClientOptions = {}) {
  const { age = 'current', openId = people.zhangSan, behaviour = 'accept', path = '/' } = options;
  const query = new URLSearchParams({
    tab: 'web',
    url: new URL(path, world.server.url).href,
    version: clientAges[age],
    open_id: openId,
    behaviour,
  });
  const page = await context.newPage();
  await page.goto(`${world.platform.url}/_emulator/client/?${query}`);
  return { page, frame: await frameOf(page) };
}

/** The page that the emulated client shows. */
export async function frameOf(client: Page): Promise<Frame> {
  const frame = await (await client.waitForSelector('#stage iframe')).contentFrame();
  if (frame === null) throw new Error('The client shows no page.');
  return frame;
}

/** Who the page says is signed in, asked with the page's own cookies. */
export async function signedInUser(page: Page | Frame): Promise<User> {
  await page.getByRole('button', { name: words.signOut, exact: true }).waitFor();
  const answer = await page.evaluate(async () => (await fetch('/api/v1/me')).json() as Promise<{ user: User }>);
  return answer.user;
}

/** The way by which the page signed in, as it noted on itself. */
export function entranceOf(page: Page | Frame): Promise<string | undefined> {
  return page.evaluate(() => document.documentElement.dataset.entrance);
}
