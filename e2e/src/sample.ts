import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { repository } from '../../scripts/run.ts';

export interface Sample {
  /** What it printed. */
  said(): string;
  close(): Promise<unknown>;
}

/**
 * Starts a sample as its README says; it has started once it says something.
 * @param folder below `examples/`
 * @throws Error with what it printed, if it ends instead
 */
export async function startSample(
  folder: string,
  [command = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Sample> {
  const child = spawn(command, args, {
    cwd: join(repository, 'examples', folder),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) => {
      said += text.toString();
    });
  }
  const exited = once(child, 'exit');
  const started = await Promise.race([once(child.stdout, 'data'), exited.then(() => undefined)]);
  if (started === undefined) throw new Error(`examples/${folder} ended at once:\n${said}`);
  return {
    said: () => said,
    close: () => {
      child.kill();
      return exited;
    },
  };
}

/** Starts a sample that is a file of Node's. */
export function startNodeSample(folder: string, env: Readonly<Record<string, string>>): Promise<Sample> {
  return startSample(folder, [process.execPath, 'app.mjs'], env);
}
