import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { debianPackages } from '../../scripts/debian-program.ts';
import { freePort } from '../../scripts/free-port.ts';
import { until } from '../../scripts/until.ts';
import { replaceAll } from './nginx.ts';

export interface Prometheus {
  /** What `promtool` printed of the configuration and the rules, as they are in the repository. */
  readonly checked: string;
  /** The value of an expression, as text; `undefined` while there is none. */
  query(expression: string): Promise<string | undefined>;
  /** The rules it evaluates, and whether it can. */
  rules(): Promise<{ name: string; health: string; state: string }[]>;
  close(): Promise<void>;
}

/** A real Prometheus with a configuration of ours, rules included, in which only the given words are replaced. */
export async function startPrometheus(file: string, replaced: Readonly<Record<string, string>>): Promise<Prometheus> {
  const { find, env } = await debianPackages('prometheus', ['prometheus']);
  const around = { env: { ...process.env, ...env } };
  const { stdout: checked } = await promisify(execFile)(find('bin/promtool'), ['check', 'config', file], around);
  const folder = await mkdtemp(join(tmpdir(), 'prometheus-'));
  await writeFile(join(folder, 'prometheus.yml'), replaceAll(await readFile(file, 'utf8'), replaced));
  await copyFile(join(dirname(file), 'alerts.yml'), join(folder, 'alerts.yml'));
  const port = await freePort();
  const child = spawn(
    find('bin/prometheus'),
    [
      `--config.file=${folder}/prometheus.yml`,
      `--storage.tsdb.path=${folder}/data`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { ...around, stdio: 'ignore' },
  );
  const exited = once(child, 'exit');
  const ask = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).json();
  await until(async () => (await fetch(`http://127.0.0.1:${port}/-/ready`).catch(() => undefined))?.ok ?? false);
  return {
    checked,
    query: async (expression) =>
      (await ask(`/api/v1/query?${new URLSearchParams({ query: expression })}`)).data.result[0]?.value[1],
    rules: async () => (await ask('/api/v1/rules')).data.groups.flatMap((group: { rules: unknown[] }) => group.rules),
    close: async () => {
      child.kill('SIGTERM');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
