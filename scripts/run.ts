import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve as resolvePath } from 'node:path';

export const repository = join(import.meta.dirname, '..');

export interface Outcome {
  ok: boolean;
  /** What the command printed, both streams in order of arrival. */
  output: string;
}

interface RunOptions {
  /** Where to run it; from the repository root where it is relative. */
  folder?: string;
  /** On top of our own environment. */
  env?: Record<string, string>;
}

/** Runs one of the project's own command line tools to its end. */
export function run(tool: string, args: readonly string[], { folder = '.', env }: RunOptions = {}): Promise<Outcome> {
  const cwd = resolvePath(repository, folder);
  return new Promise((resolve) => {
    const child = spawn(pathOf(tool, cwd), args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => resolve({ ok: false, output: `${tool}: ${error.message}\n` }));
    child.on('close', (status) => resolve({ ok: status === 0, output }));
  });
}

/** Runs a TypeScript file of the project; packages resolve to their sources. */
export function runScript(file: string, args: readonly string[] = [], options?: RunOptions): Promise<Outcome> {
  return run('tsx', ['--conditions=@feishu-login/source', file, ...args], options);
}

/** Where a tool of the package in `folder`, or else of the root, is installed. */
function pathOf(tool: string, folder: string): string {
  const own = join(folder, 'node_modules/.bin', tool);
  return existsSync(own) ? own : join(repository, 'node_modules/.bin', tool);
}
