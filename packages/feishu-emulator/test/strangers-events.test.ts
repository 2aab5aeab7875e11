import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import * as lark from '@larksuiteoapi/node-sdk';
import Koa from 'koa';
import { WebSocket } from 'ws';
import { until } from '../../../scripts/until.ts';
import { app, startWorld, storeApp, type World, zhangsan } from './world.ts';

const quiet = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {}, trace: () => {} };
const log = { logger: quiet, loggerLevel: lark.LoggerLevel.fatal };
const encryptKey = 'an-encrypt-key';
const verificationToken = 'emulator-verification-token-0001';

const open: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
});

describe('the SDK’s EventDispatcher behind its Koa adapter', () => {
  async function listen(world: World, key: string | null): Promise<unknown[]> {
    const heard: unknown[] = [];
    const dispatcher = new lark.EventDispatcher({
      ...log,
      verificationToken,
      ...(key !== null && { encryptKey: key }),
    }).register({
      'contact.user.deleted_v3': (data) => void heard.push(data.object?.open_id),
    });
    const koa = new Koa();
    koa.use(lark.adaptKoa('/events', dispatcher, { autoChallenge: true }));
    const server = koa.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    open.push(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    const event_url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`;
    await world.control('PUT', `apps/${app.client_id}`, { event_url, encrypt_key: key });
    return heard;
  }

  it.each([
    ['with an Encrypt Key', encryptKey],
    ['without', null],
  ])('answers the challenge and hears events %s', async (_story, key) => {
    const world = await startWorld();
    const heard = await listen(world, key);
    expect((await world.control('POST', 'events', { type: 'url_verification' })).body.ok).toBe(true);
    await world.control('PATCH', `users/${zhangsan}`, { status: 'resigned' });
    expect(heard).toEqual([zhangsan]);
  });

  it('does not hear a push with a made-up signature', async () => {
    const world = await startWorld();
    const heard = await listen(world, encryptKey);
    await world.control('POST', 'events', { type: 'contact.user.deleted_v3', forge: 'signature' });
    expect(heard).toEqual([]);
  });
});

describe('the SDK’s WSClient', () => {
  async function connect(world: World, handler: (openId: string | undefined) => unknown): Promise<void> {
    const client = new lark.WSClient({ ...log, appId: app.client_id, appSecret: app.client_secret, domain: world.url });
    const eventDispatcher = new lark.EventDispatcher(log).register({
      'contact.user.deleted_v3': (data) => handler(data.object?.open_id),
    });
    open.push(() => client.close({ force: true }));
    await client.start({ eventDispatcher });
    await until(() => world.state.connections.has(app.client_id), 5_000);
  }

  it('receives a contact event over the long connection', async () => {
    const world = await startWorld();
    const heard: unknown[] = [];
    await connect(world, (openId) => heard.push(openId));
    await world.control('PATCH', `users/${zhangsan}`, { status: 'resigned' });
    expect(heard).toEqual([zhangsan]);
    const { deliveries } = (await world.ask('/_emulator/events')).body;
    expect(deliveries).toMatchObject([{ transport: 'long_connection', ok: true, status: 200 }]);
  });

  it('gets the event again after its handler failed', async () => {
    const world = await startWorld();
    let calls = 0;
    await connect(world, () => {
      calls += 1;
      if (calls === 1) throw new Error('the first time fails');
    });
    await world.control('PATCH', `users/${zhangsan}`, { status: 'resigned' });
    expect(calls).toBe(1);
    await world.advance(15);
    expect(calls).toBe(2);
  });

  it('shares the events of an app with its other connections', async () => {
    const world = await startWorld();
    const heard: number[] = [];
    await connect(world, () => heard.push(1));
    await connect(world, () => heard.push(2));
    await until(() => world.state.connections.count(app.client_id) === 2, 5_000);
    expect(await sockets(world)).toMatchObject({ code: 0, data: { online_instance_cnt: 2 } });
    for (let n = 0; n < 8; n += 1) {
      await world.control('POST', 'events', { type: 'contact.user.deleted_v3', open_id: zhangsan });
    }
    expect(heard).toHaveLength(8);
  });
});

/** How many the platform says there are. */
async function sockets(world: World, bearer?: string) {
  return (await world.ask('/open-apis/event/v1/connection', { bearer: bearer ?? (await world.appToken()) })).body;
}

describe('the number of connections', () => {
  it('is nought before there is one, and told to a living token only', async () => {
    const world = await startWorld();
    expect((await sockets(world)).data).toEqual({ online_instance_cnt: 0 });
    expect((await sockets(world, 't-dead')).code).toBe(99991663);
  });
});

describe('the address of a long connection', () => {
  const ask = (world: World, json: object) => world.ask('/callback/ws/endpoint', { json });

  it('is given to a self-built app with the right secret', async () => {
    const world = await startWorld();
    const right = { AppID: app.client_id, AppSecret: app.client_secret };
    expect((await ask(world, right)).body).toMatchObject({ code: 0, data: { URL: expect.stringMatching(/^ws:/) } });
    expect((await ask(world, { ...right, AppSecret: 'x' })).body.code).toBe(514);
    const refused = (json: object) => ask(world, json).then(({ status, body }) => [status, body.code]);
    expect(await refused({ ...right, AppID: 'cli_0000000000000000' })).toEqual([200, 1000040346]);
    expect(await refused({})).toEqual([200, 1000040344]);
    const store = { AppID: storeApp.client_id, AppSecret: storeApp.client_secret };
    expect((await ask(world, store)).body.code).toBe(403);
  });

  it('opens one connection only', async () => {
    const world = await startWorld();
    const { body } = await ask(world, { AppID: app.client_id, AppSecret: app.client_secret });
    const first = new WebSocket(body.data.URL);
    open.push(() => first.close());
    await new Promise((resolve) => first.on('open', resolve));
    const second = new WebSocket(body.data.URL);
    const code = await new Promise((resolve) => second.on('close', resolve));
    expect(code).toBe(1008);
  });

  it('closes on whoever sends something else than frames', async () => {
    const world = await startWorld();
    const { body } = await ask(world, { AppID: app.client_id, AppSecret: app.client_secret });
    const socket = new WebSocket(body.data.URL);
    socket.on('open', () => socket.send(Buffer.from('no frame at all')));
    expect(await new Promise((resolve) => socket.on('close', resolve))).toBe(1007);
    expect((await ask(world, { AppID: app.client_id, AppSecret: app.client_secret })).body.code).toBe(0);
  });

  it('is not given beyond fifty connections', async () => {
    const world = await startWorld();
    const right = { AppID: app.client_id, AppSecret: app.client_secret };
    for (let n = 0; n < 50; n += 1) {
      const socket = new WebSocket((await ask(world, right)).body.data.URL);
      open.push(() => socket.close());
      await new Promise((resolve) => socket.on('open', resolve));
    }
    expect((await ask(world, right)).body.code).toBe(1000040350);
  });
});
