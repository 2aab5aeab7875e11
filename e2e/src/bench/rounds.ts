import { type Connection, openConnection } from './connection.ts';
import { cpuOf } from './process-figures.ts';
import { progress } from './progress.ts';

/** Short rounds, taken in turn, so that whatever else the machine does meets all alike. */
export interface Course {
  readonly rounds: number;
  readonly roundMs: number;
  readonly clients: number;
  /** Answers that a contender has given before it counts, unless ten rounds do not suffice: code that runs often is compiled anew. */
  readonly warmUp: number;
}

export interface Contender {
  readonly name: string;
  readonly port: number;
  /** Whose processor time is counted. */
  readonly pid: number;
  /** The next request; sign-ins are never the same twice. */
  request(): Buffer;
}

/** What one round came to. */
export interface Round {
  readonly perSecond: number;
  /** Microseconds of the process for each answer. */
  readonly cpu: number;
}

export interface Result {
  readonly name: string;
  readonly rounds: readonly Round[];
  /** Milliseconds, sorted. */
  readonly times: readonly number[];
}

/** Lets each contender answer as often as it can, and says how often and how fast. */
export async function compete(contenders: readonly Contender[], course: Course): Promise<Result[]> {
  const runners = contenders.map((contender) => prepare(contender, course));
  for (const { name, warmUp } of runners) {
    progress(`warming up: ${name}`);
    await warmUp();
  }
  for (let round = 1; round <= course.rounds; round += 1) {
    for (const { name, run } of runners) {
      progress(`round ${round} of ${course.rounds}: ${name}`);
      await run();
    }
  }
  progress();
  return runners.map(({ name, rounds, times, close }) => {
    close();
    return { name, rounds, times: times.sort((a, b) => a - b) };
  });
}

function prepare({ name, port, pid, request }: Contender, { clients, roundMs, warmUp }: Course) {
  let connections: readonly Connection[] = [];
  const times: number[] = [];
  const rounds: Round[] = [];
  const client = async (connection: Connection, end: number): Promise<number[]> => {
    const taken: number[] = [];
    for (let begun = performance.now(); begun < end; ) {
      const { status, body } = await connection.ask(request());
      if (status !== 200) throw new Error(`${name} answered ${status}: ${body}`);
      const now = performance.now();
      taken.push(now - begun);
      begun = now;
    }
    return taken;
  };
  const askAll = async (): Promise<number[]> => {
    const end = performance.now() + roundMs;
    return (await Promise.all(connections.map((connection) => client(connection, end)))).flat();
  };
  return {
    name,
    rounds,
    times,
    warmUp: async () => {
      connections = await Promise.all(Array.from({ length: clients }, () => openConnection(port)));
      let answers = 0;
      for (let round = 0; round < longestWarmUp && answers < warmUp; round += 1) answers += (await askAll()).length;
    },
    run: async () => {
      const cpuBefore = cpuOf(pid);
      const begun = performance.now();
      const taken = await askAll();
      rounds.push({
        perSecond: (taken.length * 1_000) / (performance.now() - begun),
        cpu: (cpuOf(pid) - cpuBefore) / taken.length,
      });
      for (const time of taken) times.push(time);
    },
    close: () => {
      for (const connection of connections) connection.close();
    },
  };
}

/** Rounds. */
const longestWarmUp = 10;
