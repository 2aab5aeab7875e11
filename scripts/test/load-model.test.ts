import { describe, expect, it } from '@jest/globals';
import { needsOf, readMeasured } from '../load-model.ts';

const measurements = `
| answers                         |          per second | of Koa |
| ------------------------------- | ------------------: | -----: |
| a session checked, SQLite       | 10000 (9000–11000)  |   0.60 |
| a session checked, PostgreSQL: GET /api/v1/me | 7000 |  0.50 |
| a sign-in, SQLite               |     50 (40–60)      |   0.50 |
| a sign-in, SQLite               |    400 (390–410)    |   0.50 |
| a sign-in, PostgreSQL           |    250              |   0.50 |
`;
const measured = readMeasured(measurements);
const company = { people: 1_000, arrivalMinutes: 30, checksPerPerson: 6, feishuCallsPerSecond: 40 };

describe('The load model', () => {
  it('reads the tables of the bench, and says which row is missing', () => {
    expect(measured).toEqual({
      checksPerSecond: { SQLite: 10_000, PostgreSQL: 7_000 },
      signInsPerSecond: { SQLite: 400, PostgreSQL: 250 },
    });
    expect(() => readMeasured(measurements.replace(/.*a sign-in, P.*/, ''))).toThrow(
      /“a sign-in, PostgreSQL”.*pnpm bench/,
    );
  });

  it('gives a company of a thousand one instance with SQLite, and nobody waits', () => {
    expect(needsOf(company, measured)).toMatchObject({ database: 'SQLite', instances: 1, longestWaitMinutes: 0 });
  });

  it('keeps half of each instance free, and two of them where there is PostgreSQL', () => {
    const needs = needsOf({ ...company, people: 100_000, arrivalMinutes: 600 }, measured);
    expect(needs).toMatchObject({ database: 'PostgreSQL', instances: 3, databaseConnections: 30 });
    expect(needs.feishuCallsPerInstance).toBe(13);
    expect(needsOf({ ...company, people: 60_000, arrivalMinutes: 600 }, measured).instances).toBe(2);
  });

  it('has people wait for Feishu, however many instances there are', () => {
    // 40 calls a second are 800 a minute, 360 of them for sign-ins, and as many at once.
    expect(needsOf({ ...company, people: 20_000 }, measured)).toMatchObject({
      feishuSignInsPerMinute: 360,
      minutes: (20_000 - 360) / 360,
    });
  });
});
