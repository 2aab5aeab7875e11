import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { debianPackages, type Unpacked } from '../../scripts/debian-program.ts';
import { replaceAll } from './nginx.ts';

const modules = [
  'mpm_event',
  'authn_core',
  'authz_core',
  'authz_user',
  'headers',
  'proxy',
  'proxy_http',
  'auth_openidc',
];

/** A real Apache with mod_auth_openidc and a configuration file of ours, in which only addresses are replaced. */
export async function startApache(
  port: number,
  file: string,
  replaced: Readonly<Record<string, string>>,
): Promise<{ close(): Promise<void> }> {
  const apache = await debianPackages('apache', ['apache2-bin', 'libapache2-mod-auth-openidc']);
  const folder = await mkdtemp(join(tmpdir(), 'apache-'));
  await writeFile(join(folder, 'site.conf'), replaceAll(await readFile(file, 'utf8'), replaced));
  await writeFile(join(folder, 'apache.conf'), around(apache, folder, port));
  const child = spawn(
    apache.find('bin/apache2'),
    ['-d', folder, '-f', join(folder, 'apache.conf'), '-D', 'FOREGROUND'],
    {
      env: { ...process.env, ...apache.env },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const exited = once(child, 'exit');
  const ended = exited.then(async () => {
    throw new Error(`Apache ended:\n${await readFile(join(folder, 'error.log'), 'utf8').catch(() => '')}`);
  });
  ended.catch(() => undefined);
  await Promise.race([answering(`http://127.0.0.1:${port}/`), ended]);
  return {
    async close() {
      child.kill('SIGTERM');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function around({ find }: Unpacked, folder: string, port: number): string {
  const load = modules.map((name) => `LoadModule ${name}_module ${find(`usr/lib/apache2/modules/mod_${name}.so`)}`);
  // As root it becomes somebody else, who must be there.
  const user = process.getuid?.() === 0 ? 'User nobody\nGroup nogroup' : '';
  return `${load.join('\n')}
${user}
ServerName localhost
Listen 127.0.0.1:${port}
PidFile ${folder}/apache.pid
ErrorLog ${folder}/error.log
DefaultRuntimeDir ${folder}
Include ${folder}/site.conf
`;
}

async function answering(url: string): Promise<void> {
  while ((await fetch(url, { redirect: 'manual' }).catch(() => undefined)) === undefined) await pause(20);
}
