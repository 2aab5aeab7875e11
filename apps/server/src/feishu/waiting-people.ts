import type { Ticket } from './tickets.ts';

/** Those who wait to sign in, by the network they came from. */
export interface WaitingPeople {
  /** Takes the place that the ticket stands for, or finds it taken. @returns how many are before it */
  join(ticket: Ticket, network: string): number;
  leave(ticket: Ticket): void;
  /** They are to be heard of by then. */
  expect(ticket: Ticket, until: number): void;
  forgetOverdue(now: number): void;
  count(): number;
  /** @returns false where the longest line is the network's own */
  dropLastOfLongest(network: string): boolean;
}

interface Waiting extends Ticket {
  until: number;
}

/** Milliseconds between two looks for people who are overdue. */
const lookEvery = 1_000;

export function createWaitingPeople(): WaitingPeople {
  /** In the order of whose turn is next; in each, whoever waits longest is first. */
  const lines = new Map<string, Waiting[]>();
  const networkOf = new Map<string, string>();
  let looked = 0;

  const keep = (network: string, line: readonly Waiting[]) => {
    if (line.length === 0) lines.delete(network);
    else lines.set(network, [...line]);
  };
  const lineOf = ({ id }: Ticket) => lines.get(networkOf.get(id) ?? '') ?? [];
  const add = (ticket: Ticket, network: string) => {
    const line = lines.get(network) ?? [];
    const after = line.findLastIndex(({ since }) => since <= ticket.since);
    line.splice(after + 1, 0, { ...ticket, until: Number.POSITIVE_INFINITY });
    lines.set(network, line);
    networkOf.set(ticket.id, network);
  };

  return {
    join: (ticket, network) => {
      if (!networkOf.has(ticket.id)) add(ticket, network);
      const own = lineOf(ticket);
      const index = own.findIndex(({ id }) => id === ticket.id);
      return index + beforeIn([...lines.values()], own, index);
    },
    leave: (ticket) => {
      const network = networkOf.get(ticket.id) ?? '';
      const others = lineOf(ticket).filter(({ id }) => id !== ticket.id);
      networkOf.delete(ticket.id);
      // To the end: it is another network's turn.
      lines.delete(network);
      keep(network, others);
    },
    expect: (ticket, until) => {
      const waiting = lineOf(ticket).find(({ id }) => id === ticket.id);
      if (waiting !== undefined) waiting.until = until;
    },
    forgetOverdue: (now) => {
      if (now - looked < lookEvery) return;
      looked = now;
      for (const [network, line] of [...lines]) {
        for (const { id, until } of line) if (until < now) networkOf.delete(id);
        keep(
          network,
          line.filter(({ until }) => until >= now),
        );
      }
    },
    count: () => networkOf.size,
    dropLastOfLongest: (network) => {
      const [longest] = [...lines].sort(([, a], [, b]) => b.length - a.length);
      if (longest === undefined || longest[0] === network) return false;
      const last = longest[1].pop();
      if (last !== undefined) networkOf.delete(last.id);
      return true;
    },
  };
}

/** They take turns: of each other line, as many go before somebody as of the own, and one more where it is earlier. */
function beforeIn(lines: readonly Waiting[][], own: Waiting[], index: number): number {
  const turn = lines.indexOf(own);
  const counts = lines.map((line, i) => (line === own ? 0 : Math.min(line.length, index + (i < turn ? 1 : 0))));
  return counts.reduce((sum, count) => sum + count, 0);
}
