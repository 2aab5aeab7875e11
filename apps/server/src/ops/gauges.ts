import { Gauge, type Registry } from 'prom-client';

export interface Gauges {
  /** What waits in the outbox, and since when; milliseconds. */
  outbox(waiting: () => Promise<readonly { kind: string; count: number; age: number }[]>): void;
  /** Live sessions of each kind. */
  sessions(count: () => Promise<readonly { kind: string; count: number }[]>): void;
  /** Requests under way, and how many may be. */
  load(now: () => { under_way: number; waiting: number }): void;
  connections(now: () => { used: number; idle: number; waiting: number }): void;
}

/** Milliseconds: the sessions of a large organisation are not counted at every scrape. */
const countedFor = 30_000;

export function createGauges(registry: Registry): Gauges {
  const gauge = (
    { name, help, label }: { name: string; help: string; label: string },
    read: () => Promise<Record<string, number>>,
  ) =>
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [registry],
      async collect() {
        const figures = await read().catch(() => undefined);
        // While the database is away the last figures stay: metrics must not fail with it.
        if (figures === undefined) return;
        this.reset();
        for (const [value, figure] of Object.entries(figures)) this.set({ [label]: value }, figure);
      },
    });
  return {
    outbox: (waiting) => {
      const of = (figure: (entry: { count: number; age: number }) => number) => async () =>
        Object.fromEntries((await waiting()).map((entry) => [entry.kind, figure(entry)]));
      const label = 'kind';
      gauge(
        { name: 'outbox_waiting', help: 'Entries that are not delivered yet.', label },
        of(({ count }) => count),
      );
      gauge(
        { name: 'outbox_oldest_seconds', help: 'How long the oldest of them has waited.', label },
        of(({ age }) => age / 1000),
      );
    },
    sessions: (count) =>
      gauge(
        { name: 'sessions_live', help: 'Sessions that are live, in the whole database.', label: 'kind' },
        lately(async () => Object.fromEntries((await count()).map(({ kind, count: many }) => [kind, many]))),
      ),
    load: (now) =>
      gauge(
        { name: 'http_load', help: 'Requests under way, and how many wait to begin.', label: 'figure' },
        async () => ({
          ...now(),
        }),
      ),
    connections: (now) =>
      gauge(
        { name: 'database_connections', help: 'Connections to the database, and who waits for one.', label: 'state' },
        async () => ({ ...now() }),
      ),
  };
}

/** The answer given last, unless it is older than may be. */
function lately<T>(ask: () => Promise<T>): () => Promise<T> {
  let last: { readonly answer: T; readonly at: number } | undefined;
  return async () => {
    const now = performance.now();
    if (last === undefined || now - last.at > countedFor) last = { answer: await ask(), at: now };
    return last.answer;
  };
}
