import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'acorn';
import { runGadget } from 'gadget-simulator';
import { buildOneFile, mostBytes } from '../scripts/build.ts';
import { client, refused, tokens } from './client.ts';

/** A mini program of somebody who writes plain JavaScript. */
const page = `
const { createFeishuLogin } = require('../../feishu-login.js');
const login = createFeishuLogin({ apiUrl: 'https://api.example.test' });
Page({
  data: { name: '', orders: null },
  async onLoad() { const session = await login.session(); if (session) this.setData({ name: session.user.name }); },
  async load() { this.setData({ orders: await login.request('GET /orders') }); },
  async save() { await login.request('PUT /orders/:id', { params: { id: 'a b' }, query: { notify: 'yes' }, body: { count: 2 } }); },
  fail() { return login.request('POST /orders').catch((failure) => this.setData({ failure: { code: failure.code, status: failure.status, answer: failure.answer } })); },
  allow() { return login.requireScopes(['task:task:read']); },
  leave() { return login.signOut(); },
});
`;

/** The first JavaScript of a README. */
async function firstLines(readme: string): Promise<string | undefined> {
  const text = await readFile(join(import.meta.dirname, '..', readme), 'utf8');
  return /```js\n([\s\S]*?)```/.exec(text)?.[1];
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plain-gadget-'));
  await buildOneFile(folder);
  await mkdir(join(folder, 'pages/index'), { recursive: true });
  await writeFile(join(folder, 'project.config.json'), JSON.stringify({ appid: 'cli_a1b2c3d4e5f60718' }));
  await writeFile(join(folder, 'app.json'), JSON.stringify({ pages: ['pages/index/index'] }));
  await writeFile(join(folder, 'app.js'), 'App({});');
  await writeFile(join(folder, 'pages/index/index.js'), page);
  await writeFile(join(folder, 'pages/index/index.ttml'), '<view>{{name}}</view>');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the sign-in as one file', () => {
  it('is ES2015 without a require, and no bigger than promised', async () => {
    const text = await readFile(join(folder, 'feishu-login.js'), 'utf8');
    parse(text, { ecmaVersion: 2015, sourceType: 'script' });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(mostBytes);
    expect(text).not.toMatch(/require\(|zod/);
  });

  it('signs somebody in who has done nothing but open a mini program in plain JavaScript', async () => {
    const c = client();
    const gadget = await runGadget({ dist: folder, tt: c.tt });
    await gadget.until(({ data }) => data.name === '张三');
    expect(c.asked).toEqual(['requestAccess []']);
  });

  it('sends any method to any path of one’s own server, with the session, renewed once where that helps', async () => {
    const c = client();
    c.server['GET /orders'] = [
      { status: 401, body: 'Unauthorized' },
      { status: 200, body: [{ id: 7 }] },
    ];
    c.server['PUT /orders/a%20b?notify=yes'] = [{ status: 204 }];
    c.server['POST /api/v1/auth/refresh'] = [tokens(2)];
    const gadget = await runGadget({ dist: folder, tt: c.tt });
    await gadget.page.call('load');
    await gadget.page.call('save');
    expect(gadget.page.data.orders).toEqual([{ id: 7 }]);
    expect(c.sent.slice(1)).toMatchObject([
      { path: 'GET /orders', header: { authorization: 'Bearer fla_1' } },
      { path: 'POST /api/v1/auth/refresh' },
      { path: 'GET /orders', header: { authorization: 'Bearer fla_2' } },
      { path: 'PUT /orders/a%20b?notify=yes', data: { count: 2 }, header: { 'content-type': 'application/json' } },
    ]);
  });

  it('hands on what one’s own server refuses with, in its words', async () => {
    const c = client();
    c.server['POST /orders'] = [{ status: 409, body: { reason: 'sold out' } }];
    const gadget = await runGadget({ dist: folder, tt: c.tt });
    await gadget.page.call('fail');
    expect(gadget.page.data.failure).toEqual({ code: 'bad_answer', status: 409, answer: { reason: 'sold out' } });
    c.server['POST /orders'] = [refused(403, 'user_not_allowed')];
    await gadget.page.call('fail');
    expect(gadget.page.data.failure).toMatchObject({ code: 'user_not_allowed', status: 403 });
  });

  it('asks for Feishu’s permissions, and ends the session of before', async () => {
    const c = client();
    const gadget = await runGadget({ dist: folder, tt: c.tt });
    await gadget.page.call('allow');
    expect(c.asked).toEqual(['requestAccess []', 'requestAccess ["task:task:read"]']);
    expect(c.sent.at(-1)).toMatchObject({
      path: 'POST /api/v1/auth/logout',
      header: { authorization: 'Bearer fla_1' },
    });
  });

  it('signs nobody in again who signed out', async () => {
    const c = client();
    const gadget = await runGadget({ dist: folder, tt: c.tt });
    await gadget.page.call('leave');
    const again = await runGadget({ dist: folder, tt: c.tt });
    await expect(again.page.call('load')).rejects.toMatchObject({ code: 'unauthorized' });
    expect(c.asked).toHaveLength(1);
  });

  it('takes the five lines of its README', async () => {
    const [lines, chinese] = await Promise.all(['README.md', 'README.zh-CN.md'].map(firstLines));
    expect([lines?.trim().split('\n').length, chinese]).toEqual([5, lines]);
    const own = lines?.replace('https://login.example.com', 'https://api.example.test') ?? '';
    await writeFile(join(folder, 'pages/index/index.js'), own);
    const c = client();
    c.server['GET /orders'] = [{ status: 200, body: [{ id: 7 }] }];
    const gadget = await runGadget({ dist: folder, tt: c.tt });
    await gadget.until(({ data }) => Array.isArray(data.orders));
    expect(gadget.page.data).toMatchObject({ me: { user: { name: '张三' } }, orders: [{ id: 7 }] });
    await writeFile(join(folder, 'pages/index/index.js'), page);
  });

  it('is copied as it is: a second copy in another folder works', async () => {
    await cp(join(folder, 'feishu-login.js'), join(folder, 'pages/index/feishu-login.js'));
    await writeFile(join(folder, 'pages/index/index.js'), page.replace('../../feishu-login.js', './feishu-login.js'));
    const c = client();
    const gadget = await runGadget({ dist: folder, tt: c.tt });
    await gadget.until(({ data }) => data.name === '张三');
    await writeFile(join(folder, 'pages/index/index.js'), page);
  });
});
