import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as openid from 'openid-client';
import { createWorld, type World } from '../http/world.ts';
import { register, relyingParty, signInTo } from './relying-party.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({
    settings: { shownFacts: ['departments', 'groups', 'job_title', 'employee_number'] },
    ports: ({ feishu }) => ({
      feishu: {
        ...feishu,
        facts: async () => ({
          facts: {
            departments: [{ id: 'od-2', ownId: 'rd', name: '平台组', direct: true }],
            groups: ['g1'],
            jobTitle: '工程师',
            employeeNumber: null,
          },
          untold: [],
        }),
      },
    }),
  });
});
afterAll(() => world.close());

const all = ['openid', 'profile', 'feishu', 'departments', 'groups', 'employee'];

async function claimsFor(scope: string, scopes = all) {
  const config = await relyingParty(world, await register(world, { scopes }));
  const tokens = await signInTo(world, config, await world.signedInBrowser(), { scope });
  const claims = tokens.claims();
  const info = await openid.fetchUserInfo(config, tokens.access_token, claims?.sub ?? '');
  expect(info.feishu).toEqual(claims?.feishu);
  return claims;
}

describe('What an organisation says of somebody', () => {
  it('reaches an app scope by scope, under our own name', async () => {
    const checked_at = Math.floor(world.clock.now() / 1000);
    const ids = { open_id: 'ou_zhang', union_id: 'on_zhang', tenant_key: 'tenant_1' };
    const departments = [{ id: 'od-2', own_id: 'rd', name: '平台组', direct: true }];
    expect((await claimsFor('openid feishu departments'))?.feishu).toEqual({ ...ids, departments, checked_at });
    expect((await claimsFor('openid groups'))?.feishu).toEqual({ groups: ['g1'], checked_at });
    expect((await claimsFor('openid employee'))?.feishu).toEqual({ job_title: '工程师', checked_at });
    expect((await claimsFor('openid feishu'))?.feishu).toEqual(ids);
    expect(await claimsFor('openid profile')).not.toHaveProperty('feishu');
  });

  it('is not for an app that may not ask for it', async () => {
    const ordinary = ['openid', 'profile', 'feishu'];
    await expect(claimsFor('openid groups', ordinary)).rejects.toThrow();
  });
});
