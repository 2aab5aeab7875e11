import { rm } from 'node:fs/promises';
import { endLeftovers } from './leftovers.ts';

/** The program behind `startSweeper`: waits until the channel to whoever started it closes, however that ended. */
const [, , folder = ''] = process.argv;
if (process.connected) process.once('disconnect', sweep);
else await sweep();

async function sweep(): Promise<void> {
  // Until nothing is found: what is being ended may have started something else.
  while ((await endLeftovers(`TMPDIR=${folder}`)).length > 0);
  await rm(folder, { recursive: true, force: true });
}
