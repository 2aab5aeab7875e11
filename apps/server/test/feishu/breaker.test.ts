import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createPlatform } from '../../src/feishu/platform.ts';
import type { PlatformAnswer, PlatformRequest, Transport } from '../../src/feishu/transport.ts';

/** A platform that is well or ill, and counts who asked it. */
class Patient implements Transport {
  asked = 0;
  well = true;
  /** Which of each ten requests it fails however well it is. */
  slips: readonly number[] = [];
  answer: PlatformAnswer = { status: 503, rateLimitReset: undefined, body: { code: 20072 } };
  async send(): Promise<PlatformAnswer> {
    this.asked += 1;
    return this.well && !this.slips.includes(this.asked % 10)
      ? { status: 200, rateLimitReset: undefined, body: { code: 0 } }
      : this.answer;
  }
  close(): void {
    this.asked = 0;
  }
}

describe('The circuit breaker', () => {
  let now = Date.UTC(2026, 0, 1);
  beforeEach(() => {
    jest.spyOn(Date, 'now').mockImplementation(() => now);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const request: PlatformRequest = { method: 'GET', url: new URL('http://platform.example/') };
  const open = () => {
    const patient = new Patient();
    const platform = createPlatform(patient, { pacing: { backoff: () => 0 } });
    const call = () => platform.call(request, AbortSignal.timeout(5_000));
    return { patient, call };
  };
  const failing = async (call: () => Promise<unknown>, times: number) => {
    for (let i = 0; i < times; i += 1) await expect(call()).rejects.toMatchObject({ code: 'upstream_unavailable' });
  };

  it('M14: calls are repeated half as often as they are made, however many fail', async () => {
    const { patient, call } = open();
    patient.slips = [1, 3, 5, 7];
    const calls = 600;
    const failures: unknown[] = [];
    for (let i = 0; i < calls; i += 1) await call().catch((error: unknown) => failures.push(error));
    expect(patient.asked).toBeLessThanOrEqual(1.5 * calls + 20);
    expect(failures.length).toBeGreaterThan(0);
    patient.slips = [1, 4, 7];
    const before = patient.asked;
    for (let i = 0; i < calls; i += 1) await call();
    expect(patient.asked - before).toBeLessThanOrEqual(1.5 * calls);
  });

  it('M13: opens when half of many calls fail: then callers hear at once, and nothing is sent', async () => {
    const { patient, call } = open();
    patient.well = false;
    await failing(call, 10);
    const asked = patient.asked;
    const begun = performance.now();
    await failing(call, 50);
    expect(performance.now() - begun).toBeLessThan(2_000);
    expect(patient.asked).toBe(asked);
    await expect(call()).rejects.toMatchObject({
      maybeActedOn: false,
      details: { retryAfter: 3 },
      cause: { message: 'circuit open' },
    });
  });

  it('M13: lets one call through after five seconds, and closes when that is answered', async () => {
    const { patient, call } = open();
    patient.well = false;
    await failing(call, 10);
    const asked = patient.asked;
    now += 4_900;
    await failing(call, 3);
    expect(patient.asked).toBe(asked);
    now += 200;
    await Promise.all(Array.from({ length: 10 }, () => failing(call, 1)));
    expect(patient.asked - asked).toBeLessThanOrEqual(3);

    patient.well = true;
    now += 5_100;
    const all = await Promise.all(Array.from({ length: 10 }, call));
    for (const outcome of all) expect(outcome).toMatchObject({ refused: false });
  });

  it('M13: stays closed for a few failures among many calls, and for few calls that all fail', async () => {
    const { patient, call } = open();
    for (let i = 0; i < 60; i += 1) {
      // Each of these is tried three times.
      patient.well = i % 6 !== 0;
      await call().catch(() => undefined);
    }
    patient.well = true;
    expect(await call()).toMatchObject({ refused: false });

    const few = open();
    few.patient.well = false;
    await failing(few.call, 3);
    few.patient.well = true;
    expect(await few.call()).toMatchObject({ refused: false });
  });

  it('M14: asks a platform that fails three times in ten no more than half as often again', async () => {
    const { patient, call } = open();
    patient.slips = [1, 4, 8];
    for (let i = 0; i < 500; i += 1) expect(await call()).toMatchObject({ refused: false });
    expect(patient.asked).toBeGreaterThan(600);
    expect(patient.asked).toBeLessThanOrEqual(750);
  });

  it('stays closed for refusals: a wrong code is the platform at its best', async () => {
    const { patient, call } = open();
    patient.well = false;
    patient.answer = { status: 400, rateLimitReset: undefined, body: { code: 20003 } };
    for (let i = 0; i < 60; i += 1) expect(await call()).toMatchObject({ refused: true, code: 20003 });
    expect(patient.asked).toBe(60);
  });
});
