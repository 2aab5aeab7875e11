import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { seedApp } from '../../scripts/emulated-platform.ts';
import { type Databases, startPostgres } from '../src/databases.ts';
import { people, tenantOfPeople } from '../src/people.ts';
import { openWire, type Wire } from '../src/wire.ts';
import { startWorld, type World } from '../src/world.ts';

/** A server without a public address: it has no key to check pushes with, and asks for the long connection. */
const overTheSocket = { FEISHU_EVENTS: 'ws', FEISHU_ENCRYPT_KEY: '', FEISHU_VERIFICATION_TOKEN: '' };

async function until(what: string, done: () => Promise<boolean> | boolean, seconds: number): Promise<void> {
  const giveUp = performance.now() + seconds * 1000;
  while (!(await done())) {
    if (performance.now() > giveUp) throw new Error(`Not within ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Everything the server has logged under this name. */
function logged(world: World, event: string): Record<string, unknown>[] {
  return world.log
    .filter((line) => line.startsWith('{'))
    .map((line): Record<string, unknown> => JSON.parse(line))
    .filter((line) => line.event === event);
}

const connections = (world: World) => logged(world, 'events.connected').length;
const connected = (world: World, times: number) => until(`connection ${times}`, () => connections(world) >= times, 30);

async function signIn(world: World, openId: string) {
  const code = await world.platform.code({ open_id: openId, via: 'requestAccess' });
  const { body } = await world.server.signIn(code);
  return {
    me: () => world.server.me(body.access_token),
    isOver: async () => (await world.server.me(body.access_token)).status === 401,
  };
}

/** 员工离职, as the platform would write it. */
function departure(openId: string, header: object = {}): object {
  return {
    schema: '2.0',
    header: {
      event_id: 'departure-1',
      event_type: 'contact.user.deleted_v3',
      app_id: seedApp.id,
      tenant_key: tenantOfPeople,
      create_time: String(Date.now()),
      ...header,
    },
    event: { object: { open_id: openId } },
  };
}

describe('events over the long connection', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ env: overTheSocket });
    await connected(world, 1);
  });
  afterEach(async () => {
    await world.platform.changeUser(people.zhangSan, { status: 'active', name: '张三' });
  });
  afterAll(() => world.close());

  it('end the sessions of somebody who resigned within a second, and nobody else’s', async () => {
    const [zhangSan, liSi] = [await signIn(world, people.zhangSan), await signIn(world, people.liSi)];
    await world.platform.changeUser(people.zhangSan, { status: 'resigned' }, { push: true });
    await until('the session is over', zhangSan.isOver, 1);
    expect(await liSi.isOver()).toBe(false);
    await until('the line about it', () => logged(world, 'event.accepted').length > 0, 1);
    expect(logged(world, 'event.accepted')).toMatchObject([{ kind: 'left', reason: 'deleted', sessions_ended: 1 }]);
    for (const delivery of await world.platform.deliveries()) {
      expect(delivery).toMatchObject({ transport: 'long_connection', ok: true, status: 200 });
    }
  });

  it('change the name of somebody who changed it', async () => {
    const zhangSan = await signIn(world, people.zhangSan);
    await world.platform.changeUser(people.zhangSan, { name: '张三丰' }, { push: true });
    await until('the new name', async () => (await zhangSan.me()).body.user.name === '张三丰', 1);
  });

  it('that are nothing to us are acknowledged and logged', async () => {
    const before = logged(world, 'event.ignored').length;
    await world.platform.pushEvent({ type: 'contact.user.created_v3', open_id: people.liSi });
    expect((await world.platform.deliveries()).at(-1)).toMatchObject({ transport: 'long_connection', status: 200 });
    await until('it is logged', () => logged(world, 'event.ignored').length > before, 5);
    expect(logged(world, 'event.ignored').slice(before)).toMatchObject([{ reason: 'type' }]);
  });

  it('of another app change nothing', async () => {
    const zhangSan = await signIn(world, people.zhangSan);
    expect(await world.sendEvent(departure(people.zhangSan, { app_id: 'cli_ffffffffffffffff' }))).toBe(200);
    expect(await zhangSan.isOver()).toBe(false);
    await until('it is logged', () => logged(world, 'event.ignored').at(-1)?.reason === 'other_app', 5);
  });

  it('that make no sense are logged, and not acknowledged', async () => {
    expect(await world.sendEvent({ schema: '2.0', header: {}, event: {} })).toBe(500);
    await until('the refusal is logged', () => logged(world, 'event.rejected').at(-1)?.reason === 'shape', 5);
  });

  it('are not taken at an address, where nobody could tell them from forgeries', async () => {
    const zhangSan = await signIn(world, people.zhangSan);
    await world.platform.pushEvent({ type: 'contact.user.deleted_v3', open_id: people.zhangSan, forge: 'signature' });
    expect((await world.platform.deliveries()).at(-1)).toMatchObject({ transport: 'http', status: 404 });
    expect(await zhangSan.isOver()).toBe(false);
  });

  it('go on after the server crashed', async () => {
    const times = connections(world);
    const zhangSan = await signIn(world, people.zhangSan);
    await world.crashAndRestart();
    await connected(world, times + 1);
    await world.platform.changeUser(people.zhangSan, { status: 'frozen' }, { push: true });
    await until('the session is over', zhangSan.isOver, 1);
  });

  it('do not keep the server from ending when it is told to', async () => {
    const begun = performance.now();
    expect(await world.stopServer()).toEqual({ status: 0, signal: null });
    expect(performance.now() - begun).toBeLessThan(5_000);
    await world.restart();
  });
});

describe('the long connection', () => {
  let world: World;
  let wire: Wire;
  beforeAll(async () => {
    world = await startWorld();
    wire = await openWire(new URL(world.platform.url));
    await world.restart({ ...overTheSocket, FEISHU_OPEN_URL: `http://localhost:${wire.port}` });
    await connected(world, 1);
  });
  afterAll(async () => {
    await world.close();
    await wire.close();
  });

  const endsTheSession = async () => {
    const zhangSan = await signIn(world, people.zhangSan);
    expect(await world.sendEvent(departure(people.zhangSan, { event_id: `departure ${connections(world)}` }))).toBe(
      200,
    );
    await until('the session is over', zhangSan.isOver, 1);
  };

  it('is made again when it is cut, and events go on', async () => {
    const times = connections(world);
    wire.cut();
    await connected(world, times + 1);
    expect(logged(world, 'events.reconnecting').length).toBeGreaterThan(0);
    await endsTheSession();
  });

  it('is made again when the platform comes back after an outage', async () => {
    const times = connections(world);
    wire.break();
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    wire.mend();
    await connected(world, times + 1);
    await endsTheSession();
  });

  it('is asked for again when the platform was too busy to give it, which is where the SDK gives up', async () => {
    const busy = { code: 1, msg: 'system busy' };
    const match = { path: '/callback/ws/endpoint' };
    await world.platform.fault({ fault: 'override', when: 'before', match, times: 1, params: { set: busy } });
    const times = connections(world);
    wire.cut();
    await until('the refusal', () => logged(world, 'events.disconnected').length > 0, 15);
    await connected(world, times + 1);
    await endsTheSession();
  });
});

describe('an event that finds the database away', () => {
  let databases: Databases;
  let world: World;
  let wire: Wire;
  beforeAll(async () => {
    databases = await startPostgres();
    const url = new URL((await databases.create()) ?? '');
    wire = await openWire(url);
    url.port = String(wire.port);
    world = await startWorld({ env: overTheSocket, databaseUrl: url.href });
    await connected(world, 1);
  });
  afterAll(async () => {
    await world.close();
    await wire.close();
    await databases.stop();
  });

  it('is not acknowledged, comes again, and takes effect then', async () => {
    const zhangSan = await signIn(world, people.zhangSan);
    wire.break();
    await world.platform.changeUser(people.zhangSan, { status: 'resigned' }, { push: true });
    const [first] = await world.platform.deliveries();
    expect(first).toMatchObject({ transport: 'long_connection', attempt: 1, ok: false });
    expect(logged(world, 'event.accepted')).toEqual([]);
    wire.mend();
    await until('the database is back', async () => (await zhangSan.me()).status === 200, 10);
    await world.platform.advance(15);
    await until('the session is over', zhangSan.isOver, 2);
    expect(await world.platform.deliveries()).toContainEqual(expect.objectContaining({ attempt: 2, status: 200 }));
  });
});
