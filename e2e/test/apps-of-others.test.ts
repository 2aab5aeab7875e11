import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../../scripts/free-port.ts';
import { people } from '../src/people.ts';
import { startNodeSample } from '../src/sample.ts';
import { startWorld, type World } from '../src/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

interface App {
  ask(
    path: string,
    headers?: Record<string, string>,
    body?: object,
  ): Promise<{ status: number; body: unknown; cookie: string }>;
  close(): Promise<unknown>;
}

/** An example as its README starts it, with a database that is gone afterwards. */
async function startApp(example: string): Promise<App> {
  const port = await freePort();
  const sample = await startNodeSample(example, {
    PORT: String(port),
    SIGN_IN_URL: world.server.url,
    DATABASE: 'memory://',
  });
  return {
    async ask(path, headers = {}, body) {
      const json = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
        headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
        ...json,
      });
      const text = await answer.text();
      const cookie = answer.headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .join('; ');
      return { status: answer.status, body: text.startsWith('{') ? JSON.parse(text) : undefined, cookie };
    },
    close: sample.close,
  };
}

async function tokenOf(open_id: string): Promise<string> {
  const code = await world.platform.code({ via: 'requestAccess', open_id });
  return (await world.server.signIn(code)).body.access_token;
}

describe('A back end with a table of its own', () => {
  let app: App;
  beforeAll(async () => {
    app = await startApp('orders');
  });
  afterAll(() => app.close());

  it('keeps each person’s orders under our id, and hears at once of an ended session', async () => {
    const [zhang, li] = [await tokenOf(people.zhangSan), await tokenOf(people.liSi)];
    const as = (token: string) => ({ authorization: `Bearer ${token}` });
    expect(await app.ask('/orders', as(zhang), { item: 'tea' })).toMatchObject({ status: 201, body: { item: 'tea' } });
    expect((await app.ask('/orders', as(zhang))).body).toMatchObject({ name: '张三', orders: [{ item: 'tea' }] });
    expect((await app.ask('/orders', as(li))).body).toMatchObject({ name: '李四', orders: [] });
    expect((await app.ask('/orders')).status).toBe(401);

    await world.server.logout(zhang);
    expect((await app.ask('/orders', as(zhang))).status).toBe(401);
    const again = await tokenOf(people.zhangSan);
    expect((await app.ask('/orders', as(again))).body).toMatchObject({ orders: [{ item: 'tea' }] });
  });

  it('takes an outage of the sign-in for an outage', async () => {
    const authorization = `Bearer ${await tokenOf(people.liSi)}`;
    await world.stopServer();
    expect((await app.ask('/orders', { authorization })).status).toBe(503);
    await world.restart();
    expect((await app.ask('/orders', { authorization })).status).toBe(200);
  });
});

describe('An app with accounts and express-session', () => {
  let app: App;
  beforeAll(async () => {
    app = await startApp('express-session');
  });
  afterAll(() => app.close());

  it('moves an account to the sign-in when its owner says so, and its password no longer opens it', async () => {
    const old = { name: 'zhang', password: 'old password' };
    const { status, cookie } = await app.ask('/old-login', {}, old);
    expect([status, (await app.ask('/account', { cookie })).body]).toEqual([204, { id: 1, name: 'zhang' }]);

    const authorization = `Bearer ${await tokenOf(people.zhangSan)}`;
    expect((await app.ask('/link', { cookie }, {})).status).toBe(401);
    expect((await app.ask('/link', { cookie, authorization }, {})).body).toEqual({ id: 1, name: 'zhang' });
    expect((await app.ask('/account', { authorization })).body).toEqual({ id: 1, name: 'zhang' });

    expect((await app.ask('/account', { cookie })).status).toBe(401);
    expect((await app.ask('/old-login', {}, old)).status).toBe(401);
  });

  it('gives somebody new an account of their own', async () => {
    const authorization = `Bearer ${await tokenOf(people.liSi)}`;
    expect((await app.ask('/account', { authorization })).status).toBe(404);
    expect((await app.ask('/link', { authorization }, {})).body).toEqual({ id: 2, name: '李四' });
  });
});
