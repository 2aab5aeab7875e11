import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { aPerson, aSignIn } from '../../db/sign-in-request.ts';
import type { TestDatabase } from '../../db/test-database.ts';
import { arrives } from '../people.ts';
import { operator, operatorAt } from '../run-operator.ts';

interface Imported {
  created: number;
  bound: number;
  unchanged: number;
  people: { former_id: string; user_id: string | null; outcome: string }[];
}

/** People of a former system come with the ids they had there. */
export function importSuite(opened: () => TestDatabase): void {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fl-import-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const app = aPerson().appId;
  const env = () => ({ DATABASE_URL: opened().url, FEISHU_APP_ID: app });
  const file = async (text: string | Uint8Array) => {
    const path = join(folder, `${randomUUID()}.csv`);
    await writeFile(path, text);
    return path;
  };
  const run = async (text: string | Uint8Array, ...args: string[]) =>
    operator(env(), 'users', 'import', await file(text), ...args);
  const imported = async (text: string, ...args: string[]) => (await run(text, '--json', ...args)).json<Imported>();
  const signsIn = (facts: Parameters<typeof aPerson>[0], how: Parameters<typeof aSignIn>[2] = {}) =>
    opened().store.sessions.signIn(aSignIn(aPerson(facts), Date.now(), how));
  const ids = () => ({
    formerId: `former ${randomUUID()}`,
    openId: `ou_${randomUUID()}`,
    unionId: `on_${randomUUID()}`,
  });
  const shown = async (id: string) =>
    (await operator(env(), 'users', 'show', id, '--json')).json<{ user: Record<string, unknown> }>().user;

  it('gives somebody a user id that they have from their first sign-in on, and their name until Feishu tells it', async () => {
    const { formerId, openId } = ids();
    const { people, created } = await imported(
      `former_id,open_id,name,email\n${formerId},${openId},旧名,zhang@example.com\n`,
    );
    expect({ people, created }).toMatchObject({ people: [{ former_id: formerId, outcome: 'created' }], created: 1 });
    expect(await shown(formerId)).toMatchObject({ name: '旧名', former_id: formerId, expected_as: [openId] });
    const { user } = await signsIn({ openId, name: '张三' });
    expect(user).toMatchObject({ id: people[0]?.user_id, name: '张三', email: 'zhang@example.com', formerId });
    expect(await shown(openId)).toMatchObject({ id: user.id, expected_as: [] });
    expect((await signsIn({ openId })).user.id).toBe(user.id);
  });

  it('knows somebody by their union id in whichever app they come first, and in their organisation alone', async () => {
    const [one, other] = [ids(), ids()];
    const { people } = await imported(
      `former_id,union_id,tenant_key\n${one.formerId},${one.unionId},\n${other.formerId},${other.unionId},t1\n`,
    );
    const [first, second] = people.map(({ user_id }) => user_id);
    expect((await signsIn({ appId: 'cli_other', unionId: one.unionId })).user.id).toBe(first);
    expect((await signsIn({ unionId: one.unionId })).user.id).not.toBe(first);
    expect((await signsIn({ unionId: other.unionId, tenantKey: 't2' })).user.id).not.toBe(second);
    expect((await signsIn({ unionId: other.unionId, tenantKey: 't1' })).user.id).toBe(second);
  });

  it('tells receivers of webhooks of somebody imported when they come, once', async () => {
    await opened().store.outbox.receive([{ name: 'app', events: [] }]);
    const { formerId, openId } = ids();
    const { people } = await imported(`former_id,open_id\n${formerId},${openId}\n`);
    const told = async () => {
      const kept = await opened().database.read<{ payload: string }>`select payload from outbox where kind = 'webhook'`;
      return kept.map(({ payload }) => payload).filter((text) => text.includes(people[0]?.user_id ?? ''));
    };
    expect(await told()).toEqual([]);
    await signsIn({ openId, name: '张三' });
    expect(await told()).toEqual([expect.stringContaining('user.created')]);
  });

  it('binds whoever has signed in already to the user they are', async () => {
    const { signedIn, identity } = await arrives(opened());
    const { formerId } = ids();
    const { people, bound } = await imported(`former_id,open_id\n${formerId},${identity.openId}\n`);
    expect({ people, bound }).toMatchObject({ people: [{ user_id: signedIn.user.id, outcome: 'bound' }], bound: 1 });
    expect((await signsIn(identity)).user).toMatchObject({ id: signedIn.user.id, formerId });
  });

  it('changes nothing the second time, and tells the same user ids', async () => {
    const [one, other] = [ids(), ids()];
    const text = `former_id,open_id,union_id\n${one.formerId},${one.openId},${one.unionId}\n${other.formerId},${other.openId},\n`;
    const first = await imported(text);
    await signsIn({ openId: one.openId, unionId: one.unionId });
    const second = await imported(text);
    expect(second).toMatchObject({ created: 0, bound: 0, unchanged: 2 });
    expect(second.people.map(({ user_id }) => user_id)).toEqual(first.people.map(({ user_id }) => user_id));
  });

  it('only tells what would happen, where only that is asked for', async () => {
    const { formerId, openId } = ids();
    const text = `former_id,open_id\n${formerId},${openId}\n`;
    expect(await imported(text, '--dry-run')).toMatchObject({ dry_run: true, created: 1, people: [{ user_id: null }] });
    expect((await run(text, '--dry-run')).out).toContain('Dry run, nothing was changed. Yet to sign in: 1');
    expect((await operator(env(), 'users', 'show', formerId)).code).toBe(1);
  });

  it('reads what Excel writes: its mark, its line ends, quoted fields with commas and quotation marks', async () => {
    const [one, other] = [ids(), ids()];
    const text = `\ufeffformer_id,name,open_id\r\n"${one.formerId}","Zhang ""San"", 张三",${one.openId}\r\n\r\n${other.formerId}, ,${other.openId}`;
    expect(await imported(text)).toMatchObject({ created: 2 });
    expect(await shown(one.formerId)).toMatchObject({ name: 'Zhang "San", 张三' });
    expect(await shown(other.formerId)).toMatchObject({ name: null });
  });

  it('names the line and column of everything that is wrong, and imports nobody', async () => {
    const [good, twice] = [ids(), ids()];
    const ran = await run(
      [
        'former_id,open_id,union_id,email',
        `${good.formerId},${good.openId},,`,
        ',ou_1,,',
        `a${good.formerId},on_2,,`,
        `b${good.formerId},,,`,
        `c${good.formerId},ou_3,,no address`,
        `d${good.formerId},ou_4`,
        `${twice.formerId},${twice.openId},,`,
        `${twice.formerId},ou_5,,`,
        `e${good.formerId},${twice.openId},,`,
      ].join('\n'),
    );
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err.split('\n').map((line) => line.split('  ')[0])).toEqual([
      '✗ line 3 · former_id',
      '✗ line 4 · open_id',
      '✗ line 5 · open_id',
      '✗ line 6 · email',
      '✗ line 7',
      '✗ line 9 · former_id',
      '✗ line 10 · open_id',
      'Problems: 7. Nobody was imported.',
      '',
    ]);
    expect(ran.err).toContain('is that of line 8 too');
    expect((await operator(env(), 'users', 'show', good.formerId)).code).toBe(1);
    const json = (await run('former_id,open_id\n,ou_1\n', '--json')).json();
    expect(json).toMatchObject({ imported: false, problems: [{ line: 2, column: 'former_id' }] });
  });

  it('refuses what contradicts what is kept, and imports nobody', async () => {
    const [known, taken, two, good] = [ids(), ids(), ids(), ids()];
    await imported(`former_id,open_id\n${known.formerId},${known.openId}\n${taken.formerId},${taken.openId}\n`);
    const [a, b] = [await arrives(opened()), await arrives(opened(), { unionId: two.unionId })];
    const ran = await run(
      [
        'former_id,open_id,union_id',
        `another ${known.formerId},${known.openId},`,
        `${taken.formerId},ou_${randomUUID()},`,
        `${two.formerId},${a.identity.openId},${two.unionId}`,
        `${good.formerId},${good.openId},`,
      ].join('\n'),
    );
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toContain(`has the former id “${known.formerId}” already`);
    expect(ran.err).toContain('✗ line 3 · former_id  belongs to the user');
    expect(ran.err).toContain(b.signedIn.user.id);
    expect((await operator(env(), 'users', 'show', good.formerId)).code).toBe(1);
  });

  it('refuses two rows that are one user here', async () => {
    const [one, other] = [ids(), ids()];
    await signsIn({ openId: one.openId, unionId: one.unionId });
    const ran = await run(
      `former_id,open_id,union_id\n${one.formerId},${one.openId},\n${other.formerId},,${one.unionId}\n`,
    );
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('is the same user here as line 2') });
  });

  it.each([
    ['', 'it is empty'],
    ['id,open_id\n1,ou_1\n', 'columns that are unknown: id'],
    ['former_id;open_id\n1;ou_1\n', 'columns that are unknown: former_id;open_id'],
    ['former_id,name\n1,x\n', 'must name its columns'],
    ['former_id,former_id,open_id\n1,1,ou_1\n', 'column former_id twice'],
    ['former_id,open_id\n1,"ou_1\n2,ou_2\n', 'is no CSV'],
    [Buffer.from('former_id,open_id,name\n1,ou_1,\xd5\xc5\n', 'latin1'), 'is not UTF-8'],
  ])('says why it cannot use %j', async (text, said) => {
    expect(await run(text)).toMatchObject({ code: 1, out: '', err: expect.stringContaining(said) });
  });

  it('asks whose the open ids are, and which file', async () => {
    const path = await file('former_id,open_id\n1,ou_1\n');
    const without = { DATABASE_URL: opened().url };
    expect(await operator(without, 'users', 'import', path)).toMatchObject({
      code: 1,
      err: expect.stringContaining('give --app'),
    });
    expect((await operator(without, 'users', 'import', path, '--app', app, '--dry-run')).code).toBe(0);
    expect(await operator(env(), 'users', 'import')).toMatchObject({
      code: 2,
      err: expect.stringContaining('one file'),
    });
    expect(await operator(env(), 'users', 'import', '/nowhere.csv')).toMatchObject({
      code: 1,
      err: expect.stringContaining('ENOENT'),
    });
  });

  it('keeps somebody out who was blocked before they came, and forgets somebody who was erased', async () => {
    const [blocked, erased] = [ids(), ids()];
    const { people } = await imported(
      `former_id,open_id\n${blocked.formerId},${blocked.openId}\n${erased.formerId},${erased.openId}\n`,
    );
    await operator(env(), 'users', 'block', blocked.formerId);
    await expect(signsIn({ openId: blocked.openId })).rejects.toMatchObject({ code: 'user_not_allowed' });
    expect((await operator(env(), 'users', 'erase', erased.formerId)).code).toBe(0);
    const { user } = await signsIn({ openId: erased.openId });
    expect(user).toMatchObject({ id: expect.not.stringMatching(people[1]?.user_id ?? ''), formerId: null });
  });

  it('goes with a person who becomes the user they are in another app', async () => {
    const { formerId, openId, unionId } = ids();
    const tenantKey = randomUUID();
    const { user } = await signsIn({ appId: 'cli_other', unionId, tenantKey });
    await imported(`former_id,open_id\n${formerId},${openId}\n`);
    const linked = await signsIn({ openId, unionId, tenantKey }, { linkByUnionId: true });
    expect(linked.user).toMatchObject({ id: user.id, formerId });
  });

  it('is on record as done, with how many and nothing of whom', async () => {
    const { formerId, openId } = ids();
    await imported(`former_id,open_id\n${formerId},${openId}\n`);
    const [entry] = await opened().store.audit.search({ event: 'users.imported', limit: 1 });
    expect(entry).toMatchObject({ userId: null, facts: { created: 1, bound: 0, operator: expect.any(String) } });
    expect(JSON.stringify(entry)).not.toContain(openId);
  });

  it('tells how far it is when there are many, and fits a terminal', async () => {
    const rows = Array.from({ length: 2_100 }, () => `${randomUUID()},ou_${randomUUID()}`);
    const many = await file(['former_id,open_id', ...rows].join('\n'));
    const ran = await operatorAt(80, env(), 'users', 'import', many);
    expect(ran).toMatchObject({ code: 0, out: expect.stringContaining('Yet to sign in: 2100') });
    expect(ran.err).toContain('imported 2000 / 2100');
    const prefix = rows[0]?.split(',')[0] ?? '';
    expect(await shown(prefix)).toMatchObject({ former_id: prefix });
  });
}
