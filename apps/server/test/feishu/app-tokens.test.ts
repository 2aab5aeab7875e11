import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { minute, second } from '../durations.ts';
import { json, reset } from '../scripted-platform.ts';
import { type FeishuStage, good, openFeishuStage, outcomeOf, paths, ttLogin } from './stage.ts';

describe('The app’s own token', () => {
  let stage: FeishuStage;
  beforeEach(async () => {
    stage = await openFeishuStage();
  });
  afterEach(() => stage.close());

  const signIn = () => outcomeOf(stage.feishu.identify(ttLogin));
  const fetched = () => stage.platform.count(paths.appToken);
  const appToken = (value: string, more: Record<string, unknown> = { expire: 7200 }) =>
    json({ code: 0, app_access_token: value, ...more });
  const bearers = () =>
    stage.platform.asked.filter(({ path }) => path === paths.gadget).map(({ headers }) => headers.authorization);

  it('is fetched once for fifty who wait for it', async () => {
    const all = await Promise.all(Array.from({ length: 50 }, signIn));
    for (const outcome of all) expect(outcome).toHaveProperty('signedIn');
    expect(fetched()).toBe(1);
  });

  it('is kept until shortly before its end, and fetched once more then', async () => {
    stage.platform.on(paths.appToken, appToken('first'), appToken('second'));
    await signIn();
    stage.pass(7200 * second - 3 * minute - 1);
    await signIn();
    expect(fetched()).toBe(1);
    stage.pass(1);
    await Promise.all([signIn(), signIn()]);
    expect(fetched()).toBe(2);
    expect(bearers()).toEqual(['Bearer first', 'Bearer first', 'Bearer second', 'Bearer second']);
  });

  it('goes on being used to its end while no other can be had', async () => {
    await signIn();
    stage.platform.on(paths.appToken, reset);
    stage.pass(7200 * second - minute);
    expect(await signIn()).toHaveProperty('signedIn');
    stage.pass(minute);
    expect(await signIn()).toMatchObject({ code: 'upstream_unavailable', codeMayBeSpent: false });
  });

  it.each([10202, 99991664, 20014])(
    'M16: that the platform calls invalid (%d) is fetched again, once',
    async (code) => {
      const invalid = json({ code, msg: 'invalid' });
      stage.platform.on(paths.appToken, appToken('first'), appToken('second'));
      stage.platform.on(paths.gadget, invalid, good.gadget);
      expect(await signIn()).toHaveProperty('signedIn');
      expect(bearers()).toEqual(['Bearer first', 'Bearer second']);

      stage.platform.on(paths.gadget, invalid);
      expect(await signIn()).toMatchObject({ code: 'upstream_unavailable', codeMayBeSpent: false });
      expect(fetched()).toBe(3);
      expect(bearers()).toHaveLength(4);
    },
  );

  it('M16: called invalid by many at once is fetched again once', async () => {
    await signIn();
    stage.platform.on(paths.appToken, appToken('second'));
    stage.platform.on(paths.gadget, (response, asked) =>
      (asked.headers.authorization === 'Bearer second' ? good.gadget : json({ code: 10202 }))(response, asked),
    );
    const all = await Promise.all(Array.from({ length: 20 }, signIn));
    for (const outcome of all) expect(outcome).toHaveProperty('signedIn');
    expect(fetched()).toBe(2);
  });

  it('that cannot be had leaves the code alone, and is not asked for by everybody in turn', async () => {
    stage.platform.on(paths.appToken, reset);
    expect(await signIn()).toMatchObject({ code: 'upstream_unavailable', codeMayBeSpent: false });
    const tries = fetched();
    expect(tries).toBe(2);
    for (let i = 0; i < 10; i += 1) expect(await signIn()).toMatchObject({ code: 'upstream_unavailable' });
    expect(fetched()).toBe(tries);
    stage.platform.on(paths.appToken, good.appToken);
    stage.pass(second);
    expect(await signIn()).toHaveProperty('signedIn');
    expect(stage.platform.count(paths.gadget)).toBe(1);
  });

  it.each([
    ['missing', {}],
    ['zero', { expire: 0 }],
    ['negative', { expire: -1 }],
    ['a text', { expire: '7200' }],
    ['absurd', { expire: 1e12 }],
  ])('whose lifetime is %s is used for this once', async (_name, lifetime) => {
    stage.platform.on(paths.appToken, appToken('first', lifetime));
    expect(await signIn()).toHaveProperty('signedIn');
    expect(await signIn()).toHaveProperty('signedIn');
    expect(fetched()).toBe(2);
  });

  it.each([
    ['missing', {}],
    ['empty', { app_access_token: '' }],
    ['a number', { app_access_token: 7 }],
  ])('that is %s is none', async (_name, body) => {
    stage.platform.on(paths.appToken, json({ code: 0, expire: 7200, ...body }));
    expect(await signIn()).toMatchObject({ code: 'upstream_unavailable', codeMayBeSpent: false });
    expect(stage.platform.count(paths.gadget)).toBe(0);
  });
});

describe('The JSAPI ticket', () => {
  let stage: FeishuStage;
  beforeEach(async () => {
    stage = await openFeishuStage();
  });
  afterEach(() => stage.close());
  const counts = () => [stage.platform.count(paths.tenantToken), stage.platform.count(paths.ticket)];

  it('T12: is fetched once for five hundred pages that open at once, with one tenant token', async () => {
    const all = await Promise.all(Array.from({ length: 500 }, () => stage.feishu.jsapiTicket()));
    expect(new Set(all)).toEqual(new Set(['canary-ticket']));
    expect(counts()).toEqual([1, 1]);
  });

  it('is had with a fresh tenant token where the first is called invalid', async () => {
    stage.platform.on(paths.ticket, json({ code: 99991663, msg: 'invalid' }, 400), good.ticket);
    expect(await stage.feishu.jsapiTicket()).toBe('canary-ticket');
    expect(counts()).toEqual([2, 2]);
  });

  it('T13: goes on being given while no other can be had', async () => {
    await stage.feishu.jsapiTicket();
    stage.platform.on(paths.ticket, reset);
    stage.platform.on(paths.tenantToken, reset);
    stage.pass(7200 * second - minute);
    expect(await stage.feishu.jsapiTicket()).toBe('canary-ticket');
  });
});
