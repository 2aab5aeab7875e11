interface Promised {
  /** What is promised in figures, in one line. */
  readonly what: string;
  /** The fault run that prints them, and words of each of its figures. */
  readonly run?: string;
  readonly figures?: readonly string[];
  /** Rows of `docs/measurements.md`, which `pnpm bench` writes. */
  readonly bench?: readonly string[];
  /** Rows of `docs/threats.md`, which name what tests prove. */
  readonly threats?: readonly string[];
}

/** Every promise that is made in figures, and where its figures are to be seen. */
export const promises: readonly Promised[] = [
  {
    what: '10,000 sign-ins at 5 % faults: none lost, doubled or halved; ≥ 97 % at once, ≥ 99.9 % with one retry; p99 ≤ 3 s',
    run: 'sign-ins',
    figures: [
      'signed in at the first try',
      'signed in with one retry of the client',
      'a sign-in, p99',
      'a sign-in, the longest',
      'acknowledged sessions that were lost',
      'users made twice',
      'half sessions, users without an identity',
      'answers with 500',
    ],
  },
  {
    what: '200 × kill -9 on both databases: nothing acknowledged is lost, ready again within 3 s',
    run: 'kill',
    figures: ['SQLite: ready again, p99', 'PostgreSQL: ready again, p99', 'acknowledged sessions that were lost'],
  },
  {
    what: 'a session ended on one instance is over on every other within a second, p99 ≤ 100 ms',
    bench: ['acknowledged → first 401 elsewhere', 'questions answered with 200 after a sign-out elsewhere'],
  },
  {
    what: 'events: acknowledged within 0.5 s, a challenge within 0.2 s, each counts once, forgeries do nothing',
    run: 'event-storm',
    figures: [
      'acknowledged, p99',
      'a challenge, answered amid the storm',
      'events that counted more than once',
      'forgeries answered other than 401',
    ],
  },
  {
    what: 'one code fifty times at once, twenty first sign-ins at once: one session, one user',
    threats: ['B1', 'E11'],
  },
  { what: '200 calls with an expired token: one refresh; 500 pages at once: one ticket', threats: ['T1', 'T12'] },
  {
    what: 'a session check ≥ 2,000/s, a sign-in ≥ 200/s',
    bench: ['a session checked, SQLite', 'a session checked, PostgreSQL', 'a sign-in, SQLite', 'a sign-in, PostgreSQL'],
  },
  {
    what: 'five times capacity: accepted p99 ≤ 1 s, refused with a time within 100 ms, ≥ 80 % of the peak, well within 5 s',
    run: 'overload',
    figures: [
      'a sign-in that was accepted, p99',
      'a sign-in that was refused, p99',
      'refused without a time to come back',
      'of the peak’s sign-ins served',
      'well again after',
    ],
  },
  {
    what: 'the database away for 30 s: 503 only, no process gone, well within 5 s, no session lost',
    run: 'database-away',
    figures: [
      'processes not alive meanwhile',
      'well again after',
      'refusals other than 503 db_unavailable',
      'acknowledged sessions that were lost',
    ],
  },
  {
    what: 'a database that is slow or silent keeps nobody waiting for more than 2 s',
    run: 'database-slow',
    figures: ['the longest wait for the database'],
  },
  {
    what: 'a pool without a free connection keeps nobody waiting for more than 2 s',
    run: 'pool-exhausted',
    figures: ['the longest wait for the database'],
  },
  {
    what: 'a rolling restart under load: no request fails, drained within 10 s',
    run: 'rolling-restart',
    figures: ['failed requests', 'the longest drain'],
  },
  {
    what: 'an hour of use: memory grows by ≤ 2 MB/h, handles do not',
    run: 'soak',
    figures: ['growth of memory', 'handles more than before', 'memory at the end'],
  },
  {
    what: 'a third of all calls failing: at most 1.5 times as many; ≤ 1 % refused by the quota',
    threats: ['M14', 'J11'],
  },
  {
    what: 'slow clients: headers cut off after 6 s, bodies after 11 s, others’ p99 ≤ 2 times that of before',
    run: 'slow-clients',
    figures: ['slow headers, borne at most', 'slow bodies, borne at most', 'p99 of others, times that of before'],
  },
  {
    what: '50,000 requests made up: not one 500, the event loop never late by 100 ms',
    run: 'fuzz',
    figures: ['500, or no answer', 'processes gone', 'lag of the event loop, the longest'],
  },
  { what: 'no secret in the log', run: 'session-machine', figures: ['secrets in the log'], threats: ['P1'] },
];
