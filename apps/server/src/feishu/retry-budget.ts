/** How often calls may be repeated, all of them together: repeating what fails must not become the load that makes it fail. */
export interface RetryBudget {
  /** A call was made, which earns a part of a repetition. */
  earn(): void;
  /** Takes one repetition; false where none is left. */
  spend(): boolean;
}

/** At most three tries for two calls, and some to begin with. */
const perCall = 0.5;
const most = 20;

export function createRetryBudget(): RetryBudget {
  let left = most;
  return {
    earn: () => {
      left = Math.min(most, left + perCall);
    },
    spend: () => {
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
}
