import { randomBytes } from 'node:crypto';
import type { Tokens } from '@feishu-login/auth-types';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { until } from '../../scripts/until.ts';
import { type Postgres, startPostgres } from '../src/databases.ts';
import { people } from '../src/people.ts';
import { sql } from '../src/sql.ts';
import { startWorld, type World } from '../src/world.ts';

const scopes = ['offline_access', 'task:task:read'];
const paths = { token: '/oauth/v3/token', tasks: '/open-apis/task/v2/tasks' };
const refreshing = { path: paths.token, grant_type: 'refresh_token' } as const;
const newKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const [k1, k2] = [newKey('k1'), newKey('k2')];

let databases: Postgres;
let databaseUrl: string;
let world: World;
beforeAll(async () => {
  databases = await startPostgres();
  databaseUrl = await databases.create();
  world = await startWorld({ databaseUrl, env: { ENCRYPTION_KEYS: k1 } });
});
afterEach(() => world.platform.clearFaults());
afterAll(() => world.close().finally(databases.stop));

/** Signs somebody in who grants these scopes. */
async function granted(openId: string = people.zhangSan, wanted: string[] = scopes): Promise<Tokens> {
  const code = await world.platform.code({ open_id: openId, via: 'requestAccess', scopes: wanted });
  return (await world.server.signIn(code)).body;
}

async function outcome({ access_token }: Tokens): Promise<string> {
  const { status, body } = await world.server.tasks(access_token);
  return status === 200 ? '200' : `${status} ${body.error?.code}`;
}

const signedIn = async ({ access_token }: Tokens) => (await world.server.me(access_token)).status === 200;
const tokensExpire = () => sql(databaseUrl, 'update grants set access_expires_at = 1');
const refreshes = async () =>
  (await world.platform.journal(paths.token)).filter(({ parameters }) => parameters.includes('refresh_token')).length;
/** For what comes a moment later: a line of the log, a row somebody else writes. */
const soon = 5_000;
const failuresToOpen = () => world.log.filter((line) => line.includes('"event":"crypto.auth_failed"')).length;

describe('A Feishu authorization that ends on Feishu’s side', () => {
  it('F10: taken back by the person: permission is asked for anew, the session lives, and Feishu is asked once', async () => {
    const person = await granted();
    expect(await outcome(person)).toBe('200');
    await world.platform.fault({ fault: 'grant-revoked', when: 'before', match: { path: paths.tasks }, times: 1 });
    const before = await refreshes();
    for (let i = 0; i < 20; i += 1) expect(await outcome(person)).toBe('403 reauth_required');
    expect((await refreshes()) - before).toBe(1);
    expect(await signedIn(person)).toBe(true);
    expect(await outcome(await granted())).toBe('200');
  });

  it.each(['20064', '20026', '20037', '20073', '20074'])(
    'F10, T11: refused a refresh with %s: permission is asked for anew, the session lives, and Feishu is asked once',
    async (fault) => {
      const person = await granted();
      await tokensExpire();
      await world.platform.fault({ fault, when: 'before', match: refreshing });
      const before = await refreshes();
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => outcome(person)));
      expect(new Set([...outcomes, await outcome(person)])).toEqual(new Set(['403 reauth_required']));
      expect((await refreshes()) - before).toBe(1);
      expect(await signedIn(person)).toBe(true);
    },
  );

  it('T3: its refresh token spent and the answer lost: one more try, then permission is asked for anew, without a loop', async () => {
    const person = await granted();
    await tokensExpire();
    await world.platform.fault({ fault: 'refresh-response-lost', when: 'after', times: 1 });
    const before = await refreshes();
    const outcomes = [await outcome(person), await outcome(person), await outcome(person)];
    expect(outcomes.at(-1)).toBe('403 reauth_required');
    expect(outcomes.every((one) => one === '403 reauth_required' || one === '503 upstream_unavailable')).toBe(true);
    expect((await refreshes()) - before).toBe(2);
    expect(await signedIn(person)).toBe(true);
  });

  it('T5: a sign-in that overtakes a slow refresh: its tokens are kept, and the late ones are not', async () => {
    const person = await granted();
    await tokensExpire();
    await world.platform.fault({ fault: 'slow', when: 'after', match: refreshing, params: { ms: 1_500 }, times: 1 });
    const before = await refreshes();
    const slow = outcome(person);
    await until(
      async () => (await sql(databaseUrl, 'select 1 from grants where lease_owner is not null')).length === 1,
      soon,
    );
    const newer = await granted();
    const exchanged = (await world.platform.journal(paths.token)).filter(({ parameters }) =>
      parameters.includes('code'),
    );
    expect(await slow).toBe('200');
    expect(await outcome(newer)).toBe('200');
    const used = (await world.platform.journal(paths.tasks)).slice(-2).map(({ credentials }) => credentials.bearer);
    expect(new Set(used)).toEqual(new Set([exchanged.at(-1)?.credentials.issued_access_token]));
    expect((await refreshes()) - before).toBe(1);
  });
});

