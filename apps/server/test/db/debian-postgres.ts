import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { debianPackages } from '../../../../scripts/debian-program.ts';
import { freePort } from '../../../../scripts/free-port.ts';

const run = promisify(execFile);

export interface DebianPostgres {
  /** The database `login`, empty. */
  readonly url: string;
  /** Where `pg_dump` and its like are, of the server's own version. */
  readonly bin: string;
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** PostgreSQL with all its programs, which the server of the other tests comes without. */
export async function startDebianPostgres(): Promise<DebianPostgres> {
  const { find, env } = await debianPackages('postgresql', ['postgresql']);
  const versions = find('usr/lib/postgresql');
  const version = (await readdir(versions)).sort().at(-1) ?? '';
  const bin = join(versions, version, 'bin');
  // It refuses to run as root.
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const folder = await mkdtemp(join(tmpdir(), 'debian-postgres-'));
  if (nobody.uid !== undefined) await chown(folder, nobody.uid, nobody.gid);
  await chmod(folder, 0o755);
  const around = { ...nobody, cwd: folder, env: { ...process.env, ...env } };
  const data = join(folder, 'data');
  const share = ['-L', join(dirname(dirname(dirname(versions))), 'usr/share/postgresql', version)];
  await run(join(bin, 'initdb'), ['-D', data, '-U', 'login', '--auth=trust', '--no-sync', ...share], around);
  const port = await freePort();
  const options = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...options.flatMap((option) => ['-c', option])], {
    ...around,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(server, 'exit');
  let said = '';
  await new Promise<void>((resolve, reject) => {
    server.stderr.on('data', (text: Buffer) => {
      said += text.toString();
      if (said.includes('ready to accept connections')) resolve();
    });
    void exited.then(() => reject(new Error(`PostgreSQL ended:\n${said}`)));
  });
  await run(join(bin, 'createdb'), ['-h', '127.0.0.1', '-p', String(port), '-U', 'login', 'login'], around);
  return {
    url: `postgres://login@127.0.0.1:${port}/login`,
    bin,
    env,
    stop: async () => {
      server.kill('SIGINT');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
