import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { repository, runScript } from '../run.ts';

/** `@sparticuz/chromium` holds a Chromium for Linux on x64 that was linked for this loader, glibc's. */
export const hasPackagedChromium =
  process.platform === 'linux' && process.arch === 'x64' && existsSync('/lib64/ld-linux-x86-64.so.2');

/** The folder into which that package is unpacked, once per version. */
export async function unpackedChromium(): Promise<string> {
  const cache = join(repository, 'node_modules/.cache');
  const folder = join(cache, `chromium-${await version()}`);
  if (!existsSync(folder)) await unpackInto(folder, cache);
  return folder;
}

async function version(): Promise<string> {
  const manifest = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8'));
  return manifest.devDependencies['@sparticuz/chromium'];
}

/** Test files start at the same time: each unpacks beside, and the first to finish gives the folder its name. */
async function unpackInto(folder: string, cache: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const beside = await mkdtemp(`${folder}-`);
  try {
    const { ok, output } = await runScript('scripts/chromium/unpack.ts', [beside]);
    if (!ok) throw new Error(`Chromium could not be unpacked:\n${output}`);
    await rename(beside, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}
