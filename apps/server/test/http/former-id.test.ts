import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createOperatorFormerPeople } from '../../src/db/operator/former-people.ts';
import { register, relyingParty, signInTo } from '../oidc/relying-party.ts';
import { zhangSan } from './fake-feishu.ts';
import { createWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const asked = async (browser: Awaited<ReturnType<World['signedInBrowser']>>) =>
  (
    await world.send({ url: '/api/v1/me', headers: { cookie: `__Host-fls=${browser.cookies.get('__Host-fls')}` } })
  ).json();

describe('What a former system called somebody', () => {
  it('is told by /me and to apps that may know the profile, and nothing is told where nothing was imported', async () => {
    const browser = await world.signedInBrowser();
    expect(await asked(browser)).toMatchObject({ former_id: null });
    const config = await relyingParty(world, await register(world, { scopes: ['openid', 'profile', 'email'] }));
    const claims = async (scope: string) => (await signInTo(world, config, browser, { scope })).claims();
    expect(await claims('openid profile')).not.toHaveProperty('former_id');
    const { openId, appId } = zhangSan;
    const person = { formerId: '4711', openId, appId, unionId: null, tenantKey: null, name: null, email: null };
    const entry = { event: 'users.imported', reason: null, requestId: null, userId: null, sessionId: null };
    await createOperatorFormerPeople(world.database).keep([person], world.clock.now(), () => ({
      ...entry,
      at: world.clock.now(),
      addressHash: null,
      facts: {},
    }));
    expect(await asked(browser)).toMatchObject({ former_id: '4711' });
    expect(await claims('openid profile')).toMatchObject({ former_id: '4711' });
    expect(await claims('openid email')).not.toHaveProperty('former_id');
  });
});
