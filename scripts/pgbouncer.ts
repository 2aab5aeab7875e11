import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { debianProgram } from './debian-program.ts';
import { freePort } from './free-port.ts';

/** A real PgBouncer in front of a database, handing out connections by the transaction. */
export interface PgBouncer {
  readonly url: string;
  stop(): Promise<void>;
}

/** @param databaseUrl of the database behind it, by address and port */
export async function startPgBouncer(databaseUrl: string): Promise<PgBouncer> {
  const program = await debianProgram('pgbouncer', ['pgbouncer']);
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
  const child = spawn(program.path, [join(place, 'pgbouncer.ini')], {
    stdio: 'ignore',
    env: { ...process.env, ...program.env },
  });
  const ended = once(child, 'exit');
  const url = `postgres://${username}:x@127.0.0.1:${own}${pathname}`;
  for (let tries = 0; ; tries += 1) {
    if (await listens(own)) break;
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

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
