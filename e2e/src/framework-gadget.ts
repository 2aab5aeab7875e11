import { execFile } from 'node:child_process';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildSignInFile } from '../../scripts/build.ts';
import { pnpm } from '../../scripts/published/pack.ts';
import { repository } from '../../scripts/run.ts';

/** Where each example's own command leaves the mini program. */
const builds = {
  'uni-app': { command: ['uni', 'build', '-p', 'mp-lark'], dist: 'dist/build/mp-lark' },
  taro: { command: ['taro', 'build', '--type', 'lark'], dist: 'dist' },
} as const;

/** A framework with which people write mini programs. */
export type Framework = keyof typeof builds;

/**
 * Builds the example of a framework for a server, with the framework's own command-line tool. What it installs is
 * locked, and stays in `.cache` for the next run: Taro builds nothing below `node_modules`. @returns the folder of the built mini program
 */
export async function buildFrameworkGadget(framework: Framework, serverUrl: string): Promise<string> {
  const folder = join(repository, '.cache/gadgets', framework);
  await cp(join(repository, `examples/gadget-${framework}`), folder, { recursive: true });
  await buildSignInFile(join(folder, 'src'));
  const login = join(folder, 'src/login.js');
  await writeFile(login, (await readFile(login, 'utf8')).replace('https://login.example.com', serverUrl));

  const [program, ...args] = pnpm();
  await run(folder, program, [...args, 'install', '--frozen-lockfile', '--prefer-offline']);
  const { command, dist } = builds[framework];
  const [tool, ...options] = command;
  await run(folder, join(folder, 'node_modules/.bin', tool), options);
  return join(folder, dist);
}

async function run(cwd: string, program: string, args: readonly string[]): Promise<void> {
  // Without our own conditions and those of the test's runner.
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, CI: '1', NODE_ENV: 'production' };
  try {
    await promisify(execFile)(program, [...args], { cwd, env });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}\n${stderr}`, { cause: error });
  }
}
