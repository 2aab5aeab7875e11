import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openTestSqlite } from '../db/test-database.ts';
import { arrives } from './people.ts';
import { operator } from './run-operator.ts';

/** As built: it starts twice as fast as its source. */
const program = fileURLToPath(new URL('../../dist/operator/main.js', import.meta.url));

/** The program as its own process, beside the server that has the file. */
function startOperator(env: Record<string, string>, args: string[], cwd: string) {
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  return new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, out, err }));
  });
}

describe('The operator’s program, as a process of its own', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fl-operator-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('ends a session of a server that runs on the same SQLite file, while that server goes on writing', async () => {
    const server = await openTestSqlite();
    const person = await arrives(server, { name: '张三' });
    let writing = true;
    let writes = 0;
    const busy = (async () => {
      for (; writing; writes += 1) {
        await arrives(server);
        // As between two requests; SQLite's answers alone would never let the loop turn.
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    const ran = await startOperator(
      { DATABASE_URL: server.url },
      ['sessions', 'revoke', '--user', person.identity.openId],
      folder,
    );
    writing = false;
    await busy;
    expect(ran).toMatchObject({ code: 0, out: expect.stringContaining('Ended 1 session') });
    expect(await person.isLive()).toBe(false);
    expect(writes).toBeGreaterThan(0);
    await server.close();
  });

  it('waits for the server’s write to end', async () => {
    const server = await openTestSqlite();
    const person = await arrives(server);
    let revoking: Promise<{ code: number }> | undefined;
    await server.database.write(async (sql) => {
      await sql`update users set updated_at = updated_at`;
      revoking = operator({ DATABASE_URL: server.url }, 'sessions', 'revoke', '--all');
      await new Promise((resolve) => setTimeout(resolve, 600));
      expect(await person.isLive()).toBe(true);
    });
    expect(await revoking).toMatchObject({ code: 0 });
    expect(await person.isLive()).toBe(false);
    await server.close();
  });

  it('reads .env where it stands, after the environment', async () => {
    await writeFile(join(folder, '.env'), 'DATABASE_URL=sqlite:/from/env-file.sqlite\nLANG=zh_CN.UTF-8\n');
    const [fromFile, fromEnvironment] = await Promise.all([
      startOperator({}, ['users', 'list'], folder),
      startOperator({ DATABASE_URL: 'sqlite:/from/environment.sqlite' }, ['users', 'list'], folder),
    ]);
    expect(fromFile).toMatchObject({ code: 2, out: '', err: expect.stringContaining('/from/env-file.sqlite 不存在') });
    expect(fromEnvironment.err).toContain('/from/environment.sqlite');
  }, 60_000);

  it('reads .env as a Windows editor saves it, and says what is wrong with one that it cannot read', async () => {
    const settings = '\ufeffDATABASE_URL=sqlite:/from/env-file.sqlite\r\nLANG=zh_CN.UTF-8\r\n';
    await writeFile(join(folder, '.env'), settings);
    const read = await startOperator({}, ['users', 'list'], folder);
    expect(read).toMatchObject({ code: 2, out: '', err: expect.stringContaining('/from/env-file.sqlite 不存在') });
    await writeFile(join(folder, '.env'), settings, 'utf16le');
    const unread = await startOperator({}, ['users', 'list'], folder);
    expect(unread).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/^.*UTF-8.*\n$/) });
  }, 60_000);

  it('writes colours only where they are wanted', async () => {
    const [piped, forced, refused] = await Promise.all(
      [{}, { FORCE_COLOR: '1' }, { FORCE_COLOR: '1', NO_COLOR: '1' }].map((env) =>
        startOperator(env, ['--help'], folder),
      ),
    );
    const coloured = '\u001b[1m';
    expect(piped?.out).not.toContain(coloured);
    expect(forced?.out).toContain(coloured);
    expect(refused?.out).not.toContain(coloured);
  }, 60_000);
});

describe('A database of another version', () => {
  it.each([
    ['older', `delete from migrations`, 'has an older structure'],
    ['newer', `insert into migrations (timestamp, name) values (9, 'Future9')`, 'was made by a newer version'],
  ])('that is %s is not touched', async (_which, statement, said) => {
    const server = await openTestSqlite();
    const person = await arrives(server);
    await server.database.write((sql) => sql`${{ sql: statement }}`);
    const ran = await operator({ DATABASE_URL: server.url }, 'sessions', 'revoke', '--all');
    expect(ran).toMatchObject({ code: 1, out: '', err: expect.stringContaining(said) });
    expect(await person.isLive()).toBe(true);
    await server.close();
  });
});
