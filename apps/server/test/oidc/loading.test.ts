import { expect, it } from '@jest/globals';
import { openIdWhenUsed } from '../../src/openid-connect.ts';
import { createWorld } from '../http/world.ts';

it('A provider that could not be loaded once is loaded at the next request', async () => {
  const world = await createWorld();
  let failures = 1;
  const openId = openIdWhenUsed(world.ports, undefined, async () => {
    if (failures-- > 0) throw new Error('too many open files');
    return { answer: async () => undefined, sendLogoutToken: async () => 'delivered' as const };
  });
  const entry = { id: '1', kind: 'logout_token', receiver: 'a', payload: '', createdAt: 0, attempts: 1 } as const;
  const send = () => openId.sendLogoutToken(entry, AbortSignal.timeout(1_000));
  await expect(send()).rejects.toThrow('too many open files');
  expect(await send()).toBe('delivered');
  await world.close();
});
