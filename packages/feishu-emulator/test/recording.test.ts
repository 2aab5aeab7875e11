import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { StubOption } from '../src/index.ts';
import { app, otherApp, startWorld, type World } from './world.ts';

const messages = '/open-apis/im/v1/messages';
const page = '/open-apis/im/v1/chats';
const secret = 'plain-secret-that-has-no-telling-form';

/** What the real platform can do and the emulator cannot. */
const realStubs: StubOption[] = [
  {
    method: 'POST',
    path: messages,
    token: 'tenant',
    answer: ({ body, now }) => ({
      body: {
        code: 0,
        data: { message_id: `om_${now}`, text: body.content, app_secret: secret, note: `by ${secret}` },
      },
    }),
  },
  {
    method: 'GET',
    path: page,
    token: 'user',
    answer: ({ query }) => ({ body: { code: 0, data: { items: [query.page_token ?? 'first'], page_token: 'next' } } }),
  },
];

const newFile = async () => join(await mkdtemp(join(tmpdir(), 'recording-')), 'calls.json');

async function tenantToken(world: World, of = app): Promise<string> {
  const json = { app_id: of.client_id, app_secret: of.client_secret };
  return (await world.ask('/open-apis/auth/v3/tenant_access_token/internal', { json })).body.tenant_access_token;
}

const send = (world: World, bearer: string, content: string, more = {}) =>
  world.ask(`${messages}?receive_id_type=open_id`, { bearer, json: { content, ...more } });

/** Records two messages and a page of chats through one emulator from another that plays the real platform. */
async function record() {
  const file = await newFile();
  const real = await startWorld({ stubs: realStubs });
  const proxy = await startWorld({ record: { to: real.url, file } });
  const tenant = await tenantToken(proxy);
  const { access } = await real.signIn();
  const first = await send(proxy, tenant, 'one', { uuid: '1', token: tenant, quoted: `Bearer ${tenant}` });
  await send(proxy, tenant, 'two');
  const chats = await proxy.ask(`${page}?page_size=1`, { bearer: access });
  return { file, real, proxy, tenant, access, first, chats };
}

describe('recording', () => {
  it('hands every OpenAPI call on as it is, and the answer back', async () => {
    const { real, proxy, first, chats } = await record();
    expect(first.body.data.text).toBe('one');
    expect(chats.body.data.items).toEqual(['first']);
    expect((await real.journal()).map(({ path }) => path)).toEqual(expect.arrayContaining([messages, page]));
    expect(proxy.state.appTokens.count()).toBe(0);
    expect((await proxy.journal()).map(({ path, status }) => [path, status])).toContainEqual([messages, 200]);
  });

  it('writes down what the emulator cannot answer itself, for its owner’s eyes, and no secret of any kind', async () => {
    const { file, tenant, access } = await record();
    const text = await readFile(file, 'utf8');
    const { version, calls } = JSON.parse(text);
    expect(version).toBe(1);
    expect(calls.map(({ path, token }: { path: string; token: string }) => [path, token])).toEqual([
      [messages, 'tenant'],
      [messages, 'tenant'],
      [page, 'user'],
    ]);
    for (const hidden of [tenant, access, secret, app.client_secret]) expect(text).not.toContain(hidden);
    expect(calls[0].body).toEqual({ content: 'one', uuid: '1', token: '***', quoted: 'Bearer ***' });
    expect(calls[0].answer.data).toMatchObject({ app_secret: '***', note: 'by ***' });
    expect((await stat(file)).mode & 0o077).toBe(0);
  });

  it('is refused towards a host that anybody can listen to, together with replay, and is never on unasked', async () => {
    const file = await newFile();
    await expect(startWorld({ record: { to: 'http://open.feishu.cn', file } })).rejects.toThrow('record.to: https');
    const both = { record: { to: 'https://open.feishu.cn', file }, replay: { file } };
    await expect(startWorld(both)).rejects.toThrow('choose one');
    expect((await (await startWorld()).ask(messages, { json: {} })).status).toBe(404);
  });

  it('says when the real host does not answer', async () => {
    const world = await startWorld({ record: { to: 'http://127.0.0.1:9', file: await newFile() } });
    const { status, body } = await world.ask(page);
    expect([status, body.msg]).toEqual([502, expect.stringContaining('http://127.0.0.1:9 did not answer')]);
  });
});

