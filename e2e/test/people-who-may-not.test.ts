import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { UserChange } from 'feishu-emulator/control';
import { people } from '../src/people.ts';
import { startWorld, type World } from '../src/world.ts';

describe('somebody who loses their place between getting a code and sending it', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterEach(() => world.platform.reset());
  afterAll(() => world.close());

  const losses: [string, UserChange][] = [
    ['is frozen', { status: 'frozen' }],
    ['has resigned', { status: 'resigned' }],
    ['has not activated the account', { status: 'unregistered' }],
    ['is outside the availability range of the app', { available: false }],
  ];

  describe.each(['requestAccess', 'login'] as const)('by %s', (via) => {
    it.each(losses)('E10: is not let in when the person %s', async (_how, change) => {
      const code = await world.platform.code({ open_id: people.zhangSan, via });
      await world.platform.changeUser(people.zhangSan, change);
      const { status, body } = await world.server.signIn(code, via);
      expect([status, body.error?.code]).toEqual([403, 'user_not_allowed']);
    });
  });

  it('is let in again after coming back', async () => {
    const { platform, server } = world;
    const before = await server.signIn(await platform.code({ open_id: people.zhangSan, via: 'requestAccess' }));
    await platform.changeUser(people.zhangSan, { status: 'frozen' });
    await platform.changeUser(people.zhangSan, { status: 'active' });
    const after = await server.signIn(await platform.code({ open_id: people.zhangSan, via: 'requestAccess' }));
    expect(after.body.user.id).toBe(before.body.user.id);
  });
});
