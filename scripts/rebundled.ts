import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import pc from 'picocolors';
import { type RolldownWatcher, watch } from 'rolldown';
import { repository } from './run.ts';

export interface Rebundled {
  /** The program's first file. */
  main: string;
  /** Where the bundle goes; as deep as `main`, so that addresses relative to it still lead to the same place. */
  folder: string;
  /** Starts the bundle and returns how to end it. */
  start: (bundle: string) => () => Promise<void>;
}

/**
 * Runs a program that is bundled from its sources, anew whenever one of them changes: one file to load instead of
 * hundreds to transpile is what makes the restart quick. Returns how to end it.
 */
export async function rebundled({ main, folder, start }: Rebundled): Promise<() => Promise<void>> {
  const output = join(repository, folder);
  const watcher = watch({
    input: join(repository, main),
    platform: 'node',
    tsconfig: false,
    resolve: { conditionNames: ['@feishu-login/source', 'import', 'default'] },
    external: (id) => !/^(?:[./]|@feishu-login\/)/.test(id),
    output: { dir: output, format: 'esm', sourcemap: true, entryFileNames: 'main.js' },
    logLevel: 'warn',
    watch: { clearScreen: false },
  });
  let stop: (() => Promise<void>) | undefined;
  const restart = async () => {
    await stop?.();
    stop = start(join(folder, 'main.js'));
  };
  let restarts = Promise.resolve();
  await firstBundle(watcher, () => {
    restarts = restarts.then(restart);
  });
  return async () => {
    await watcher.close();
    await restarts;
    await stop?.();
    await rm(output, { recursive: true, force: true });
  };
}

/** Calls `onBundle` after each bundle, and resolves after the first. What does not bundle is told, and waits for the next save. */
function firstBundle(watcher: RolldownWatcher, onBundle: () => void): Promise<void> {
  return new Promise((resolve) => {
    watcher.on('event', async (event) => {
      if (event.code === 'ERROR') console.error(pc.red(event.error.message));
      if (event.code === 'ERROR' || event.code === 'BUNDLE_END') await event.result.close();
      if (event.code !== 'BUNDLE_END') return;
      onBundle();
      resolve();
    });
  });
}
