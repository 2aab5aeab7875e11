import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createLogger } from '../../src/ops/logging.ts';
import { every } from '../../src/ops/schedule.ts';

describe('A job that is repeated', () => {
  const lines: string[] = [];
  const log = createLogger('info', { write: (line: string) => void lines.push(line) });
  beforeEach(() => {
    lines.length = 0;
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('runs once per interval until it is stopped', async () => {
    let runs = 0;
    const job = async () => {
      runs += 1;
    };
    const stop = every(1_000, job, log);
    await jest.advanceTimersByTimeAsync(3_500);
    expect(runs).toBe(3);
    await stop();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(runs).toBe(3);
  });

  it('never runs beside itself', async () => {
    let running = 0;
    let most = 0;
    let runs = 0;
    const stop = every(
      1_000,
      async () => {
        running += 1;
        runs += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 2_500));
        running -= 1;
      },
      log,
    );
    await jest.advanceTimersByTimeAsync(10_000);
    void stop();
    expect(most).toBe(1);
    expect(runs).toBe(4);
  });

  it('is told to end when it is stopped, and waited for', async () => {
    let ended = false;
    const stop = every(
      1_000,
      async (signal) => {
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        await new Promise((resolve) => setTimeout(resolve, 500));
        ended = true;
      },
      log,
    );
    await jest.advanceTimersByTimeAsync(1_500);
    const stopped = stop().then(() => ended);
    await jest.advanceTimersByTimeAsync(499);
    expect(ended).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(await stopped).toBe(true);
  });

  it('that fails is written down and tried again', async () => {
    let runs = 0;
    const stop = every(
      1_000,
      () => {
        runs += 1;
        if (runs === 1) throw new Error('at once');
        return Promise.reject(new Error('the database is away'));
      },
      log,
    );
    await jest.advanceTimersByTimeAsync(2_000);
    await stop();
    expect(runs).toBe(2);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'warn', event: 'job.failed', err: { message: 'at once' } },
      { level: 'warn', event: 'job.failed', err: { message: 'the database is away' } },
    ]);
  });
});
