import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { TestDatabase } from '../../db/test-database.ts';
import { aKey, allows, arrives } from '../people.ts';
import { operator, operatorAt } from '../run-operator.ts';

interface Listed {
  users: { id: string; name: string | null; open_id: string; live_sessions: number }[];
  more: boolean;
}

export function usersSuite(opened: () => TestDatabase): void {
  const run = (...args: string[]) => operator({ DATABASE_URL: opened().url }, ...args);

  it('are listed by their last sign-in, with their live sessions', async () => {
    const early = await arrives(opened(), { name: '早' });
    const late = await arrives(opened(), { name: '晚' });
    // Two sign-ins of one millisecond would have no order.
    await new Promise((resolve) => setTimeout(resolve, 2));
    await arrives(opened(), { ...early.identity, name: '早' });
    const { users } = (await run('users', 'list', '--json')).json<Listed>();
    const [first, second] = users;
    expect(first).toMatchObject({
      id: early.signedIn.user.id,
      name: '早',
      open_id: early.identity.openId,
      live_sessions: 2,
    });
    expect(second).toMatchObject({ id: late.signedIn.user.id, live_sessions: 1 });
  });

  it('are found by a part of their name or id, whose signs mean nothing else', async () => {
    const name = `100%_${randomUUID()}`;
    const { signedIn, identity } = await arrives(opened(), { name });
    for (const part of [name.slice(0, 12), signedIn.user.id.slice(3, 30), identity.openId.slice(5)]) {
      const { users } = (await run('users', 'list', '--search', part, '--json')).json<Listed>();
      expect(users.map(({ id }) => id)).toEqual([signedIn.user.id]);
    }
    expect((await run('users', 'list', '--search', '100_%', '--json')).json<Listed>().users).toEqual([]);
  });

  it('are lined up where there is room, and otherwise shown one below the other', async () => {
    const { signedIn, identity } = await arrives(opened(), { name: `窄${randomUUID()}` });
    const shown = async (width: number) => {
      const args = ['users', 'list', '--search', signedIn.user.id];
      return (await operatorAt(width, { DATABASE_URL: opened().url }, ...args)).out.split('\n');
    };
    expect((await shown(200))[1]).toMatch(new RegExp(`${signedIn.user.id} .*${identity.openId} .*1`));
    const narrow = await shown(80);
    expect(narrow).toContain(`USER ID       ${signedIn.user.id}`);
    expect(narrow).toContain(`OPEN ID       ${identity.openId}`);
  });

  it('beyond the limit are announced', async () => {
    await arrives(opened());
    const { out, err } = await run('users', 'list', '--limit', '1', '--json');
    expect(JSON.parse(out)).toMatchObject({ users: [{}], more: true });
    expect(err).toContain('--limit');
  });

  it('are shown by user id, open id and union id, without any token', async () => {
    const { signedIn, identity } = await arrives(
      opened(),
      { name: '张三', unionId: `on_${randomUUID()}`, tenantKey: 'tenant_1', email: 'zhang@example.com' },
      'iPhone 15',
    );
    const shown = await Promise.all(
      [signedIn.user.id, identity.openId, identity.unionId ?? ''].map((id) => run('users', 'show', id, '--json')),
    );
    expect(new Set(shown.map(({ out }) => out)).size).toBe(1);
    expect(shown[0]?.json()).toMatchObject({
      user: { id: signedIn.user.id, name: '张三', unverified_email: 'zhang@example.com' },
      identities: [{ open_id: identity.openId, tenant_key: 'tenant_1', grant: null }],
      sessions: [{ id: signedIn.session.id, device: 'iPhone 15', kind: 'gadget' }],
    });
    const { out } = await run('users', 'show', identity.openId, '--lang', 'zh');
    expect(out).toContain('iPhone 15');
    expect(out).toContain('tenant_1');
  });

  it('are shown with what they allowed and the key that seals it', async () => {
    const { openId } = await allows(opened(), aKey('k7'));
    const { out } = await run('users', 'show', openId, '--json');
    expect(JSON.parse(out).identities[0].grant).toMatchObject({
      status: 'active',
      scopes: ['task:task:read', 'offline_access'],
      key_id: 'k7',
    });
    expect(out).not.toContain('v1.');
  });

  it('are shown with the apps that they let know who they are', async () => {
    const { signedIn, identity } = await arrives(opened());
    const { store } = opened();
    const facts = { redirectUris: [], postLogoutRedirectUris: [], backchannelLogoutUri: null, secretHash: null };
    const client = { ...facts, clientId: randomUUID(), name: '访客应用', firstParty: false, scopes: ['openid'] };
    const given = Date.now();
    await store.oidc.clients.save(
      { ...client, resources: [], jwtAccessTokens: false, withoutPkce: false },
      'operator',
      given,
    );
    await store.oidc.consents.give(signedIn.user.id, client.clientId, ['openid', 'profile'], given);
    expect((await run('users', 'show', identity.openId, '--json')).json()).toMatchObject({
      apps: [
        {
          client_id: client.clientId,
          name: '访客应用',
          scopes: ['openid', 'profile'],
          allowed_at: new Date(given).toISOString(),
        },
      ],
    });
    expect((await run('users', 'show', identity.openId)).out).toMatch(
      /Apps they allowed\n {2}访客应用 {2}openid profile/,
    );
  });

  it('cannot move the cursor with their name', async () => {
    const { identity } = await arrives(opened(), { name: '\u202eevil\u001b[2J\u0007' });
    for (const args of [['list'], ['show', identity.openId]]) {
      const { out } = await run('users', ...args);
      expect(out).toContain('evil[2J');
      expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
  });

  it('that do not exist are refused with a way to find them', async () => {
    const { code, out, err } = await run('users', 'show', 'ou_nobody');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('users list --search');
  });
}