describe('replay', () => {
  it('answers the same calls from the file alone, each in its turn, to tokens of the emulator', async () => {
    const { file, real, proxy, first } = await record();
    await Promise.all([real.emulator.close(), proxy.emulator.close()]);
    const world = await startWorld({ replay: { file } });
    const tenant = await tenantToken(world);
    const { access } = await world.signIn();
    const again = await send(world, tenant, 'one', { uuid: '1', token: tenant, quoted: `Bearer ${tenant}` });
    expect(again.body.data.message_id).toBe(first.body.data.message_id);
    expect((await send(world, tenant, 'two')).body.data.text).toBe('two');
    expect((await world.ask(`${page}?page_size=1`, { bearer: access })).body.data.items).toEqual(['first']);
    expect((await world.userInfo(access)).body.data.name).toBe('张三');
  });

  it('gives answers of equal calls in turn, from the start again after a reset', async () => {
    const file = await newFile();
    const call = { method: 'GET', path: page, query: {}, token: 'none', body: null, status: 200 };
    const calls = [1, 2].map((n) => ({ ...call, answer: { n } }));
    await writeFile(file, JSON.stringify({ format: 'feishu-emulator recording', version: 1, calls }));
    const world = await startWorld({ replay: { file } });
    const next = async () => (await world.ask(page)).body.n;
    expect([await next(), await next(), await next()]).toEqual([1, 2, 2]);
    await world.control('POST', 'reset');
    expect(await next()).toBe(1);
  });

  it('misses what differs in anything, and says in what', async () => {
    const { file } = await record();
    const world = await startWorld({ replay: { file } });
    const tenant = await tenantToken(world);
    const { access } = await world.signIn();
    const missed = async (asked: Promise<{ status: number; body: { msg: string } }>) => {
      const { status, body } = await asked;
      expect(status).toBe(404);
      return body.msg;
    };
    expect(await missed(send(world, tenant, 'three'))).toContain('body.content: recorded "two", asked "three"');
    expect(await missed(world.ask(`${page}?page_size=2`, { bearer: access }))).toContain(
      'query.page_size: recorded "1", asked "2"',
    );
    expect(await missed(world.ask(`${page}?page_size=1`, { bearer: tenant }))).toContain(
      'token: recorded "user", asked "tenant"',
    );
    expect(await missed(world.ask('/open-apis/im/v1/pins'))).toBe(
      `emulator: Nothing is recorded of GET /open-apis/im/v1/pins. Recorded are: POST ${messages}, GET ${page}.`,
    );
    expect((await world.journal('?path=/open-apis/im/v1/pins'))[0].why).toContain('Nothing is recorded');
  });

  it('does not compare what it is told to ignore', async () => {
    const { file } = await record();
    const world = await startWorld({ replay: { file, ignore: ['uuid', 'token', 'quoted'] } });
    const tenant = await tenantToken(world);
    expect((await send(world, tenant, 'one', { uuid: 'another' })).body.data.text).toBe('one');
  });

  it('refuses a token that is not alive, and another app’s is as good', async () => {
    const { file } = await record();
    const world = await startWorld({ replay: { file } });
    expect((await send(world, 't-made-up-0000000000', 'two')).body.code).toBe(99991663);
    expect((await send(world, await tenantToken(world, otherApp), 'two')).status).toBe(200);
  });

  it.each([
    ['no file', undefined, 'cannot be read'],
    ['no JSON', '{', 'cannot be read'],
    ['a later version', '{"format":"feishu-emulator recording","version":2,"calls":[]}', 'no recording of version 1'],
    ['an unknown key', '{"format":"feishu-emulator recording","version":1,"calls":[],"more":1}', 'more'],
  ])('is refused with %s', async (_what, text, message) => {
    const file = await newFile();
    if (text !== undefined) await writeFile(file, text);
    await expect(startWorld({ replay: { file } })).rejects.toThrow(message);
  });
});
