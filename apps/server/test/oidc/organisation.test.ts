import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as openid from 'openid-client';
import { somebody } from '../http/fake-feishu.ts';
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

describe('What Feishu says of somebody', () => {
  it('reaches an app as it is: a picture, and an address that nobody verified', async () => {
    const scopes = ['openid', 'profile', 'email'];
    const config = await relyingParty(world, await register(world, { scopes }));
    const avatarUrl = 'https://s1-imfile.feishucdn.com/zhang.png';
    const email = 'zhangsan@example.com';
    const claimsOf = async (scope: string, known: { avatarUrl?: string; email?: string }) => {
      const browser = await world.signedInBrowser({ ...somebody(), ...known });
      return (await signInTo(world, config, browser, { scope })).claims();
    };
    const told = await claimsOf('openid profile email', { avatarUrl, email });
    expect(told).toMatchObject({ name: '张三', picture: avatarUrl, email, email_verified: false });
    const less = await claimsOf('openid', { avatarUrl, email });
    const nothing = await claimsOf('openid profile email', {});
    for (const claim of ['picture', 'email', 'email_verified']) {
      expect(less).not.toHaveProperty(claim);
      expect(nothing).not.toHaveProperty(claim);
    }
  });
});
