import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve as resolvePath } from 'node:path';

export const repository = join(import.meta.dirname, '..');
/** By its address, because scripts are run in other folders, too. */
const tsx = import.meta.resolve('tsx');

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
  return end(pathOf(tool, resolvePath(repository, folder)), args, { folder, ...(env && { env }) });
}

function end(program: string, args: readonly string[], { folder = '.', env }: RunOptions): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: resolvePath(repository, folder),
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => resolve({ ok: false, output: `${program}: ${error.message}\n` }));
    child.on('close', (status) => resolve({ ok: status === 0, output }));
  });
}

/** Runs a TypeScript file of the project in one process; packages resolve to their sources. */
export function runScript(file: string, args: readonly string[] = [], options: RunOptions = {}): Promise<Outcome> {
  return end(process.execPath, ['--import', tsx, '--conditions=@feishu-login/source', file, ...args], options);
}

/** Where a tool of the package in `folder`, or else of the root, is installed. */
function pathOf(tool: string, folder: string): string {
  const own = join(folder, 'node_modules/.bin', tool);
  return existsSync(own) ? own : join(repository, 'node_modules/.bin', tool);
}
