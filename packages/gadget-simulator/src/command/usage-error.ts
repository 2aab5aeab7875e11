/** Something the person at the terminal wrote that cannot be meant; shown without a stack. */
export class UsageError extends Error {
  override name = 'UsageError';
}
