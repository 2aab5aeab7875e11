import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { openDatabase } from '../../src/db/data-source.ts';
import { Sqlite } from '../../src/db/sqlite-driver.ts';
import { openTestSqlite } from './test-database.ts';

describe('The SQLite file', () => {
  const folders: string[] = [];
  const aFile = async (): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'fl-file-'));
    folders.push(folder);
    return join(folder, 'app.sqlite');
  };
  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
  });

  it('O6: is written with WAL, a commit is on disk before it counts, and foreign keys hold', async () => {
    const { database, close } = await openTestSqlite();
    const pragma = (name: string) => database.write((sql) => sql`pragma ${{ sql: name }}`);
    expect(await pragma('journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    // 2 is FULL.
    expect(await pragma('synchronous')).toEqual([{ synchronous: 2 }]);
    expect(await pragma('foreign_keys')).toEqual([{ foreign_keys: 1 }]);
    const orphan = database.write(
      (sql) => sql`insert into spent_refresh_tokens (refresh_hash, session_id, spent_at) values ('a', 'nobody', 1)`,
    );
    await expect(orphan).rejects.toMatchObject({ cause: { message: expect.stringMatching(/FOREIGN KEY/) } });
    await close();
  });

  it('cannot be written through the connection that reads', async () => {
    const { database, close } = await openTestSqlite();
    await expect(database.read`delete from users`).rejects.toMatchObject({ code: 'db_unavailable' });
    await close();
  });

  it('is whole by itself once the server has ended: there is nothing beside it to copy', async () => {
    const file = await aFile();
    const database = await openDatabase(`sqlite:${file}`);
    await database.read`select 1`;
    await database.close();
    expect((await readdir(join(file, '..'))).filter((name) => !name.endsWith('.lock'))).toEqual(['app.sqlite']);
  });

  it('is made with its folder where there is none', async () => {
    const file = join(await aFile(), '..', 'data', 'deep', 'app.sqlite');
    const database = await openDatabase(`sqlite:${file}`);
    expect(await database.read`select count(*) as users from users`).toEqual([{ users: 0 }]);
    await database.close();
  });

  it('O4: is refused to a second opener with a message that says what to do, until the first closes', async () => {
    const file = await aFile();
    const first = await openDatabase(`sqlite:${file}`);
    const message = `Another server is using ${file}. SQLite is for one process: stop the other one, or set DATABASE_URL to another file or to postgres://… to run several.`;
    await expect(openDatabase(`sqlite:${file}`)).rejects.toThrow(message);
    await first.close();
    await (await openDatabase(`sqlite:${file}`)).close();
  });

  it('O4: is refused while another process has it, and free again when that one is killed', async () => {
    const file = await aFile();
    const script = fileURLToPath(new URL('./hold-database.ts', import.meta.url));
    const holder = spawn(
      process.execPath,
      ['--import', 'tsx', '--conditions=@feishu-login/source', script, `sqlite:${file}`],
      { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_OPTIONS: '' } },
    );
    const exited = once(holder, 'exit');
    try {
      await once(holder.stdout, 'data');
      await expect(openDatabase(`sqlite:${file}`)).rejects.toThrow('Another server is using');
    } finally {
      holder.kill('SIGKILL');
      await exited;
    }
    await (await openDatabase(`sqlite:${file}`)).close();
  });

  it('that is no database is reported as that, not as being in use', async () => {
    const file = await aFile();
    await writeFile(`${file}.lock`, 'this is no database, and long enough to be looked at '.repeat(40));
    await expect(openDatabase(`sqlite:${file}`)).rejects.toThrow(/not a database/);
    await rm(`${file}.lock`);
    await writeFile(file, 'this is no database, and long enough to be looked at '.repeat(40));
    await expect(openDatabase(`sqlite:${file}`)).rejects.toThrow(/not a database/);
    await rm(file);
    await (await openDatabase(`sqlite:${file}`)).close();
  });

  it('keeps what was answered even if nothing is closed afterwards', async () => {
    const { database, file, close } = await openTestSqlite();
    await database.write((sql) => sql`insert into code_claims (code_hash, state, claimed_at) values ('a', 'done', 1)`);
    const elsewhere = new Sqlite(file, { readonly: true });
    expect(elsewhere.prepare('select code_hash from code_claims').all()).toEqual([{ code_hash: 'a' }]);
    elsewhere.close();
    await close();
  });
});
