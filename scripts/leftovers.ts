import { readdir, readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

/** A browser's helper processes outlive it by a moment. */
const graceMs = 3000;

/**
 * Ends every process that still carries `setting` (`NAME=value`) in its environment and says which they were.
 * A process inherits its environment however it was started, so this finds browsers and databases that left our
 * process group. Linux only: elsewhere there is no /proc and the answer is always empty.
 */
export async function endLeftovers(setting: string): Promise<string[]> {
  const giveUp = performance.now() + graceMs;
  let left = await processesWith(setting);
  while (left.length > 0 && performance.now() < giveUp) {
    await setTimeout(50);
    left = await processesWith(setting);
  }
  for (const { pid } of left) end(pid);
  return left.map(({ pid, command }) => `${pid} ${command}`);
}

/** Those running now, each with its command line. */
export async function processesWith(setting: string): Promise<{ pid: number; command: string }[]> {
  const entries = await readdir('/proc').catch(() => []);
  const found = [];
  for (const entry of entries.filter((name) => /^\d+$/.test(name))) {
    // A process may end while we look at it, and another user's cannot be read: neither is ours to end.
    const environment = await readFile(`/proc/${entry}/environ`, 'utf8').catch(() => '');
    if (!environment.split('\0').includes(setting)) continue;
    const command = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '');
    if (command !== '') found.push({ pid: Number(entry), command: command.replaceAll('\0', ' ').slice(0, 120).trim() });
  }
  return found;
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // Not `instanceof Error`: under jest, Node's own errors come from another realm.
    const alreadyGone = typeof error === 'object' && error !== null && 'code' in error && error.code === 'ESRCH';
    if (!alreadyGone) throw error;
  }
}
