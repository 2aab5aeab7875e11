/** The clock was asked to go where no token could be dated. */
export class OutOfTime extends RangeError {
  override name = 'OutOfTime';
}

/** The emulator's time: real time shifted by what the tests asked for, and the work waiting for a moment of it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Whole seconds since 1970. */
  seconds(): number;
  /** Moves on, doing on the way, in order, what was due. */
  advance(seconds: number): Promise<void>;
  /** Jumps to a moment; work that became due is done first when the jump goes forward. */
  set(now: number): Promise<void>;
  /** Runs `work` once that moment has come, by itself or because the clock was moved. Returns how to call it off. */
  at(moment: number, work: () => unknown): () => void;
  /** As `at`, but a long jump does it once, at its end, however often it would have come round on the way. */
  atLatest(moment: number, work: () => unknown): () => void;
  /** Stands still, or goes on from where it stood; moving it by hand works either way. */
  freeze(still: boolean): void;
  isFrozen(): boolean;
  /** Back to real time, or to the moment given, where it goes on or stands still; waiting work is dropped. */
  reset(now?: number, still?: boolean): void;
  close(): void;
}