describe('The scopes of a Feishu authorization', () => {
  const stored = async ({ access_token }: Tokens) => (await world.server.grant(access_token)).body.scopes;

  it('T8: are the union that Feishu returned, and a sign-in that asks for less takes nothing away', async () => {
    const first = await granted(people.liSi, ['offline_access', 'contact:user.email:readonly']);
    expect(await stored(first)).not.toContain('task:task:read');
    expect(await outcome(first)).toBe('403 reauth_required');
    const second = await granted(people.liSi);
    const union = expect.arrayContaining([...scopes, 'contact:user.email:readonly']);
    expect(await stored(second)).toEqual(union);
    const third = await granted(people.liSi, []);
    expect(await stored(third)).toEqual(union);
    const code = await world.platform.code({ open_id: people.liSi, via: 'login' });
    const older = (await world.server.signIn(code, 'login')).body;
    for (const person of [first, second, third, older]) expect(await outcome(person)).toBe('200');
  });

  it('T8: are never more than Feishu returned, whatever was granted before', async () => {
    await granted(people.liSi);
    const set = { scope: 'auth:user.id:read' };
    await world.platform.fault({ fault: 'override', when: 'after', match: { path: paths.token }, params: { set } });
    const person = await granted(people.liSi);
    expect(await stored(person)).toEqual([]);
    expect(await outcome(person)).toBe('403 reauth_required');
    expect(await signedIn(person)).toBe(true);
  });
});

