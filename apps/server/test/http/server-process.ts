import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** As it is deployed, and built before the tests: it starts twice as fast as its source. */
const built = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const repository = fileURLToPath(new URL('../../../../', import.meta.url));

export interface Exit {
  readonly code: number | null;
  /** Everything written to standard error. */
  readonly said: string;
}

export interface RunningServer {
  readonly child: ChildProcess;
  readonly port: number;
  /** Standard output so far: one JSON line per event. */
  readonly log: () => string;
  readonly exited: Promise<Exit>;
}

/** Everything a server process needs around it, and the processes started there. */
export interface Place {
  readonly folder: string;
  /** Settings with which a server starts; each place has its own port and database. */
  readonly env: Record<string, string>;
  readonly port: number;
  readonly platform: HeldPlatform;
  /** Starts the server as a process of its own; `env` replaces settings. */
  start(env?: Record<string, string | undefined>): RunningServer;
  /** Starts it and waits until it is ready. */
  startReady(env?: Record<string, string>): Promise<RunningServer>;
  close(): Promise<void>;
}

export async function createPlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'server-process-'));
  await writeFile(join(folder, 'index.html'), '<script id="boot" type="application/json">null</script>');
  const platform = await holdPlatform();
  const port = await freePort();
  const env = {
    PORT: String(port),
    PUBLIC_URL: `http://localhost:${port}`,
    DATABASE_URL: `sqlite:${join(folder, 'app.sqlite')}`,
    WEB_ROOT: folder,
    FEISHU_APP_ID: 'cli_a1b2c3d4e5f60718',
    FEISHU_APP_SECRET: 'secret-of-the-app',
    FEISHU_OPEN_URL: platform.url,
    FEISHU_ACCOUNTS_URL: platform.url,
  };
  const children: RunningServer[] = [];
  const start = (changes: Record<string, string | undefined> = {}) => {
    const running = run({ ...env, ...changes }, port);
    children.push(running);
    return running;
  };
  return {
    folder,
    env,
    port,
    platform,
    start,
    startReady: async (changes) => {
      const running = start(changes);
      await ready(running);
      return running;
    },
    close: async () => {
      for (const { child, exited } of children) {
        child.kill('SIGKILL');
        await exited;
      }
      platform.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function run(env: Record<string, string | undefined>, port: number): RunningServer {
  const child = spawn(process.execPath, [built], {
    cwd: repository,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [log, said] = ['', ''];
  child.stdout.on('data', (part) => {
    log += String(part);
  });
  child.stderr.on('data', (part) => {
    said += String(part);
  });
  const exited = once(child, 'close').then(([code]) => ({ code, said }));
  return { child, port, log: () => log, exited };
}

async function ready({ port, exited }: RunningServer): Promise<void> {
  let gone: Exit | undefined;
  void exited.then((exit) => {
    gone = exit;
  });
  while (gone === undefined) {
    const answer = await fetch(`http://localhost:${port}/readyz`).catch(() => undefined);
    if (answer?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The server ended before it was ready: ${gone.said}`);
}

async function freePort(): Promise<number> {
  const server = createTcpServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

interface HeldPlatform {
  readonly url: string;
  /** Resolves when a code has arrived for its exchange, which then waits. */
  readonly asked: () => Promise<unknown>;
  /** Lets the exchanges that wait, and all later ones, succeed. */
  release(): void;
  close(): void;
}

/** A platform that exchanges any code, once it is told to. Each code is that of somebody else. */
async function holdPlatform(): Promise<HeldPlatform> {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const server: Server = createServer(async (request, response) => {
    const asked = await text(request);
    response.setHeader('content-type', 'application/json; charset=utf-8');
    if (request.url === '/oauth/v3/token') {
      server.emit('exchange');
      await held;
      const code = new URLSearchParams(asked).get('code');
      response.end(JSON.stringify({ code: 0, access_token: `u-${code}`, expires_in: 7200, token_type: 'Bearer' }));
    } else {
      const open_id = request.headers.authorization?.replace('Bearer u-', 'ou_');
      response.end(JSON.stringify({ code: 0, data: { open_id, name: '张三', tenant_key: 'tenant_1' } }));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked: () => once(server, 'exchange'),
    release,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
