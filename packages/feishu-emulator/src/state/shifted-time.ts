/** Real time, shifted, or standing still. */
export interface ShiftedTime {
  now(): number;
  /** From here on it is that moment. */
  place(moment: number): void;
  freeze(still: boolean): void;
  isFrozen(): boolean;
  reset(moment: number | undefined, still: boolean): void;
}

export function createShiftedTime(realNow: () => number): ShiftedTime {
  let offset = 0;
  let frozen: number | undefined;
  const now = () => frozen ?? realNow() + offset;
  const place = (moment: number) => {
    if (frozen === undefined) offset = moment - realNow();
    else frozen = moment;
  };
  return {
    now,
    place,
    freeze(still) {
      const moment = now();
      frozen = still ? moment : undefined;
      place(moment);
    },
    isFrozen: () => frozen !== undefined,
    reset(moment, still) {
      frozen = still ? (moment ?? realNow()) : undefined;
      offset = moment === undefined ? 0 : moment - realNow();
    },
  };
}