describe('Feishu tokens in a database somebody writes to', () => {
  let victim: Tokens;
  let other: Tokens;
  let before: number;
  beforeEach(async () => {
    [victim, other] = [await granted(people.liSi), await granted()];
    before = failuresToOpen();
  });

  /** Only the victim has to authorize again, it is written down, and authorizing again mends it. */
  async function onlyTheVictimIsAsked(): Promise<void> {
    expect(await outcome(victim)).toBe('403 reauth_required');
    await until(() => failuresToOpen() > before, soon);
    expect([await signedIn(victim), await outcome(other)]).toEqual([true, '200']);
    victim = await granted(people.liSi);
    expect(await outcome(victim)).toBe('200');
  }

  it.each([
    ['access', 'valid'],
    ['refresh', 'over'],
  ])('Q2: another person’s %s token in somebody’s row does not open', async (field, age) => {
    await sql(
      databaseUrl,
      `update grants set ${field}_sealed = (select ${field}_sealed from grants where open_id = $1) where open_id = $2`,
      [people.zhangSan, people.liSi],
    );
    if (age === 'over')
      await sql(databaseUrl, 'update grants set access_expires_at = 1 where open_id = $1', [people.liSi]);
    await onlyTheVictimIsAsked();
  });

  it('Q2: access and refresh token, one in the place of the other, do not open', async () => {
    await sql(
      databaseUrl,
      'update grants set access_sealed = refresh_sealed, refresh_sealed = access_sealed where open_id = $1',
      [people.liSi],
    );
    await onlyTheVictimIsAsked();
  });

  it('Q2: older versions of both, put back, do not open', async () => {
    const [old] = await sql<{ access_sealed: string; refresh_sealed: string }>(
      databaseUrl,
      'select access_sealed, refresh_sealed from grants where open_id = $1',
      [people.liSi],
    );
    await sql(databaseUrl, 'update grants set access_expires_at = 1 where open_id = $1', [people.liSi]);
    expect(await outcome(victim)).toBe('200');
    await sql(databaseUrl, 'update grants set access_sealed = $1, refresh_sealed = $2 where open_id = $3', [
      old?.access_sealed,
      old?.refresh_sealed,
      people.liSi,
    ]);
    await onlyTheVictimIsAsked();
  });

  const damages: [string, (sealed: string) => string][] = [
    ...[4, 8, 12].map((bytes): [string, (sealed: string) => string] => [
      `with a tag of ${bytes} bytes`,
      (sealed) =>
        sealed.replace(/[^.]+$/, (tag) => Buffer.from(tag, 'base64url').subarray(0, bytes).toString('base64url')),
    ]),
    [
      'with one character changed',
      (sealed) => sealed.replace(/(?<=\.)[^.](?=[^.]+$)/, (first) => (first === 'A' ? 'B' : 'A')),
    ],
    ['that is empty', () => ''],
    ['of an unknown key', (sealed) => sealed.replace(/^v1\.[^.]+/, 'v1.k9')],
    ['of another version', (sealed) => sealed.replace(/^v1/, 'v2')],
  ];
  it.each(damages)('Q3: a sealed token %s does not open, and nothing else suffers', async (_how, damage) => {
    const [row] = await sql<{ access_sealed: string }>(
      databaseUrl,
      'select access_sealed from grants where open_id = $1',
      [people.liSi],
    );
    const damaged = damage(row?.access_sealed ?? '');
    expect(damaged).not.toBe(row?.access_sealed);
    await sql(databaseUrl, 'update grants set access_sealed = $1 where open_id = $2', [damaged, people.liSi]);
    await onlyTheVictimIsAsked();
  });

  it('Q4: keys are changed without a failed call, and one dropped too early costs its people a new permission only', async () => {
    await world.restart({ ENCRYPTION_KEYS: `${k2},${k1}` });
    before = failuresToOpen();
    other = await granted();
    expect([await outcome(victim), await outcome(other)]).toEqual(['200', '200']);
    expect(failuresToOpen()).toBe(before);
    await world.restart({ ENCRYPTION_KEYS: k2 });
    await onlyTheVictimIsAsked();
    expect((await world.server.refresh(other.refresh_token)).status).toBe(200);
  });
});

describe('A Feishu authorization that ends here', () => {
  const path = '/oauth/v1/revoke';
  const takenBack = async () => (await world.platform.journal(path)).filter(({ status }) => status === 200).length;

  it('is taken back at Feishu, of somebody who left too, though Feishu is away and the server is killed meanwhile', async () => {
    const [forgets, leaves] = [await granted(), await granted(people.liSi)];
    await world.platform.fault({ fault: 'reset', when: 'before', match: { path } });
    const before = await takenBack();
    expect((await world.server.forgetGrant(forgets.access_token)).status).toBe(204);
    await world.platform.changeUser(people.liSi, { status: 'resigned' }, { push: true });
    await until(async () => !(await signedIn(leaves)), soon);
    await world.crashAndRestart();
    expect(await takenBack()).toBe(before);
    await world.platform.clearFaults();
    await world.platform.changeUser(people.liSi, { status: 'active' });
    await until(async () => (await takenBack()) === before + 2, 30_000);
    expect(await sql(databaseUrl, "select 1 from outbox where payload <> ''")).toEqual([]);
    expect(await outcome(await granted())).toBe('200');
  }, 60_000);
});
