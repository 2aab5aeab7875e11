import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Databases, databaseKinds } from '../src/databases.ts';
import { people } from '../src/people.ts';
import { startWorld, type World } from '../src/world.ts';

describe.each(databaseKinds)('on %s, a one-time code', (_kind, startDatabases) => {
  let databases: Databases;
  let world: World;
  beforeAll(async () => {
    databases = await startDatabases();
    world = await startWorld({ databaseUrl: await databases.create() });
  });
  afterAll(() => world.close().finally(databases.stop));

  const freshCode = (via: 'requestAccess' | 'login' = 'requestAccess', openId: string = people.zhangSan) =>
    world.platform.code({ open_id: openId, via });

  it('of requestAccess becomes a session of the person it stands for', async () => {
    const { status, headers, body } = await world.server.signIn(await freshCode());
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('set-cookie')).toBeNull();
    expect(body.user).toMatchObject({ name: '张三', open_id: people.zhangSan });
    expect((await world.server.me(body.access_token)).body.user).toEqual(body.user);
  });

  it('of the old tt.login leads to the same user', async () => {
    const newer = await world.server.signIn(await freshCode('requestAccess'));
    const older = await world.server.signIn(await freshCode('login'), 'login');
    expect(older.status).toBe(200);
    expect(older.body.user.id).toBe(newer.body.user.id);
  });

  it('B3: used a second time is refused, and the session of the first time goes on', async () => {
    const code = await freshCode();
    const first = await world.server.signIn(code);
    const second = await world.server.signIn(code);
    expect([second.status, second.body.error?.code]).toEqual([401, 'code_invalid']);
    expect((await world.server.me(first.body.access_token)).status).toBe(200);
  });

  it.each([
    ['requestAccess', 179, 200],
    ['requestAccess', 181, 401],
    ['login', 181, 401],
  ] as const)('of %s sent %i seconds after it was given gets %i', async (via, seconds, expected) => {
    const code = await freshCode(via);
    await world.platform.advance(seconds);
    const { status, body } = await world.server.signIn(code, via);
    expect(status).toBe(expected);
    if (expected === 401) expect(body.error?.code).toBe('code_invalid');
  });

  it('B4: that Feishu never gave, or gave through the other API, gets the same answer as a used one', async () => {
    const invented = await world.server.signIn('1d34ef4fdfdf12332fffd');
    const crossed = await world.server.signIn(await freshCode('login'), 'requestAccess');
    const crossedBack = await world.server.signIn(await freshCode('requestAccess'), 'login');
    for (const { status, body } of [invented, crossed, crossedBack]) {
      expect([status, body.error?.code]).toEqual([401, 'code_invalid']);
    }
    expect(new Set([invented, crossed, crossedBack].map(({ body }) => body.error?.message)).size).toBe(1);
  });

  it('B1: submitted fifty times at once gives exactly one session', async () => {
    const code = await freshCode();
    const answers = await Promise.all(Array.from({ length: 50 }, () => world.server.signIn(code)));
    const outcomes = answers.map(({ status, body }) => `${status} ${body.error?.code ?? 'ok'}`);
    expect(outcomes.filter((outcome) => outcome === '200 ok')).toHaveLength(1);
    expect(new Set(outcomes.filter((outcome) => outcome !== '200 ok'))).toEqual(
      new Set(
        outcomes.includes('401 code_invalid') ? ['409 code_in_progress', '401 code_invalid'] : ['409 code_in_progress'],
      ),
    );
  });

  it('E11: of one person, twenty at once and all for the first time, make one user', async () => {
    const codes = await Promise.all(Array.from({ length: 20 }, () => freshCode('requestAccess', people.liSi)));
    const answers = await Promise.all(codes.map((code) => world.server.signIn(code)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(new Set(answers.map(({ body }) => body.user.id)).size).toBe(1);
  });
});
