import type { Clock } from '../auth/ports/ports.ts';
import type { Database } from './database.ts';

/**
 * The database's time, so that instances whose own clocks disagree judge a session alike. Measured at start and then
 * once a minute by the caller of `sync`; between measurements this process's monotonic clock carries it on.
 */
export interface DatabaseClock extends Clock {
  sync(): Promise<void>;
}

export function createDatabaseClock({ read, dialect }: Database): DatabaseClock {
  let base = { database: Date.now(), monotonic: performance.now() };
  return {
    now: () => Math.round(base.database + performance.now() - base.monotonic),
    sync: async () => {
      const before = performance.now();
      const time = dialect === 'postgres' ? await postgresTime(read) : Date.now();
      base = { database: time, monotonic: (before + performance.now()) / 2 };
    },
  };
}

async function postgresTime(read: Database['read']): Promise<number> {
  const [row] = await read<{
    now: string | number;
  }>`select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now`;
  return Number(row?.now);
}
