import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from '../run.ts';

/** Runs a script of package.json as pnpm does: through a shell, and stays until that ends. */
const runner = `require('node:child_process').spawn('sh', ['-c', process.argv[2] + ' & wait'], { stdio: 'inherit' });`;

/** Programs that only bear the name of a runner, and one that bears another. */
export interface Runners {
  /** Runs node with `args` in the repository, by way of the runner of that name. */
  run(name: 'pnpm' | 'somebody', args: string, env?: Record<string, string>): ChildProcess;
  close(): Promise<void>;
}

export async function createRunners(): Promise<Runners> {
  const folder = await mkdtemp(join(tmpdir(), 'runners-'));
  for (const name of ['pnpm', 'somebody']) await writeFile(join(folder, `${name}.cjs`), runner);
  return {
    run: (name, args, env = {}) =>
      spawn(process.execPath, [join(folder, `${name}.cjs`), `"${process.execPath}" ${args}`], {
        cwd: repository,
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'inherit'],
      }),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
