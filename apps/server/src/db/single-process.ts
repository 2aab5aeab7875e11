import { Sqlite } from './sqlite-driver.ts';

export interface FileLock {
  release(): void;
}

/**
 * Keeps a second server off the same SQLite file, where neither would see the other's transactions in its queue.
 * The lock is SQLite's own, on a file beside the database, so it ends with the process, `kill -9` included.
 * @throws Error that says which file is in use and what to do
 */
export function lockSqliteFile(file: string): FileLock {
  const lock = new Sqlite(`${file}.lock`, { timeout: 0 });
  try {
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw new Error(`${file}.lock cannot be locked: ${error}`, { cause: error });
    throw new Error(
      `Another server is using ${file}. SQLite is for one process: stop the other one, or set DATABASE_URL to another file or to postgres://… to run several.`,
      { cause: error },
    );
  }
  return { release: () => lock.close() };
}

function isBusy(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'SQLITE_BUSY';
}
