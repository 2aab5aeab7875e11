import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { freePort, isFree } from '../../scripts/free-port.ts';
import { repository } from '../../scripts/run.ts';

/** `pnpm start`, as often as one likes, on ports and data of its own. */
export interface StartCommand {
  readonly ports: { readonly PORT: string; readonly EMULATOR_PORT: string };
  /** What it has printed since it was last started. */
  readonly output: () => string;
  start(env?: Record<string, string>): ChildProcess;
  printed(text: string): Promise<void>;
  /** What `pnpm run doctor --json` prints with the same settings. */
  doctor(env: Record<string, string>): Promise<{ findings: { check: string; level: string }[] }>;
  /** Whether nobody listens on either port, or soon will not. */
  portsAreFree(withinMs?: number): Promise<boolean>;
  /** SIGKILL to the command itself, and nothing to what it has started. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

export async function createStartCommand(): Promise<StartCommand> {
  const folder = await mkdtemp(join(tmpdir(), 'start-'));
  const ports = { PORT: String(await freePort()), EMULATOR_PORT: String(await freePort()) };
  let command: ChildProcess | undefined;
  let output = '';
  const kill = async () => {
    if (command === undefined || command.exitCode !== null || command.signalCode !== null) return;
    command.kill('SIGKILL');
    await once(command, 'exit');
  };
  const run = (script: string, env: Record<string, string>, args: string[] = []) =>
    spawn(process.execPath, ['--import', 'tsx', '--conditions=@feishu-login/source', script, ...args], {
      cwd: repository,
      env: {
        ...process.env,
        NO_COLOR: '1',
        ...ports,
        DATABASE_URL: `sqlite:${join(folder, 'app.sqlite')}`,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  return {
    ports,
    output: () => output,
    start(env = {}) {
      output = '';
      const started = run('scripts/start.ts', env);
      const collect = (chunk: Buffer) => {
        output += chunk.toString();
      };
      started.stdout.on('data', collect);
      started.stderr.on('data', collect);
      command = started;
      return started;
    },
    async printed(words) {
      const giveUp = performance.now() + 50_000;
      while (!output.includes(words)) {
        if (performance.now() > giveUp || command?.exitCode !== null)
          throw new Error(`never printed "${words}":\n${output}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    doctor: async (env) => JSON.parse(await text(run('scripts/doctor.ts', env, ['--json']).stdout)),
    portsAreFree: (withinMs = 0) => areFree(Object.values(ports).map(Number), performance.now() + withinMs),
    kill,
    async close() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function areFree(ports: readonly number[], giveUp: number): Promise<boolean> {
  for (;;) {
    const free = await Promise.all(ports.map(isFree));
    if (free.every(Boolean)) return true;
    if (performance.now() > giveUp) return false;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
