import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { runOn } from './postgres-server.ts';

/** A real PgBouncer in front of a database, handing out connections by the transaction. */
export interface PgBouncer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Gone with the other files of a run: nothing is installed. */
const folder = join(tmpdir(), `fl-pgbouncer-${process.getuid?.() ?? 0}`);
const packages = ['pgbouncer', 'libevent-2.1-7', 'libc-ares2'];

/**
 * The program of this machine, or the one in Debian's package, unpacked into a temporary folder. `undefined`, with a line
 * that says so, where there is neither.
 */
export function findPgBouncer(): string | undefined {
  const places = [
    '/usr/sbin/pgbouncer',
    '/usr/bin/pgbouncer',
    '/opt/homebrew/bin/pgbouncer',
    join(folder, 'usr/sbin/pgbouncer'),
  ];
  const found = places.find((place) => existsSync(place));
  if (found !== undefined) return found;
  try {
    execFileSync('sh', ['-c', unpack], { stdio: 'ignore', timeout: 120_000 });
    process.stdout.write(`PgBouncer: unpacked Debian’s package into ${folder}.\n`);
    return join(folder, 'usr/sbin/pgbouncer');
  } catch {
    process.stdout.write(
      'PgBouncer is not here and Debian’s package cannot be had: its tests are SKIPPED. Install pgbouncer to run them.\n',
    );
    return undefined;
  }
}

const unpack = `set -e; mkdir -p ${folder}; cd ${folder}
  apt-get download ${packages.join(' ')} || { apt-get update; apt-get download ${packages.join(' ')}; }
  for package in *.deb; do dpkg -x "$package" .; done; rm -f *.deb; test -x usr/sbin/pgbouncer`;

/** @param databaseUrl of the database behind it, by address and port */
export async function startPgBouncer(program: string, databaseUrl: string): Promise<PgBouncer> {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  const place = await mkdtemp(join(tmpdir(), 'fl-bouncer-'));
  // It will not run as root.
  const root = process.getuid?.() === 0;
  await chmod(place, 0o777);
  await mkdir(join(place, 'log'), { mode: 0o777 });
  const own = await freePort();
  const settings = `[databases]
${pathname.slice(1)} = host=${hostname} port=${port} user=${username} password=${password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${own}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 4
${root ? 'user = nobody' : ''}
`;
  await writeFile(join(place, 'pgbouncer.ini'), settings, { mode: 0o644 });
  const libraries = ['x86_64', 'aarch64'].map((machine) => join(folder, `usr/lib/${machine}-linux-gnu`)).join(':');
  const child = spawn(program, [join(place, 'pgbouncer.ini')], {
    stdio: 'ignore',
    env: { ...process.env, LD_LIBRARY_PATH: libraries },
  });
  const ended = once(child, 'exit');
  const url = `postgres://${username}:x@127.0.0.1:${own}${pathname}`;
  for (let tries = 0; ; tries += 1) {
    const answers = await runOn(url, 'select 1').then(
      () => true,
      () => false,
    );
    if (answers) break;
    if (tries > 50 || child.exitCode !== null) throw new Error('PgBouncer did not start.');
    await delay(100);
  }
  return {
    url,
    stop: async () => {
      child.kill('SIGINT');
      await Promise.race([ended, delay(2_000).then(() => child.kill('SIGKILL'))]);
      await rm(place, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}
