import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const repository = join(import.meta.dirname, '..');

export interface Outcome {
  ok: boolean;
  /** What the command printed, both streams in order of arrival. */
  output: string;
}

/** Runs one of the project's own command line tools to its end, from `folder`. */
export function run(tool: string, args: readonly string[], folder = '.'): Promise<Outcome> {
  const cwd = join(repository, folder);
  return new Promise((resolve) => {
    const child = spawn(pathOf(tool, cwd), args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
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
export function runScript(file: string, ...args: string[]): Promise<Outcome> {
  return run('tsx', ['--conditions=@feishu-login/source', file, ...args]);
}

/** Where a tool of the package in `folder`, or else of the root, is installed. */
function pathOf(tool: string, folder: string): string {
  const own = join(folder, 'node_modules/.bin', tool);
  return existsSync(own) ? own : join(repository, 'node_modules/.bin', tool);
}
