import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { freePort, isFree } from '../../scripts/free-port.ts';
import { repository } from '../../scripts/run.ts';

describe('pnpm start', () => {
  let folder: string;
  let ports: { PORT: string; EMULATOR_PORT: string };
  let command: ChildProcess | undefined;
  let output: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'start-'));
    ports = { PORT: String(await freePort()), EMULATOR_PORT: String(await freePort()) };
    output = '';
  });
  afterEach(async () => {
    if (command && command.exitCode === null) {
      command.kill('SIGKILL');
      await once(command, 'exit');
    }
    await rm(folder, { recursive: true, force: true });
  });

  function start(env: Record<string, string> = {}): ChildProcess {
    command = spawn(process.execPath, ['--import', 'tsx', '--conditions=@feishu-login/source', 'scripts/start.ts'], {
      cwd: repository,
      env: { ...process.env, NO_COLOR: '1', ...ports, DATABASE_URL: `sqlite:${join(folder, 'app.sqlite')}`, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    command.stdout?.on('data', collect);
    command.stderr?.on('data', collect);
    return command;
  }

  async function printed(text: string): Promise<void> {
    const giveUp = performance.now() + 50_000;
    while (!output.includes(text)) {
      if (performance.now() > giveUp || command?.exitCode !== null)
        throw new Error(`never printed "${text}":\n${output}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async function occupy(port: string): Promise<Server> {
    const server = createServer();
    server.listen(Number(port));
    await once(server, 'listening');
    return server;
  }

  it('prints links that lead to the mini program, the web page and the panel, and Ctrl-C ends everything', async () => {
    const running = start();
    const links = [
      `http://localhost:${ports.EMULATOR_PORT}/_emulator/client/`,
      `http://localhost:${ports.PORT}/`,
      `http://localhost:${ports.EMULATOR_PORT}/_emulator/`,
    ];
    for (const link of links) await printed(`${link} `);
    for (const link of links) {
      const page = await fetch(link);
      expect([link, page.status, page.headers.get('content-type')]).toEqual([
        link,
        200,
        expect.stringContaining('html'),
      ]);
    }
    expect((await fetch(`http://localhost:${ports.EMULATOR_PORT}/_emulator/gadget/`)).status).toBe(200);
    running.kill('SIGINT');
    expect(await once(running, 'exit')).toEqual([0, null]);
    expect(await isFree(Number(ports.PORT))).toBe(true);
    expect(await isFree(Number(ports.EMULATOR_PORT))).toBe(true);
  });

  it.each(['PORT', 'EMULATOR_PORT'] as const)('says that %s is taken, and how to choose another', async (name) => {
    const other = await occupy(ports[name]);
    try {
      const [status] = await once(start(), 'exit');
      expect(status).toBe(1);
      expect(output).toContain(`Port ${ports[name]} is in use`);
      expect(output).toContain(`${name}=`);
    } finally {
      other.close();
    }
  });

  it('ends as a whole with the reason when the server cannot start', async () => {
    const [status] = await once(start({ DATABASE_URL: 'mysql://nowhere' }), 'exit');
    expect(status).toBe(1);
    expect(output).toContain('DATABASE_URL');
    expect(await isFree(Number(ports.EMULATOR_PORT))).toBe(true);
  });

  it('uses the real platform and starts no emulator once an app is configured', async () => {
    const running = start({
      FEISHU_APP_ID: 'cli_0123456789abcdef',
      FEISHU_APP_SECRET: 'not-a-real-secret-0000000000000',
    });
    await printed('cli_0123456789abcdef');
    expect(output).toContain(`http://localhost:${ports.PORT}/auth/callback`);
    expect(await isFree(Number(ports.EMULATOR_PORT))).toBe(true);
    running.kill('SIGTERM');
    expect(await once(running, 'exit')).toEqual([0, null]);
  });
});
