import { watch } from 'node:fs';

/** Editors write a file in several steps, builds write several files. */
const quietMs = 120;

/** Calls `onChange` with the changed paths once the folder has come to rest; returns how to stop. */
export function watchFolder(folder: string, onChange: (paths: readonly string[]) => void): () => void {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(folder, { recursive: true }, (_event, path) => {
    if (path === null || /(?:^|[\\/])(?:node_modules|\.git)(?:[\\/]|$)/.test(path)) return;
    changed.add(path.replaceAll('\\', '/'));
    clearTimeout(timer);
    timer = setTimeout(() => {
      const paths = [...changed];
      changed.clear();
      onChange(paths);
    }, quietMs);
  });
  // A folder that is built anew may be gone for a moment.
  watcher.on('error', () => undefined);
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}
