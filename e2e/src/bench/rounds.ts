import { type Connection, openConnection } from './connection.ts';

/** Short rounds, taken in turn, so that whatever else the machine does meets all alike. */
export const rounds = 6;
export const roundMs = 1_000;
export const clients = 32;

export interface Contender {
  readonly name: string;
  readonly port: number;
  /** The next request; sign-ins are never the same twice. */
  request(): Buffer;
}

export interface Result {
  readonly name: string;
  readonly perSecond: number;
  /** Milliseconds, sorted. */
  readonly times: readonly number[];
}

/** Lets each contender answer as often as it can, and says how often and how fast. */
export async function compete(contenders: readonly Contender[]): Promise<Result[]> {
  const runners = contenders.map(prepare);
  // The first round only warms up.
  for (const { round } of runners) await round();
  for (const { times } of runners) times.length = 0;
  for (let i = 0; i < rounds; i += 1) for (const { round } of runners) await round();
  return runners.map(({ name, times, close }) => {
    close();
    return { name, times: times.sort((a, b) => a - b), perSecond: (times.length * 1_000) / (rounds * roundMs) };
  });
}

function prepare({ name, port, request }: Contender) {
  // Opened when they are needed: a server hangs up on who says nothing for five seconds.
  let connections: readonly Connection[] = [];
  const times: number[] = [];
  const client = async (connection: Connection, end: number) => {
    for (let begun = performance.now(); begun < end; ) {
      const { status, body } = await connection.ask(request());
      if (status !== 200) throw new Error(`${name} answered ${status}: ${body}`);
      const now = performance.now();
      times.push(now - begun);
      begun = now;
    }
  };
  return {
    name,
    times,
    round: async () => {
      if (connections.length === 0)
        connections = await Promise.all(Array.from({ length: clients }, () => openConnection(port)));
      const end = performance.now() + roundMs;
      await Promise.all(connections.map((connection) => client(connection, end)));
    },
    close: () => {
      for (const connection of connections) connection.close();
    },
  };
}

/** The value that a part of the sorted ones does not exceed. */
export function percentile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
