/** Whose turn it is: a network whose people sign in, or `undefined` for people who are signed in, who go first. */
export type Asker = string | undefined;

export interface Turns {
  /** Resolves true when it is the asker's turn, and false when it will not be in time. */
  next(asker: Asker): Promise<boolean>;
}

export interface TurnSettings {
  /** Turns in each interval. */
  readonly turns: number;
  /** All times are in milliseconds. */
  readonly interval: number;
  readonly mostWaiting: number;
  readonly longestWait: number;
  /** Sign-ins may come in a crowd, and after it in a steady flow, which is shared between those who wait. */
  readonly signIns: { readonly atOnce: number; readonly perMinute: number };
}

interface Waiting {
  readonly until: number;
  readonly settle: (mine: boolean) => void;
}

/** Hands out turns, to one asker after the other, so that nobody waits for another's many. */
export function createTurns({ turns, interval, mostWaiting, longestWait, signIns }: TurnSettings): Turns {
  /** In the order of whose turn is next. */
  const queues = new Map<Asker, Waiting[]>();
  const allowance = { interval: 0, left: turns, signIns: signIns.atOnce, at: performance.now() };
  let timer: NodeJS.Timeout | undefined;

  const renewAllowance = (now: number) => {
    const grown = allowance.signIns + ((now - allowance.at) * signIns.perMinute) / 60_000;
    const current = Math.floor(now / interval);
    if (current !== allowance.interval) allowance.left = turns;
    Object.assign(allowance, { interval: current, signIns: Math.min(signIns.atOnce, grown), at: now });
  };
  const keep = (asker: Asker, queue: Waiting[]) => {
    queues.delete(asker);
    if (queue.length > 0) queues.set(asker, queue);
  };
  const handOut = () => {
    timer = undefined;
    const now = performance.now();
    renewAllowance(now);
    for (const [asker, queue] of [...queues]) keep(asker, inTime(queue, now));
    while (allowance.left > 0 && queues.size > 0) {
      const signedIn = queues.has(undefined);
      if (!signedIn && allowance.signIns < 1) break;
      const asker = signedIn ? undefined : queues.keys().next().value;
      const [first, ...others] = queues.get(asker) ?? [];
      keep(asker, others);
      allowance.left -= 1;
      if (!signedIn) allowance.signIns -= 1;
      first?.settle(true);
    }
    if (queues.size > 0) timer = setTimeout(handOut, interval);
  };
  /** Where no place is left, the last of those who have most give theirs. */
  const makeRoom = (own: number, asker: Asker): boolean => {
    const all = [...queues.values()].reduce((sum, { length }) => sum + length, 0);
    if (all < mostWaiting) return true;
    const longest = longestOf(queues);
    if (longest === undefined || (asker !== undefined && longest.length <= own + 1)) return false;
    longest.pop()?.settle(false);
    return true;
  };

  return {
    next: (asker) =>
      new Promise((settle) => {
        const queue = queues.get(asker) ?? [];
        if (!makeRoom(queue.length, asker)) return settle(false);
        queue.push({ until: performance.now() + longestWait, settle });
        queues.set(asker, queue);
        if (timer === undefined) handOut();
      }),
  };
}

/** Those who have not waited too long; the others are told. */
function inTime(queue: readonly Waiting[], now: number): Waiting[] {
  for (const { until, settle } of queue) if (until < now) settle(false);
  return queue.filter(({ until }) => until >= now);
}

/** Of those who sign in. */
function longestOf(queues: ReadonlyMap<Asker, Waiting[]>): Waiting[] | undefined {
  const ofSignIns = [...queues].filter(([asker]) => asker !== undefined).map(([, queue]) => queue);
  return ofSignIns.sort((a, b) => b.length - a.length)[0];
}
