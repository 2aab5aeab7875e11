import { execFile } from 'node:child_process';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { repository } from '../run.ts';
import type { Package } from './packages.ts';

/** Packs as publishing does, builds included, into `destination`, which holds nothing else yet; resolves with the file. */
export async function pack({ folder, manifest }: Package, destination: string): Promise<string> {
  const [program, ...args] = pnpm();
  const release = await takeTurn(join(repository, folder, 'node_modules/.packing'));
  try {
    await promisify(execFile)(program, [...args, 'pack', '--pack-destination', destination], {
      cwd: join(repository, folder),
    });
  } catch (error) {
    throw new Error(`packing ${manifest.name} failed: ${outputOf(error)}`, { cause: error });
  } finally {
    await release();
  }
  const [file] = await readdir(destination);
  if (file === undefined) throw new Error(`packing ${manifest.name} wrote nothing`);
  return join(destination, file);
}

/** Longer than any package takes to pack, in milliseconds: whoever holds the turn is gone. */
const abandonedAfter = 120_000;

/** Packing builds anew, so that a second process must not pack the same package meanwhile. */
async function takeTurn(turn: string): Promise<() => Promise<void>> {
  while ((await mkdir(turn).catch(({ code }: NodeJS.ErrnoException) => code)) === 'EEXIST') {
    const since = (await stat(turn).catch(() => undefined))?.mtimeMs ?? Date.now();
    if (Date.now() - since > abandonedAfter) await rm(turn, { recursive: true, force: true });
    await setTimeout(100);
  }
  return () => rm(turn, { recursive: true, force: true });
}

/** The pnpm that runs us, where one does: it need not be installed. */
export function pnpm(): [program: string, ...args: string[]] {
  const running = process.env.npm_execpath ?? '';
  return /pnpm\.c?js$/.test(running) ? [process.execPath, running] : ['pnpm'];
}

function outputOf(error: unknown): string {
  const { stdout = '', stderr = '', message = '' } = error as { stdout?: string; stderr?: string; message?: string };
  return [stdout, stderr].join('\n').trim() || message;
}
