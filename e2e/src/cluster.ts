import { createServer, request } from 'node:http';
import { startEmulator } from 'feishu-emulator';
import { emulatedPlatform, registerServer } from '../../scripts/emulated-platform.ts';
import { freePort } from '../../scripts/free-port.ts';
import { type ServerProcess, startServer } from '../../scripts/server-process.ts';
import { controlPlatform, type Platform } from './platform.ts';
import { type ServerApi, serverApi } from './server-api.ts';

/** Two processes of the built server on one PostgreSQL database, and one address in front of both. */
export interface Cluster {
  readonly platform: Platform;
  /** The one address: requests go to the processes in turn. */
  readonly url: string;
  /** Each process by itself. */
  readonly instances: readonly [ServerApi & { readonly url: string }, ServerApi & { readonly url: string }];
  readonly log: readonly string[];
  close(): Promise<void>;
}

export async function startCluster(databaseUrl: string, env: Record<string, string> = {}): Promise<Cluster> {
  const emulator = await startEmulator({});
  const ports = [await freePort(), await freePort()] as const;
  const balancer = await startBalancer(ports);
  await registerServer(emulator.url, balancer.url);
  const log: string[] = [];
  const start = (port: number): Promise<ServerProcess> =>
    startServer({
      env: {
        DATABASE_URL: databaseUrl,
        LOGIN_FAILURES_PER_MINUTE: '10000',
        // The balancer is on this machine; it passes the public host on.
        TRUSTED_PROXIES: '127.0.0.1/32,::1/128',
        ...emulatedPlatform(emulator.url),
        ...env,
        PORT: String(port),
        PUBLIC_URL: balancer.url,
      },
      onLine: (line) => log.push(line),
    });
  // At once, as an orchestrator would: one of them migrates, the other waits for it.
  const processes = await Promise.all([start(ports[0]), start(ports[1])]);
  const instance = (port: number) => ({ url: `http://localhost:${port}`, ...serverApi(`http://localhost:${port}`) });
  return {
    platform: controlPlatform(emulator.url),
    url: balancer.url,
    instances: [instance(ports[0]), instance(ports[1])],
    log,
    async close() {
      await Promise.all(processes.map((process) => process.stop()));
      await balancer.close();
      await emulator.close();
    },
  };
}

/** The simplest load balancer there is: the next request goes to the next process. */
async function startBalancer(ports: readonly number[]): Promise<{ url: string; close(): Promise<void> }> {
  let turn = 0;
  const server = createServer((asked, answer) => {
    const port = ports[turn % ports.length];
    turn += 1;
    const { method, url: path, headers } = asked;
    const onward = request({ port, host: 'localhost', method, path, headers }, (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(answer);
    });
    onward.on('error', () => answer.writeHead(502).end());
    asked.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The balancer has no port.');
  return {
    url: `http://localhost:${address.port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
