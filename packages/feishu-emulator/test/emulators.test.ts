import { describe, expect, it } from '@jest/globals';
import { SeedError, startEmulator } from '../src/index.ts';
import { app, startWorld, zhangsan } from './world.ts';

describe('two emulators in one process', () => {
  it('share nothing', async () => {
    const [one, two] = [await startWorld(), await startWorld()];
    const code = await one.code();
    expect((await two.exchange(code)).body.code).toBe(20003);
    await one.advance(1000);
    await one.control('PATCH', 'settings', { strict: true });
    await one.control('POST', 'faults', { fault: 'http-500' });
    await one.control('PUT', `apps/${app.client_id}`, { enabled: false });
    const { body } = await two.ask('/_emulator/state');
    expect(body.settings.strict).toBe(false);
    expect(body.faults).toEqual([]);
    expect(body.apps[0].enabled).toBe(true);
    expect(Math.abs(Date.parse(body.clock.now) - Date.now())).toBeLessThan(1000);
    expect(await one.journal()).toEqual([]);
    expect(await two.journal()).toHaveLength(1);
  });
});

describe('an emulator', () => {
  it('forgets the oldest codes, however long it runs, so that its memory has an end', async () => {
    const { state } = await startWorld();
    const mint = () => state.codes.mint({ via: 'login', app_id: app.client_id, user: zhangsan });
    const first = mint();
    for (let n = 0; n < 20_000; n += 1) mint();
    expect(state.codes.find(first.value)).toBeUndefined();
    expect(state.codes.all()).toHaveLength(20_000);
  });

  it('still forgets the oldest once it had forgotten all', async () => {
    const world = await startWorld();
    const { codes } = world.state;
    const mint = () => codes.mint({ via: 'login', app_id: app.client_id, user: zhangsan });
    for (let n = 0; n < 3; n += 1) mint();
    await world.advance(2 * 24 * 3600);
    const first = mint();
    expect(codes.all()).toEqual([first]);
    for (let n = 0; n < 20_000; n += 1) mint();
    expect(codes.find(first.value)).toBeUndefined();
    expect(codes.all()).toHaveLength(20_000);
  });

  it('says so when its port is taken', async () => {
    const world = await startWorld();
    await expect(startEmulator({ port: world.emulator.port })).rejects.toThrow('EADDRINUSE');
  });

  it('takes a seed of its own', async () => {
    const world = await startWorld({
      seed: {
        apps: [{ app_id: 'cli_mine', app_secret: 'mine' }],
        users: [{ open_id: 'ou_me', name: '我' }],
        settings: { strict: true },
      },
    });
    const { body } = await world.exchange(await world.code(), { client_id: 'cli_mine', client_secret: 'mine' });
    expect((await world.userInfo(body.access_token)).body.data).toMatchObject({ open_id: 'ou_me', name: '我' });
    expect(world.state.settings.values.strict).toBe(true);
  });
});

describe('a seed that does not fit is refused with the path of', () => {
  const fits = { app_id: 'a', app_secret: 'b' };
  it.each([
    ['a bad value', { apps: [fits], users: [{ open_id: 'x', name: 'n', status: 'asleep' }] }, 'users[0].status: '],
    ['a missing field', { apps: [{ app_id: 'a' }] }, 'apps[0].app_secret: '],
    ['an unknown field', { apps: [{ ...fits, colour: 'red' }] }, 'apps[0]: Unrecognized key: "colour"'],
    ['a bad switch', { apps: [fits], settings: { strict: 'very' } }, 'settings.strict: '],
    ['an empty list', { apps: [] }, 'apps: '],
    ['a second use of an id', { apps: [fits, fits] }, 'apps[1].app_id: "a" is there twice'],
    ['everything, when it is no object', 7, '(top level): '],
  ])('%s', async (_story, seed, path) => {
    const starting = startEmulator({ seed: seed as never });
    await expect(starting).rejects.toThrow(SeedError);
    await expect(starting).rejects.toThrow(path);
  });
});
