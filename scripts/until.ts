import { setTimeout as delay } from 'node:timers/promises';

/**
 * Resolves once something is so.
 * @param patience milliseconds
 * @throws Error when it is not so in time: a test that is over asks no more
 */
export async function until(condition: () => boolean | Promise<boolean>, patience = 30_000): Promise<void> {
  const giveUpAt = Date.now() + patience;
  while (!(await condition())) {
    if (Date.now() > giveUpAt) throw new Error('It did not happen.');
    await delay(10);
  }
}
