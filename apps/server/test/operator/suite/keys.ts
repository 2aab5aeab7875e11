import { beforeEach, expect, it } from '@jest/globals';
import { context } from '../../../src/auth/grants.ts';
import { createKeyRing } from '../../../src/auth/key-ring.ts';
import type { Identity } from '../../../src/auth/ports/person.ts';
import type { TestDatabase } from '../../db/test-database.ts';
import { accessToken, aKey, allows, refreshToken, type TestKey, toKey } from '../people.ts';
import { operator } from '../run-operator.ts';

export function keysSuite(opened: () => TestDatabase): void {
  const run = (keys: readonly TestKey[], ...args: string[]) =>
    operator(
      {
        DATABASE_URL: opened().url,
        FEISHU_APP_ID: 'cli_a1b2c3d4e5f60718',
        FEISHU_APP_SECRET: 'secret-of-the-app',
        ENCRYPTION_KEYS: keys.map(({ written }) => written).join(','),
      },
      'keys',
      ...args,
    );
  /** The tokens as the server with only this key would read them. */
  const readable = async (identity: Identity, key: TestKey) => {
    const grant = await opened().store.grants.find(identity);
    const ring = createKeyRing([toKey(key)]);
    const open = (sealed: string | null | undefined, field: 'access' | 'refresh') =>
      ring.open(sealed ?? '', context(identity, field, grant?.version ?? 0));
    return [open(grant?.accessSealed, 'access'), open(grant?.refreshSealed, 'refresh')];
  };
  const hold = ({ appId, openId }: Identity, seconds = 15) =>
    opened().store.grants.lease({ appId, openId }, 1, {
      owner: 'a server',
      now: Date.now(),
      until: Date.now() + seconds * 1000,
    });

  beforeEach(() => opened().database.write((sql) => sql`delete from grants`));

  it('Q4: are all replaced by the first, and the server can drop the old one', async () => {
    const [old, current] = [aKey('k1'), aKey('k2')];
    const people = await Promise.all(Array.from({ length: 5 }, () => allows(opened(), old)));
    const already = await allows(opened(), current);
    const { code, out, err } = await run([current, old], 'rotate');
    expect({ code, out }).toEqual({ code: 0, out: '✓ 5 of 5 authorizations sealed again, with k2.\n' });
    expect(err).toContain('5 of 5 sealed again');
    for (const one of [...people, already]) expect(await readable(one, current)).toEqual([accessToken, refreshToken]);
    expect((await run([current], 'list', '--json')).json()).toEqual({
      grants: 6,
      keys: [{ id: 'k2', role: 'writes', grants: 6 }],
    });
    expect(await opened().store.audit.search({ event: 'keys.rotated', limit: 1 })).toMatchObject([
      { facts: { key: 'k2', resealed: 5, busy: 0, unreadable: 0 } },
    ]);
  });

  it('are many hundreds in batches', async () => {
    const [old, current] = [aKey('k1'), aKey('k2')];
    for (let i = 0; i < 90; i += 1) await Promise.all(Array.from({ length: 5 }, () => allows(opened(), old)));
    expect((await run([current, old], 'rotate', '--json')).json()).toMatchObject({ resealed: 450, busy: 0 });
  });

  it('need nothing when the first seals everything', async () => {
    const current = aKey('k2');
    await allows(opened(), current);
    expect(await run([current], 'rotate')).toMatchObject({ code: 0, out: expect.stringContaining('already') });
  });

  it('are only counted in a dry run', async () => {
    const [old, current] = [aKey('k1'), aKey('k2')];
    const person = await allows(opened(), old);
    expect(await run([current, old], 'rotate', '--dry-run')).toMatchObject({
      code: 0,
      out: expect.stringContaining('Dry run: 1'),
    });
    expect(await readable(person, old)).toEqual([accessToken, refreshToken]);
  });

  it('that are gone are named, and what they sealed is left alone', async () => {
    const [lost, old, current] = [aKey('k0'), aKey('k1'), aKey('k2')];
    const lostOnes = [await allows(opened(), lost), await allows(opened(), lost)];
    const person = await allows(opened(), old);
    const { code, out } = await run([current, old], 'rotate');
    expect(code).toBe(1);
    expect(out).toContain('! 1 of 3 authorizations');
    expect(out).toContain('2 authorizations sealed with k0 cannot be opened. Put k0 back');
    expect(await readable(person, current)).toEqual([accessToken, refreshToken]);
    for (const one of lostOnes) expect(await readable(one, lost)).toEqual([accessToken, refreshToken]);
    const listed = await run([current, old], 'list', '--json');
    expect(listed).toMatchObject({ code: 1 });
    expect(listed.json()).toMatchObject({
      keys: [{ id: 'k2' }, { id: 'k1', role: 'reads', grants: 0 }, { id: 'k0', role: 'missing', grants: 2 }],
    });
  });

  it('leave alone what a server is renewing, and say that another run is needed', async () => {
    const [old, current] = [aKey('k1'), aKey('k2')];
    const person = await allows(opened(), old);
    await hold(person);
    const { code, out } = await run([current, old], 'rotate', '--json');
    expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 1, resealed: 0, busy: 1 });
    expect(await readable(person, old)).toEqual([accessToken, refreshToken]);
  });

  it('do not wait for a server that died while it renewed', async () => {
    const [old, current] = [aKey('k1'), aKey('k2')];
    const person = await allows(opened(), old);
    await hold(person, -1);
    expect((await run([current, old], 'rotate', '--json')).json()).toMatchObject({ resealed: 1, busy: 0 });
    expect(await readable(person, current)).toEqual([accessToken, refreshToken]);
  });

  it('wait for a renewal that ends meanwhile', async () => {
    const [old, current] = [aKey('k1'), aKey('k2')];
    const person = await allows(opened(), old);
    await hold(person);
    const rotating = run([current, old], 'rotate', '--json');
    await new Promise((resolve) => setTimeout(resolve, 500));
    await opened().store.grants.release(person, 1, 'a server');
    expect((await rotating).json()).toMatchObject({ resealed: 1, busy: 0 });
    expect(await readable(person, current)).toEqual([accessToken, refreshToken]);
  });

  it('are told apart to the letter', async () => {
    const [old, current] = [aKey('kx1'), aKey('k_1')];
    await allows(opened(), old);
    expect((await run([current, old], 'list', '--json')).json()).toMatchObject({
      keys: [
        { id: 'k_1', grants: 0 },
        { id: 'kx1', grants: 1 },
      ],
    });
  });

  it('are never printed', async () => {
    const [old, current] = [aKey('k1'), aKey('k2')];
    await allows(opened(), old);
    const all = [
      await run([current, old], 'list'),
      await run([current, old], 'rotate'),
      await run([old], 'rotate', '--json'),
    ];
    const text = all.map(({ out, err }) => out + err).join('');
    for (const secret of [old.written.slice(3), current.written.slice(3), accessToken, refreshToken]) {
      expect(text).not.toContain(secret);
    }
  });
}
