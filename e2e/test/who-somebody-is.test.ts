import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { FaultPlan } from 'feishu-emulator/control';
import { type Postgres, startPostgres } from '../src/databases.ts';
import { people } from '../src/people.ts';
import { sql } from '../src/sql.ts';
import { startWorld, type World } from '../src/world.ts';

/** Gives up after five seconds. */
async function expectSoon(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 250 && !holds(); tries += 1) await delay(20);
  expect(holds()).toBe(true);
}

const paths = {
  token: '/oauth/v3/token',
  gadgetSession: '/open-apis/mina/v2/tokenLoginValidate',
  profile: '/open-apis/authen/v1/user_info',
};
const entrances = ['requestAccess', 'login'] as const;

describe('somebody whom Feishu describes oddly', () => {
  let databases: Postgres;
  let databaseUrl: string;
  let world: World;
  beforeAll(async () => {
    databases = await startPostgres();
    databaseUrl = await databases.create();
    world = await startWorld({ databaseUrl });
  });
  afterEach(() => world.platform.clearFaults());
  afterAll(() => world.close().finally(databases.stop));

  const signIn = async (via: (typeof entrances)[number], openId: string = people.zhangSan) =>
    world.server.signIn(await world.platform.code({ open_id: openId, via }), via);
  const fault = (name: string, path: string, params?: FaultPlan['params']) =>
    world.platform.fault({ fault: name, when: 'after', match: { path }, ...(params && { params }) });
  const logged = (event: string) => world.log.filter((line) => line.includes(`"event":"${event}"`));
  /** How many rows there are about people, by table. */
  const kept = async () =>
    (
      await sql(
        databaseUrl,
        `select (select count(*) from users) as users, (select count(*) from identities) as identities,
          (select count(*) from sessions) as sessions, (select count(*) from grants) as grants`,
      )
    )[0];

  it.each([
    ['requestAccess', paths.token, { open_id: people.liSi }],
    ['login', paths.gadgetSession, { 'data.open_id': people.liSi }],
  ] as const)(
    'E5: a token of one person and the profile of another, by %s: refused, nothing kept, and written down',
    async (via, path, set) => {
      const [before, known] = [await kept(), logged('upstream.inconsistent').length];
      await fault('override', path, { set });
      const { status, body } = await signIn(via);
      expect([status, body.error?.code]).toEqual([503, 'upstream_unavailable']);
      expect(await kept()).toEqual(before);
      // The server writes its log in pieces, a moment later.
      await expectSoon(() => logged('upstream.inconsistent').length === known + 1);
      await world.platform.clearFaults();
      expect((await signIn(via)).body.user.open_id).toBe(people.zhangSan);
    },
  );

  const openIds: [string, Pick<FaultPlan, 'fault' | 'params'>][] = [
    ['is missing', { fault: 'missing-field', params: { field: 'data.open_id' } }],
    ['is empty', { fault: 'override', params: { set: { 'data.open_id': '' } } }],
    ['is a number', { fault: 'override', params: { set: { 'data.open_id': 7 } } }],
    ['is a list', { fault: 'override', params: { set: { 'data.open_id': [people.liSi] } } }],
  ];
  const answers = [
    ['requestAccess', paths.profile],
    ['login', paths.profile],
    ['login', paths.gadgetSession],
  ] as const;

  describe.each(answers)('by %s, where in the answer of %s', (via, path) => {
    it.each(openIds)('E9: the open_id %s: 503, and nobody is kept', async (_how, { fault: name, params }) => {
      const before = await kept();
      await fault(name, path, params);
      const { status, body } = await signIn(via, people.liSi);
      expect([status, body.error?.code]).toEqual([503, 'upstream_unavailable']);
      expect((await world.platform.journal(path)).at(-1)).toMatchObject({ fault: name });
      expect(await kept()).toEqual(before);
    });
  });

  describe.each([
    ['resigned', 20_021],
    ['frozen', 20_022],
    ['unregistered', 20_023],
  ])('E10: somebody called %s, by %i at HTTP 200', (_status, code) => {
    it.each(entrances)('E10: is not let in by %s', async (via) => {
      const before = await kept();
      await world.platform.fault({ fault: String(code), when: 'before', match: { path: paths.profile } });
      const { status, body } = await signIn(via, people.liSi);
      expect([status, body.error?.code]).toEqual([403, 'user_not_allowed']);
      expect((await world.platform.journal(paths.profile)).at(-1)).toMatchObject({ status: 200, code });
      expect(await kept()).toEqual(before);
    });

    it('E10: loses every session there was, where Feishu says whom it means', async () => {
      const [{ body: first }, { body: second }] = [await signIn('requestAccess'), await signIn('login')];
      await world.platform.fault({ fault: String(code), when: 'before', match: { path: paths.profile } });
      expect((await signIn('login')).status).toBe(403);
      for (const { access_token, refresh_token } of [first, second]) {
        expect((await world.server.me(access_token)).status).toBe(401);
        expect((await world.server.refresh(refresh_token)).status).toBe(401);
      }
    });
  });
});
