/** What one instance was measured to do, on the machine of the measurement. */
export interface Measured {
  readonly checksPerSecond: Readonly<Record<'SQLite' | 'PostgreSQL', number>>;
  readonly signInsPerSecond: Readonly<Record<'SQLite' | 'PostgreSQL', number>>;
}

export interface Company {
  readonly people: number;
  /** Within how many minutes of nine o'clock everybody wants in. */
  readonly arrivalMinutes: number;
  /** Session checks of one person in a minute: pages, and whatever asks `/auth/verify` for each of their files. */
  readonly checksPerPerson: number;
  /** `FEISHU_CALLS_PER_SECOND` of all instances together. */
  readonly feishuCallsPerSecond: number;
}

export interface Needs {
  readonly database: 'SQLite' | 'PostgreSQL';
  readonly checksPerSecond: number;
  readonly signInsPerSecond: number;
  readonly instances: number;
  readonly databaseConnections: number;
  /** What each instance is told: the quota is the app's, not the instance's. */
  readonly feishuCallsPerInstance: number;
  readonly feishuSignInsPerMinute: number;
  /** Until everybody is in. */
  readonly minutes: number;
  /** Longest that somebody is asked to wait. */
  readonly longestWaitMinutes: number;
}

/** Above half of what was measured there is no room for a bad minute, or for an instance that is being restarted. */
const load = 0.5;
/** Connections of one instance's pool (`poolSize`). */
const pool = 10;
/** Of a minute's calls, sign-ins get this much at once and as much again over the minute (apps/server/src/feishu/quota.ts). */
const signInsShare = 0.45;
/** 频控策略: a thousand calls a minute where there are fifty a second. */
const minuteOfSecond = 20;

/** How many instances, connections and minutes a company needs. */
export function needsOf(company: Company, measured: Measured): Needs {
  const { people, arrivalMinutes, checksPerPerson, feishuCallsPerSecond } = company;
  const checksPerSecond = (people * checksPerPerson) / 60;
  const perMinute = feishuCallsPerSecond * minuteOfSecond * signInsShare;
  const minutes = Math.max(arrivalMinutes, (people - perMinute) / perMinute);
  const signInsPerSecond = Math.min(people / arrivalMinutes, perMinute) / 60;
  const used = (database: 'SQLite' | 'PostgreSQL') =>
    checksPerSecond / measured.checksPerSecond[database] + signInsPerSecond / measured.signInsPerSecond[database];
  const database = used('SQLite') <= load ? 'SQLite' : 'PostgreSQL';
  // Two, so that one can be restarted.
  const instances = database === 'SQLite' ? 1 : Math.max(2, Math.ceil(used('PostgreSQL') / load));
  return {
    ...{ database, checksPerSecond, signInsPerSecond, instances, minutes },
    databaseConnections: database === 'SQLite' ? 0 : instances * pool,
    feishuCallsPerInstance: Math.max(1, Math.floor(feishuCallsPerSecond / instances)),
    feishuSignInsPerMinute: perMinute,
    longestWaitMinutes: Math.max(0, minutes - arrivalMinutes),
  };
}

const rows = {
  'a session checked': 'checksPerSecond',
  'a sign-in': 'signInsPerSecond',
} as const;

/**
 * The figures in the tables that `pnpm bench` writes; of several for one thing, the best: one at a time is no load.
 * @throws Error that names what is not there
 */
export function readMeasured(markdown: string): Measured {
  const found: Record<'checksPerSecond' | 'signInsPerSecond', Record<'SQLite' | 'PostgreSQL', number>> = {
    checksPerSecond: { SQLite: 0, PostgreSQL: 0 },
    signInsPerSecond: { SQLite: 0, PostgreSQL: 0 },
  };
  const row = /^\| (a session checked|a sign-in), (SQLite|PostgreSQL)(?:: [^|]*)? *\| *([\d.]+)[ (|]/gm;
  for (const [, what, database, figure] of markdown.matchAll(row)) {
    if ((what !== 'a session checked' && what !== 'a sign-in') || (database !== 'SQLite' && database !== 'PostgreSQL'))
      continue;
    const of = found[rows[what]];
    of[database] = Math.max(of[database], Number(figure));
  }
  for (const [what, name] of Object.entries(rows))
    for (const [database, figure] of Object.entries(found[name]))
      if (figure === 0) throw new Error(`There is no row “${what}, ${database}” with a figure. Run pnpm bench.`);
  return found;
}
