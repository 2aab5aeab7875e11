import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { startReceiver } from './receiver.ts';
import { app, lisi, startWorld, zhangsan } from './world.ts';

describe('a snapshot', () => {
  const changed = 'contact.user.updated_v3';

  it('put back while an event waits to be tried again leaves later events of that person free to go', async () => {
    const [world, receiver] = [await startWorld(), await startReceiver()];
    await world.control('PUT', `apps/${app.client_id}`, { event_url: receiver.url });
    const { id } = (await world.control('POST', 'snapshot')).body;
    receiver.answers.push(500);
    await world.control('PATCH', `users/${zhangsan}`, { name: '一' });
    await world.control('POST', 'restore', { id });
    await world.control('PATCH', `users/${zhangsan}`, { name: '二' });
    const names = () => receiver.received.map(({ body }) => body.event.object.name);
    expect(names()).toEqual(['一', '二']);
    await world.advance(7 * 3600);
    expect(names()).toEqual(['一', '二']);
    expect(receiver.received.every(({ body }) => body.header.event_type === changed)).toBe(true);
  });

  it('lets the hourly tickets of store apps go on', async () => {
    const [world, receiver] = [await startWorld(), await startReceiver()];
    await world.control('PUT', 'apps/cli_c3d4e5f60718293a', { event_url: receiver.url });
    const { id } = (await world.control('POST', 'snapshot')).body;
    await world.control('POST', 'restore', { id });
    const before = receiver.received.length;
    await world.advance(3601);
    expect(receiver.received.length).toBe(before + 1);
  });

  it('remembers faults as far as they were used up, their dice too', async () => {
    const world = await startWorld();
    const match = { path: '/open-apis/authen/v1/user_info' };
    await world.control('POST', 'faults', { fault: 'http-502', times: 2, match });
    await world.control('POST', 'faults', { fault: 'http-504', probability: 0.5, seed: 7, match });
    const statuses = async () => {
      const seen: number[] = [];
      for (let n = 0; n < 12; n += 1) seen.push((await world.ask(match.path)).status);
      return seen;
    };
    await world.ask(match.path);
    const { id } = (await world.control('POST', 'snapshot')).body;
    const first = await statuses();
    await world.control('DELETE', 'faults');
    for (const _again of [1, 2]) {
      await world.control('POST', 'restore', { id });
      expect(await statuses()).toEqual(first);
    }
    expect(first[0]).toBe(502);
    expect(new Set(first)).toContain(504);
  });

  it('remembers how much of a rate limit was used', async () => {
    const world = await startWorld({ settings: { rate_limits: true } });
    const path = '/open-apis/passport/v1/sessions/query';
    const bearer = await world.appToken();
    const codes = async () => {
      const seen: number[] = [];
      for (let n = 0; n < 8; n += 1) seen.push((await world.ask(path, { json: {}, bearer })).body.code);
      return seen;
    };
    await codes();
    const { id } = (await world.control('POST', 'snapshot')).body;
    const after = await codes();
    expect(after.filter((code) => code === 99991400)).toHaveLength(6);
    await world.control('POST', 'restore', { id });
    expect(await codes()).toEqual(after);
  });
});

