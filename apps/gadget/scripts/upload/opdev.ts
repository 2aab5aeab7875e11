import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The last version known; the tool is unmaintained (page "新框架概述"). */
const version = '3.4.4';

export interface Ended {
  status: number;
  output: string;
}

/** Runs a command to its end, showing what it prints. Nothing can be typed into it. */
export function run(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; show: (text: string) => void },
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
      options.show(chunk.toString());
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => resolve({ status: 127, output: error.message }));
    child.on('close', (status) => resolve({ status: status ?? 1, output }));
  });
}

/**
 * Feishu's command line tool, from the cache or installed there. It is no dependency of the project: 566 packages, and
 * an install script that has to run for it to work, which is called here by name.
 */
export async function installedOpdev(
  cache: string,
  { installing, show }: { installing: (folder: string) => void; show: (text: string) => void },
): Promise<string | Ended> {
  const folder = join(cache, `opdev-${version}`);
  const command = join(folder, 'node_modules/.bin/opdev');
  const tool = join(folder, 'node_modules/@lark-opdev/cli');
  if (existsSync(command) && !existsSync(join(tool, 'temp_modules'))) return command;

  installing(folder);
  await mkdir(folder, { recursive: true });
  const npm = [
    'install',
    '--prefix',
    folder,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    `@lark-opdev/cli@${version}`,
  ];
  const installed = await run('npm', npm, { show });
  if (installed.status !== 0) return installed;
  const recovered = await run(process.execPath, ['scripts/recover-modules.js', 'temp_modules', 'node_modules'], {
    cwd: tool,
    show,
  });
  return recovered.status === 0 ? command : recovered;
}
