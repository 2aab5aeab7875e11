import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repository } from '../run.ts';
import type { Package } from './packages.ts';

/** Packs as publishing does, builds included, into `destination`, which holds nothing else yet; resolves with the file. */
export async function pack({ folder, manifest }: Package, destination: string): Promise<string> {
  const [program, ...args] = pnpm();
  try {
    await promisify(execFile)(program, [...args, 'pack', '--pack-destination', destination], {
      cwd: join(repository, folder),
    });
  } catch (error) {
    throw new Error(`packing ${manifest.name} failed: ${outputOf(error)}`, { cause: error });
  }
  const [file] = await readdir(destination);
  if (file === undefined) throw new Error(`packing ${manifest.name} wrote nothing`);
  return join(destination, file);
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
