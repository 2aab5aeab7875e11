import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createQuota } from '../../src/feishu/quota.ts';

const timed = async (work: Promise<unknown>): Promise<number> => {
  const begun = performance.now();
  await work;
  return performance.now() - begun;
};
const signedIn = { signIn: false };
const nowhere = () => '';
const overloaded = { code: 'overloaded', status: 503, maybeActedOn: false };

describe('Our own limit on calls', () => {
  it('lets what the platform allows pass at once', async () => {
    const quota = createQuota({ perSecond: 50, perMinute: 1_000 }, nowhere);
    expect(await timed(Promise.all(Array.from({ length: 5 }, () => quota.take('/token', signedIn))))).toBeLessThan(
      1_000,
    );
  });

  it('J11: spreads more over the second, and lets nobody be refused for that', async () => {
    const quota = createQuota({ perSecond: 20, perMinute: 1_000 }, nowhere);
    expect(await timed(Promise.all(Array.from({ length: 10 }, () => quota.take('/token', signedIn))))).toBeGreaterThan(
      300,
    );
  });

  it('J11: refuses who would wait longer than a person does, at once, and says to come back', async () => {
    const quota = createQuota({ perSecond: 10, perMinute: 1_000 }, nowhere);
    const results = await Promise.allSettled(Array.from({ length: 60 }, () => quota.take('/token', signedIn)));
    const refused = results.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(30);
    for (const refusal of refused)
      expect(refusal).toMatchObject({ reason: { ...overloaded, details: { retryAfter: 2 } } });
    expect(60 - refused.length).toBeGreaterThanOrEqual(10);
  });

  it('J11: keeps to the minute too, for each endpoint by itself', async () => {
    const quota = createQuota({ perSecond: 50, perMinute: 3 }, nowhere);
    for (let i = 0; i < 3; i += 1) await quota.take('/token', signedIn);
    const refusal: unknown = await quota.take('/token', signedIn).catch((error: unknown) => error);
    expect(refusal).toMatchObject(overloaded);
    const { retryAfter = 0 } = (refusal as { details: { retryAfter?: number } }).details;
    expect(retryAfter).toBeGreaterThan(50);
    expect(retryAfter).toBeLessThanOrEqual(60);
    await quota.take('/user_info', signedIn);
  });
});

describe('What everybody shares', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  const limits = { perSecond: 40, perMinute: 800 };
  const seven = Array.from({ length: 7 }, (_, i) => `198.51.100.${i + 1}`);

  /** Calls of sign-ins from any network; each says when it went out, or why it did not. */
  function shared() {
    let from = '';
    const quota = createQuota(limits, () => from);
    const outcome = (work: Promise<void>) =>
      work.then(
        () => ({ sentAt: Date.now() }),
        ({ code, details }: { code: string; details: { retryAfter?: number } }) => ({ code, ...details }),
      );
    return {
      signIn: (network: string) => {
        from = network;
        return outcome(quota.take('/token', { signIn: true }));
      },
      renewal: () => outcome(quota.take('/token', { signIn: false })),
    };
  }
  /** Seven addresses, all at once, with as many as an address may get wrong in a minute. */
  const flood = ({ signIn }: ReturnType<typeof shared>) =>
    Array.from({ length: 120 * seven.length }, (_, i) => signIn(seven[i % seven.length] ?? ''));

  it('J1: seven addresses at once keep nobody of an eighth waiting', async () => {
    const calls = shared();
    const flooding = flood(calls);
    const begun = Date.now();
    const eighth = calls.signIn('203.0.113.8');
    const renewal = calls.renewal();
    await jest.advanceTimersByTimeAsync(3_000);
    expect(await renewal).toEqual({ sentAt: begun + 100 });
    expect(await eighth).toEqual({ sentAt: expect.any(Number) });
    expect(((await eighth) as { sentAt: number }).sentAt - begun).toBeLessThanOrEqual(400);
    const refused = (await Promise.all(flooding)).filter((one) => 'code' in one);
    expect(refused.length).toBeGreaterThan(700);
    for (const one of refused) expect(one).toMatchObject({ code: 'overloaded', retryAfter: 2 });
  });

  it('J1: seven addresses all minute long, come one after the other, leave turns to an eighth', async () => {
    const calls = shared();
    const flooding = [];
    for (let second = 0; second < 90; second += 1) {
      for (const address of seven.slice(0, 1 + second / 8))
        for (let i = 0; i < 20; i += 1) flooding.push(calls.signIn(address));
      await jest.advanceTimersByTimeAsync(1_000);
      if (second < 70) continue;
      const begun = Date.now();
      const [renewal, eighth] = [calls.renewal(), calls.signIn('203.0.113.8')];
      await jest.advanceTimersByTimeAsync(1_800);
      expect(await eighth).toEqual({ sentAt: expect.any(Number) });
      expect(((await renewal) as { sentAt: number }).sentAt - begun).toBeLessThanOrEqual(100);
    }
    expect(await flooding.at(-1)).toMatchObject({ code: 'overloaded', retryAfter: 2 });
  });

  it('J5: one address alone has all that sign-ins may have, and no more of any minute', async () => {
    const calls = shared();
    const office = [];
    for (let second = 0; second < 60; second += 1) {
      for (let i = 0; i < 40; i += 1) office.push(calls.signIn('198.51.100.1'));
      await jest.advanceTimersByTimeAsync(1_000);
    }
    await jest.advanceTimersByTimeAsync(3_000);
    const sent = (await Promise.all(office)).filter((one) => 'sentAt' in one);
    expect(sent.length).toBeGreaterThan(700);
    expect(sent.length).toBeLessThan(760);
  });

  it('J1: a crowd over the edge of a minute leaves the tenth to people who are signed in, in every minute', async () => {
    const calls = shared();
    // Our own minute begins here.
    await calls.renewal();
    await jest.advanceTimersByTimeAsync(50_000);
    const [crowd, renewals]: [ReturnType<typeof calls.signIn>[], ReturnType<typeof calls.renewal>[]] = [[], []];
    for (let second = 0; second < 140; second += 1) {
      for (let i = 0; i < 60; i += 1) crowd.push(calls.signIn(seven[i % seven.length] ?? ''));
      renewals.push(calls.renewal());
      await jest.advanceTimersByTimeAsync(1_000);
    }
    await jest.advanceTimersByTimeAsync(3_000);
    expect((await Promise.all(renewals)).filter((one) => 'code' in one)).toEqual([]);
    const times = (await Promise.all(crowd)).flatMap((one) => ('sentAt' in one ? [one.sentAt] : []));
    expect(times.length).toBeGreaterThan(1_000);
    const inMinuteFrom = (begin: number) => times.filter((at) => at >= begin && at < begin + 60_000).length;
    expect(Math.max(...times.map(inMinuteFrom))).toBeLessThanOrEqual(0.9 * limits.perMinute);
  });
});
