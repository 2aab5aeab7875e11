import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export interface Ticket {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

export function newTicket(since: number): Ticket {
  return { id: randomBytes(9).toString('base64url'), since };
}

/** Says since when somebody waits, so that any instance believes it. */
export interface Tickets {
  write(ticket: Ticket): string;
  read(text: string | undefined): Ticket | undefined;
}

/** @param secret what all instances know */
export function createTickets(secret: string): Tickets {
  const key = createHmac('sha256', secret).update('tickets of the sign-in line').digest();
  const seal = (said: string) => createHmac('sha256', key).update(said).digest('base64url').slice(0, 22);
  return {
    write: ({ id, since }) => {
      const said = `${since.toString(36)}.${id}`;
      return `${said}.${seal(said)}`;
    },
    read: (text = '') => {
      const [, said = '', since = '', id = '', sealed = ''] =
        /^(([0-9a-z]{1,11})\.([\w-]{12}))\.([\w-]{22})$/.exec(text) ?? [];
      const ours = said !== '' && timingSafeEqual(Buffer.from(seal(said)), Buffer.from(sealed));
      return ours ? { id, since: Number.parseInt(since, 36) } : undefined;
    },
  };
}
