import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { endLeftovers, processesWith } from '../leftovers.ts';
import { repository } from '../run.ts';
import { createRunners, type Runners } from './run-by-pnpm.ts';

/** As `pnpm test unit` is run, with one short test file. */
const command = '--import tsx scripts/test.ts unit --testPathPatterns scripts/test/box';

(process.platform === 'linux' ? describe : describe.skip)('pnpm test after kill -9', () => {
  const mark = `KILLED_TESTS=${process.pid}`;
  const env = { KILLED_TESTS: String(process.pid) };
  let runners: Runners;

  beforeEach(async () => {
    runners = await createRunners();
  });
  afterEach(async () => {
    await endLeftovers(mark);
    await runners.close();
  });

  /** Whether that becomes true of the processes of our command, sooner or later. */
  async function soon(isSo: (commands: string[]) => boolean, withinMs: number): Promise<boolean> {
    const giveUp = performance.now() + withinMs;
    while (performance.now() < giveUp) {
      if (isSo((await processesWith(mark)).map(({ command }) => command))) return true;
      await setTimeout(50);
    }
    return false;
  }

  /** Killed once jest runs, which only the command knows of. */
  async function leavesNothing(started: ChildProcess): Promise<void> {
    const exited = once(started, 'exit');
    expect(await soon((commands) => commands.some((one) => one.includes('--experimental-vm-modules')), 40_000)).toBe(
      true,
    );
    started.kill('SIGKILL');
    await exited;
    expect(await soon((commands) => commands.length === 0, 15_000)).toBe(true);
  }

  it('of the command leaves nothing running', async () => {
    await leavesNothing(
      spawn(process.execPath, command.split(' '), {
        cwd: repository,
        env: { ...process.env, ...env },
        stdio: 'ignore',
      }),
    );
  });

  it('of pnpm leaves nothing running', async () => {
    await leavesNothing(runners.run('pnpm', command, env));
  });
});
