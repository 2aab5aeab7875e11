import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createDatabaseClock } from '../../src/db/clock.ts';
import type { Database } from '../../src/db/database.ts';
import type { Sql } from '../../src/db/sql.ts';
import { hour } from '../durations.ts';

describe('The clock of a server', () => {
  let databaseTime: number;
  let away: boolean;
  const database = (dialect: Database['dialect']): Database => {
    const read: Sql = async <Row>() => {
      if (away) throw new Error('away');
      return [{ now: databaseTime } as Row];
    };
    const write = () => Promise.reject(new Error('a clock writes nothing'));
    const writing = { write, change: write, changeSoon: write, aside: undefined };
    const connections = () => ({ used: 1, idle: 0, waiting: 0 });
    const nothing = { longestWait: () => 0, onTold: () => undefined, close: () => Promise.resolve() };
    return { dialect, read, ...writing, connections, ...nothing };
  };
  beforeEach(() => {
    away = false;
    jest.useFakeTimers({ now: Date.UTC(2026, 0, 1) });
    databaseTime = Date.now() + hour;
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('O12: is the database’s, however wrong the server’s own is', async () => {
    const clock = createDatabaseClock(database('postgres'));
    await clock.sync();
    expect(clock.now()).toBe(databaseTime);
    jest.advanceTimersByTime(1_500);
    expect(clock.now()).toBe(databaseTime + 1_500);
  });

  it('does not jump with the server’s own', async () => {
    const clock = createDatabaseClock(database('postgres'));
    await clock.sync();
    jest.setSystemTime(Date.now() - 10 * hour);
    expect(clock.now()).toBe(databaseTime);
  });

  it('goes on while the database is away', async () => {
    const clock = createDatabaseClock(database('postgres'));
    await clock.sync();
    away = true;
    jest.advanceTimersByTime(5_000);
    await expect(clock.sync()).rejects.toThrow('away');
    expect(clock.now()).toBe(databaseTime + 5_000);
  });

  it('is the server’s own on SQLite, where there is one server', async () => {
    const clock = createDatabaseClock(database('sqlite'));
    await clock.sync();
    expect(clock.now()).toBe(Date.now());
  });
});
