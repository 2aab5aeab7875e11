import { AuthError } from '@feishu-login/auth-types';
import type { Ports } from './ports/ports.ts';
import type { Place } from './ports/sign-in-line.ts';

/** Comes before everything else of a sign-in. @throws AuthError `overloaded`, with a place in line; nothing was done then */
export function takeTurn({ line }: Pick<Ports, 'line'>, ticket: string | undefined): void {
  const place = line.turn(ticket);
  if (place !== undefined) throw notYet(place);
}

export function notYet({ ticket, ahead, seconds, askAgain }: Place): AuthError {
  return new AuthError(
    'overloaded',
    'Many people are signing in right now. Ask again after a while, with the ticket.',
    {
      retryAfter: askAgain,
      line: { ticket, ahead, seconds },
    },
  );
}
