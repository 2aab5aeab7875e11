import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { freePort, isFree } from '../../scripts/free-port.ts';
import { repository } from '../../scripts/run.ts';

describe('pnpm dev', () => {
  let folder: string;
  let ports: { PORT: string; EMULATOR_PORT: string; WEB_PORT: string };
  let command: ChildProcess;
  let output: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dev-'));
    const [port, emulatorPort, webPort] = [await freePort(), await freePort(), await freePort()];
    ports = { PORT: String(port), EMULATOR_PORT: String(emulatorPort), WEB_PORT: String(webPort) };
    output = '';
    command = spawn(process.execPath, ['--import', 'tsx', '--conditions=@feishu-login/source', 'scripts/dev.ts'], {
      cwd: repository,
      env: {
        ...process.env,
        NO_COLOR: '1',
        ...ports,
        DATABASE_URL: `sqlite:${join(folder, 'app.sqlite')}`,
        BRANDING: join(repository, 'examples/branding/branding.json'),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [command.stdout, command.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
  });
  afterEach(async () => {
    if (command.exitCode === null) {
      command.kill('SIGINT');
      await once(command, 'exit');
    }
    await rm(folder, { recursive: true, force: true });
  });

  async function printed(text: string, times = 1): Promise<void> {
    const giveUp = performance.now() + 60_000;
    while (output.split(text).length <= times) {
      if (performance.now() > giveUp || command.exitCode !== null)
        throw new Error(`never printed "${text}" ${times} times:\n${output}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** As an editor does that writes what was there before. */
  async function save(file: string): Promise<void> {
    await utimes(join(repository, file), new Date(), new Date());
  }

  it('answers from a new process after a save, the platform knows the page as before, and Ctrl-C ends everything', async () => {
    const server = `http://localhost:${ports.PORT}`;
    const platform = `http://localhost:${ports.EMULATOR_PORT}`;
    await printed('/_emulator/client/');
    const registered = async () => (await fetch(`${platform}/_emulator/state`)).text();
    const callback = `http://localhost:${ports.WEB_PORT}/auth/callback`;
    expect(await registered()).toContain(callback);

    // The page of Vite wears what the server's would.
    const page = await (await fetch(`http://localhost:${ports.WEB_PORT}/`)).text();
    expect(page).toContain('"en":"Greenfield"');
    const [, sheet = ''] = /<link rel="stylesheet" href="(\/assets\/brand-[^"]+)">/.exec(page) ?? [];
    expect(await (await fetch(`http://localhost:${ports.WEB_PORT}${sheet}`)).text()).toContain('--ground:#f1f5f1');

    await save('apps/server/src/http/app.ts');
    await printed('server.listening', 2);
    expect((await fetch(`${server}/readyz`)).status).toBe(200);

    await save('packages/feishu-emulator/src/app.ts');
    await printed('emulator listening at', 2);
    expect(await registered()).toContain(callback);

    await save('apps/gadget/src/app.ts');
    await printed('mini program built again');
    expect((await fetch(`${platform}/_emulator/gadget/`)).status).toBe(200);

    command.kill('SIGINT');
    expect(await once(command, 'exit')).toEqual([0, null]);
    for (const port of Object.values(ports)) expect(await isFree(Number(port))).toBe(true);
  }, 180_000);
});
