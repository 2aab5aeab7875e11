import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { debianProgram } from '../../scripts/debian-program.ts';
import { replaceAll } from './nginx.ts';

/** A real Caddy with a Caddyfile of ours, in which only addresses are replaced. It answers at `url` once this resolves. */
export async function startCaddy(
  url: string,
  file: string,
  replaced: Readonly<Record<string, string>>,
): Promise<{ close(): Promise<void> }> {
  const { path, env } = await debianProgram('caddy', ['caddy']);
  const folder = await mkdtemp(join(tmpdir(), 'caddy-'));
  // Nothing is fetched for https.
  const around = `{\n\tadmin off\n\tauto_https off\n\tstorage file_system ${folder}\n}\n`;
  await writeFile(join(folder, 'Caddyfile'), around + replaceAll(await readFile(file, 'utf8'), replaced));
  const child = spawn(path, ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'], {
    env: { ...process.env, ...env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text: Buffer) => {
    said += text.toString();
  });
  const exited = once(child, 'exit');
  const ended = exited.then(() => {
    throw new Error(`Caddy ended:\n${said}`);
  });
  ended.catch(() => undefined);
  await Promise.race([answering(url), ended]);
  return {
    async close() {
      child.kill('SIGTERM');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answering(url: string): Promise<void> {
  while ((await fetch(url, { redirect: 'manual' }).catch(() => undefined)) === undefined) await pause(20);
}
