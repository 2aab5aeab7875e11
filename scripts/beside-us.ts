import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repository } from './run.ts';

interface BesideUs {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** A file for its standard output, which is then not ours to read. */
  readonly log?: number | undefined;
}

/**
 * Runs a program of Node's beside us and leaves its lines to be read. Ctrl-C in a terminal reaches a whole process
 * group, so it gets one of its own: we end it in good order. If we cannot, because we were killed, it ends by itself.
 */
export function startBesideUs(args: readonly string[], { env, cwd = repository, log }: BesideUs): ChildProcess {
  const endWithLauncher = pathToFileURL(join(repository, 'scripts/end-with-launcher.mjs')).href;
  const child = spawn(process.execPath, ['--import', endWithLauncher, ...args], {
    cwd,
    env,
    stdio: ['ignore', log ?? 'pipe', 'pipe', 'ipc'],
    detached: true,
  });
  child.channel?.unref();
  return child;
}
