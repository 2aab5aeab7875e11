import { execFile } from 'node:child_process';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A few megabytes that can be filled up and closed to writing. */
export interface SmallDisk {
  readonly folder: string;
  /** Leaves not one byte. */
  fill(): Promise<void>;
  empty(): Promise<void>;
  /** Nobody may have a file of it open for writing. */
  readOnly(is: boolean): Promise<void>;
  unmount(): Promise<void>;
}

/** @returns nothing where it may not be mounted: that takes root */
export async function mountSmallDisk(folder: string, megabytes: number): Promise<SmallDisk | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  const filler = join(folder, 'filler');
  return {
    folder,
    async fill() {
      const file = await open(filler, 'a');
      for (const size of [65_536, 4_096, 1]) await fillWith(file, size);
      await file.close();
    },
    empty: () => rm(filler, { force: true }),
    readOnly: async (is) => void (await run('mount', ['-o', `remount,${is ? 'ro' : 'rw'}`, folder])),
    unmount: async () => void (await run('umount', [folder])),
  };
}

async function fillWith(file: Awaited<ReturnType<typeof open>>, size: number): Promise<void> {
  const part = Buffer.alloc(size, 'x');
  for (;;) {
    const { bytesWritten } = await file.write(part).catch(() => ({ bytesWritten: 0 }));
    if (bytesWritten < size) return;
  }
}
