import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { repository } from './run.ts';

/**
 * Starts what cleans up after us however we end, `kill -9` included: every process whose TMPDIR is `folder` is ended,
 * and the folder removed. The returned function asks for that now, and waits for it.
 */
export function startSweeper(folder: string): () => Promise<void> {
  const sweeper = fork(join(repository, 'scripts/sweep.ts'), [folder], {
    execArgv: ['--import', 'tsx'],
    cwd: repository,
    // A process group of its own: whoever kills ours does not reach it.
    detached: true,
  });
  sweeper.unref();
  sweeper.channel?.unref();
  const gone = once(sweeper, 'exit');
  return async () => {
    sweeper.ref();
    if (sweeper.connected) sweeper.disconnect();
    await gone;
  };
}