describe('nothing fails inside', () => {
  it.each(['localhost:99999', '[', 'a b', '%', ''])('when the Host is "%s"', async (host) => {
    const world = await startWorld();
    const paths = [
      '/_emulator/journal',
      '/open-apis/authen/v1/user_info?x=1',
      '/open-apis/authen/v1/authorize?app_id=1',
    ];
    for (const path of paths) {
      const socket = connect(world.emulator.port, '127.0.0.1');
      socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      expect(await text(socket)).toMatch(/^HTTP\/1\.1 [234]\d\d/);
    }
  });

  it('when no app is left', async () => {
    const world = await startWorld();
    for (const { app_id } of world.state.apps.all()) await world.control('DELETE', `apps/${app_id}`);
    const codes = await world.control('POST', 'codes', {});
    expect({ status: codes.status, code: codes.body.error.code }).toEqual({ status: 404, code: 'not_found' });
    expect((await world.control('POST', 'client/login', {})).status).toBeLessThan(500);
    expect((await world.control('POST', 'events', { type: 'contact.user.updated_v3' })).status).toBe(404);
    for (const path of ['', 'client', 'state', 'users']) {
      expect((await world.ask(`/_emulator/${path}`)).status).toBe(200);
    }
    await world.control('POST', 'reset');
    expect((await world.control('POST', 'codes', {})).status).toBe(200);
  });

  it('however far the clock is moved, in one jump or many', async () => {
    const world = await startWorld();
    for (const [jump, last] of [
      [1e11, 400],
      [-1e11, 400],
    ] as const) {
      let status = 200;
      for (let n = 0; n < 5; n += 1) status = (await world.control('POST', 'clock', { advance_seconds: jump })).status;
      expect(status).toBe(last);
    }
    await world.control('POST', 'clock', { set: Date.UTC(9989, 11, 31) });
    await world.signIn();
    expect((await world.control('GET', 'codes')).status).toBe(200);
    const refused = await world.control('POST', 'clock', { set: Date.UTC(9991, 0) });
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toContain('1970');
    await world.control('POST', 'clock', { set: 0 });
    await world.signIn();
    expect((await world.control('GET', 'state')).status).toBe(200);
  });

  it.each([
    ['redirect', { location: 'http://x/\r\nSet-Cookie: a=b' }, 'params.location'],
    ['redirect', { location: 'http://x/中' }, 'params.location'],
    ['wrong-content-type', { type: 'a\nb' }, 'params.type'],
    ['html-answer', { http: 9999 }, 'params.http'],
    ['html-answer', { http: 200.5 }, 'params.http'],
    ['huge-name', { bytes: 9e8 }, 'params.bytes'],
    ['huge-header', { bytes: -1 }, 'params.bytes'],
    ['slow', { ms: 1e15 }, 'params.ms'],
  ])('when the fault %s is asked for with %j: it is refused', async (fault, params, name) => {
    const world = await startWorld();
    const { status, body } = await world.control('POST', 'faults', { fault, params });
    expect(status).toBe(400);
    expect(body.error.message).toContain(name);
  });

  it('and nothing hangs, when a pattern of paths is all stars', async () => {
    const world = await startWorld();
    await world.control('POST', 'faults', { fault: 'http-500', match: { path: `${'*a'.repeat(60)}*b` } });
    const began = performance.now();
    await world.ask(`/${'a'.repeat(5000)}`);
    expect(performance.now() - began).toBeLessThan(1000);
    await world.control('POST', 'faults', { fault: 'http-502', match: { path: '/open-apis/*/user_*o' } });
    expect((await world.userInfo('u-x')).status).toBe(502);
  });

  it.each(['ou_\ud800', '__proto__', 'constructor', 'a/b', ''])('when an id is %j: it is refused', async (id) => {
    const world = await startWorld();
    const path = encodeURIComponent(id.replace(/[\ud800-\udfff]/g, '\ufffd'));
    const refused = [
      await world.control('POST', 'users', { open_id: id }),
      await world.control('PATCH', `users/${zhangsan}`, { open_ids: { [app.client_id]: id } }),
      ...(id === '' ? [] : [await world.control('PUT', `apps/${path}`, {})]),
      ...(id === '' ? [] : [await world.control('PUT', `groups/${path}`, {})]),
    ];
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 400));
    await expect(startWorld({ seed: { apps: [{ app_id: id, app_secret: 's' }] } })).rejects.toThrow('apps[0].app_id');
    expect((await world.control('GET', 'users')).status).toBe(200);
  });

  it.each(['__proto__', 'constructor.prototype', 'data.__proto__'])(
    'when a fault sets a field of %s: it is a field of that answer and no more',
    async (place) => {
      const world = await startWorld();
      const { access } = await world.signIn();
      await world.control('POST', 'faults', {
        fault: 'override',
        times: 1,
        params: { set: { [`${place}.strict`]: 1 } },
      });
      await world.userInfo(access);
      expect('strict' in {}).toBe(false);
      expect((await world.control('PATCH', 'settings', {})).status).toBe(200);
    },
  );

  it('when a body is over a megabyte: the journal has the call', async () => {
    const world = await startWorld();
    const { status, body } = await world.exchange('x'.repeat(1_200_000));
    expect({ status, code: body.code }).toEqual({ status: 400, code: 20063 });
    const [entry] = await world.journal();
    expect(entry).toMatchObject({ path: '/open-apis/authen/v2/oauth/token', code: 20063 });
    expect(entry.why).toContain('1 MB');
    expect((await world.control('POST', 'users', { open_id: 'ou_x', name: 'x'.repeat(1_200_000) })).status).toBe(400);
    expect((await world.control('PATCH', `users/${lisi}`, {})).status).toBe(200);
  });

  it('when it is closed twice', async () => {
    const { emulator } = await startWorld();
    await Promise.all([emulator.close(), emulator.close()]);
    await emulator.close();
  });
});
