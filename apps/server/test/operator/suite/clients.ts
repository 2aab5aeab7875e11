import { expect, it } from '@jest/globals';
import { sha256 } from '../../../src/auth/token.ts';
import type { TestDatabase } from '../../db/test-database.ts';
import { operator } from '../run-operator.ts';

export function clientsSuite(opened: () => TestDatabase): void {
  const run = (...args: string[]) => operator({ DATABASE_URL: opened().url }, 'clients', ...args);
  const add = async (...args: string[]) => {
    const ran = await run('add', '--name', '报表', '--redirect-uri', 'https://r.example.com/cb', ...args, '--json');
    return ran.json<{ client_id: string; client_secret: string | null }>();
  };

  it('are added with a secret that is shown once and kept as a hash', async () => {
    const added = await add('--first-party', '--backchannel-logout-uri', 'https://r.example.com/out');
    expect(added).toEqual({ client_id: expect.any(String), client_secret: expect.stringMatching(/^[\w-]{43}$/) });
    expect(await opened().store.oidc.clients.find(added.client_id)).toMatchObject({
      name: '报表',
      secretHash: sha256(added.client_secret ?? ''),
      firstParty: true,
      backchannelLogoutUri: 'https://r.example.com/out',
    });
    const listed = await run('list', '--json');
    expect(listed.out).toContain(added.client_id);
    expect(listed.out).not.toContain(added.client_secret);
    expect(listed.out).not.toContain(sha256(added.client_secret ?? ''));
  });

  it('get a new secret, and go', async () => {
    const { client_id, client_secret } = await add();
    const rotated = (await run('rotate', client_id, '--json')).json<{ client_secret: string }>();
    expect(rotated.client_secret).not.toBe(client_secret);
    expect((await run('remove', client_id)).out).toBe('✓ 报表 is removed.\n');
    expect(await run('remove', client_id)).toMatchObject({ code: 1, err: expect.stringContaining(client_id) });
    for (const event of ['client.added', 'client.rotated', 'client.removed'])
      expect(await opened().store.audit.search({ event, limit: 1 })).toMatchObject([
        { facts: { operator: expect.any(String) } },
      ]);
  });

  it('have no secret where they could not keep one, and their own addresses only then', async () => {
    expect((await add('--public', '--redirect-uri', 'com.example.app:/cb')).client_secret).toBeNull();
    const unproven = await run('add', '--name', 'x', '--public', '--without-pkce');
    expect(unproven).toMatchObject({ code: 2, err: expect.stringContaining('--without-pkce') });
    for (const [option, value] of [
      ['--redirect-uri', 'com.example.app:/cb'],
      ['--redirect-uri', 'http://r.example.com/cb'],
      ['--redirect-uri', 'https://r.example.com/cb#x'],
      ['--redirect-uri', 'javascript:alert(1)'],
      ['--backchannel-logout-uri', 'http://r.example.com/out'],
      ['--scope', 'admin'],
    ] as const) {
      const refused = await run('add', '--name', 'x', '--redirect-uri', 'https://r.example.com/cb', option, value);
      expect(refused).toMatchObject({ code: 2, err: expect.stringContaining(value) });
    }
  });

  it('that come from the file are changed in the file', async () => {
    const { client_id } = await add();
    const client = await opened().store.oidc.clients.find(client_id);
    if (client === undefined) throw new Error('The client was not kept.');
    await opened().store.oidc.clients.save(client, 'file', Date.now());
    expect(await run('remove', client_id)).toMatchObject({ code: 1, err: expect.stringContaining('OIDC_CLIENTS') });
  });
}
