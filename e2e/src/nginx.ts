import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { debianProgram } from '../../scripts/debian-program.ts';

interface Nginx {
  close(): Promise<void>;
}

/**
 * A real nginx with a configuration file of ours, in which only addresses are replaced.
 * @param replaced what stands in the file → what the test needs; each must be there
 */
export async function startNginx(file: string, replaced: Readonly<Record<string, string>>): Promise<Nginx> {
  const { path, env } = await debianProgram('nginx', ['nginx']);
  const folder = await mkdtemp(join(tmpdir(), 'nginx-'));
  await writeFile(join(folder, 'site.conf'), replaceAll(await readFile(file, 'utf8'), replaced));
  await writeFile(join(folder, 'nginx.conf'), around(folder));
  const child = spawn(path, ['-p', folder, '-e', join(folder, 'error.log'), '-c', join(folder, 'nginx.conf')], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = once(child, 'exit');
  const failed = exited.then(async () => {
    throw new Error(`nginx ended:\n${await readFile(join(folder, 'error.log'), 'utf8')}`);
  });
  failed.catch(() => undefined);
  await Promise.race([written(join(folder, 'nginx.pid')), failed]);
  return {
    async close() {
      child.kill('SIGQUIT');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** @throws Error unless each of them is there */
export function replaceAll(text: string, replaced: Readonly<Record<string, string>>): string {
  return Object.entries(replaced).reduce((result, [from, to]) => {
    if (!result.includes(from)) throw new Error(`The configuration does not hold “${from}”.`);
    return result.replaceAll(from, to);
  }, text);
}

/** What a distribution's nginx.conf has around a site, with every file it writes in a folder of ours. */
function around(folder: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${folder}/${kind};`,
  );
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  return `${user} worker_processes 1; daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
events { worker_connections 256; }
http { access_log off; ${temporary.join(' ')} include ${folder}/site.conf; }
`;
}

async function written(file: string): Promise<void> {
  while ((await readFile(file, 'utf8').catch(() => '')) === '') await pause(20);
}
