import { AuthError } from '@feishu-login/auth-types';
import type { Place, SignInLine } from '../auth/ports/sign-in-line.ts';
import { newTicket, type Ticket, type Tickets } from './tickets.ts';
import { createWaitingPeople, type WaitingPeople } from './waiting-people.ts';

export interface SignInLineOptions {
  /** Sign-ins in a minute; as many as this at once, and no more than half of it, may go on after a quiet time. */
  readonly perMinute: number;
  readonly tickets: Tickets;
  /** The database's time: instances read one another's tickets. */
  readonly now: () => number;
  /** Where the request being answered comes from. */
  readonly network: () => string;
}

export interface OwnSignInLine extends SignInLine {
  /** Feishu asked to be left alone for so many milliseconds. */
  pause(milliseconds: number): void;
}

/** Where nobody set a limit, people wait only while Feishu asks to be left alone. */
export const unboundedSignIns = 1_000_000;

/** People who wait longer than this, in minutes, are better off with a time to come back: the line is that long at most. */
const longestLine = 60;
/** A ticket says since when somebody waits for so long, in milliseconds. */
const ticketLife = 2 * longestLine * 60_000;
/** Seconds: who waits asks again not sooner and not later than this, and is forgotten when overdue for so long. */
const askAgain = { soonest: 2, latest: 15, overdue: 20 };

/**
 * Holds people before they are sent to Feishu, because there is no waiting afterwards: a code lives for five minutes
 * (获取授权码). Networks take turns, so that one office does not wait for another's crowd. Places are kept in memory, and
 * by their tickets: whoever asks another instance, or comes back late, is where they were.
 */
export function createSignInLine({ perMinute, tickets, now, network }: SignInLineOptions): OwnSignInLine {
  const most = perMinute * longestLine;
  const atOnce = Math.max(1, perMinute / 2);
  const people = createWaitingPeople();
  /** Tickets of those whose turn it was: each is good for one. */
  const used = new Map<string, number>();
  const turns = { left: atOnce, at: now(), closedUntil: 0 };

  const renew = (at: number) => {
    const grown = turns.left + (Math.max(0, at - turns.at) * perMinute) / 60_000;
    Object.assign(turns, { left: Math.min(atOnce, grown), at });
    people.forgetOverdue(at);
    for (const [id, until] of used)
      if (until < at) used.delete(id);
      else break;
  };
  const read = (text: string | undefined): Ticket | undefined => {
    const ticket = tickets.read(text);
    const good = ticket !== undefined && !used.has(ticket.id) && now() - ticket.since < ticketLife;
    return good ? ticket : undefined;
  };
  const placeOf = (ticket: Ticket, ahead: number, at: number): Place => {
    const toGo = Math.max(0, ahead + 1 - turns.left);
    const seconds = Math.max(1, Math.ceil((toGo * 60) / perMinute + Math.max(0, turns.closedUntil - at) / 1000));
    const again = Math.min(askAgain.latest, Math.max(askAgain.soonest, seconds));
    return { ticket: tickets.write(ticket), ahead, seconds, askAgain: again };
  };

  return {
    turn: (shown) => {
      const at = now();
      renew(at);
      const known = read(shown);
      const ticket = known ?? newTicket(at);
      if (known === undefined) makeRoom(people, most, network());
      const ahead = people.join(ticket, network());
      if (ahead + 1 <= turns.left && turns.closedUntil <= at) {
        turns.left -= 1;
        people.leave(ticket);
        // Nobody has seen a ticket that was not written.
        if (known !== undefined) used.set(ticket.id, at + ticketLife);
        return undefined;
      }
      const place = placeOf(ticket, ahead, at);
      people.expect(ticket, at + (place.askAgain + askAgain.overdue) * 1000);
      return place;
    },
    knows: (text) => read(text) !== undefined,
    pause: (milliseconds) => {
      turns.closedUntil = Math.max(turns.closedUntil, now() + milliseconds);
    },
  };
}

/** Where no place is left, the last of those who have most give theirs. @throws AuthError `overloaded` */
function makeRoom(people: WaitingPeople, most: number, network: string): void {
  if (people.count() < most || people.dropLastOfLongest(network)) return;
  throw new AuthError('overloaded', 'More people wait to sign in than Feishu takes in an hour. Try again later.', {
    retryAfter: longestLine * 15,
  });
}
