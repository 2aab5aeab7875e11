import { describe, expect, it } from '@jest/globals';
import { createQuota } from '../../src/feishu/quota.ts';

const timed = async (work: Promise<unknown>): Promise<number> => {
  const begun = performance.now();
  await work;
  return performance.now() - begun;
};
const overloaded = { code: 'overloaded', status: 503, maybeActedOn: false };

describe('Our own limit on calls', () => {
  it('lets what the platform allows pass at once', async () => {
    const quota = createQuota({ perSecond: 50, perMinute: 1_000 });
    expect(await timed(Promise.all(Array.from({ length: 5 }, () => quota.take('/token'))))).toBeLessThan(1_000);
  });

  it('J11: spreads more over the second, and lets nobody be refused for that', async () => {
    const quota = createQuota({ perSecond: 20, perMinute: 1_000 });
    expect(await timed(Promise.all(Array.from({ length: 10 }, () => quota.take('/token'))))).toBeGreaterThan(300);
  });

  it('J11: refuses who would wait longer than a person does, at once, and says to come back', async () => {
    const quota = createQuota({ perSecond: 10, perMinute: 1_000 });
    const results = await Promise.allSettled(Array.from({ length: 60 }, () => quota.take('/token')));
    const refused = results.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(30);
    for (const refusal of refused)
      expect(refusal).toMatchObject({ reason: { ...overloaded, details: { retryAfter: 2 } } });
    expect(60 - refused.length).toBeGreaterThanOrEqual(10);
  });

  it('J11: keeps to the minute too, for each endpoint by itself', async () => {
    const quota = createQuota({ perSecond: 50, perMinute: 3 });
    for (let i = 0; i < 3; i += 1) await quota.take('/token');
    const refusal: unknown = await quota.take('/token').catch((error: unknown) => error);
    expect(refusal).toMatchObject(overloaded);
    const { retryAfter = 0 } = (refusal as { details: { retryAfter?: number } }).details;
    expect(retryAfter).toBeGreaterThan(50);
    expect(retryAfter).toBeLessThanOrEqual(60);
    await quota.take('/user_info');
  });
});
