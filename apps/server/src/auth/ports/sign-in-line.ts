/** Somebody's place in the line of those who want to sign in while Feishu takes no more. */
export interface Place {
  /** Keeps the place: it is shown when asking again. */
  readonly ticket: string;
  /** How many are before them, about. */
  readonly ahead: number;
  /** How long it takes, about. */
  readonly seconds: number;
  /** Seconds after which to ask again; the place is kept for a while longer. */
  readonly askAgain: number;
}

/** Lets as many begin to sign in as Feishu will take, those who came first before others. */
export interface SignInLine {
  /**
   * Takes a turn where there is one, or else a place in line.
   * @param ticket of a place that was taken before
   * @returns `undefined` where it is their turn, which is used up then
   * @throws AuthError `overloaded` where the line is full
   */
  turn(ticket: string | undefined): Place | undefined;
  /** Whether a ticket is one of ours and of some use still. */
  knows(ticket: string | undefined): boolean;
}

/** There is always a turn. */
export const nobodyWaits: SignInLine = { turn: () => undefined, knows: () => false };
