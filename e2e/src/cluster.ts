import { startEmulator } from 'feishu-emulator';
import { emulatedPlatform, registeredApps } from '../../scripts/emulated-platform.ts';
import { freePort } from '../../scripts/free-port.ts';
import { type Exit, type ServerProcess, startServer } from '../../scripts/server-process.ts';
import { startBalancer } from './balancer.ts';
import { controlPlatform, type Platform } from './platform.ts';
import { type ServerApi, serverApi } from './server-api.ts';

/** Two processes of the built server on one PostgreSQL database, and one address in front of both. */
export interface Cluster {
  readonly platform: Platform;
  /** The one address: requests go in turn to the processes that are ready. */
  readonly url: string;
  /** Each process by itself. */
  readonly instances: readonly [ServerApi & { readonly url: string }, ServerApi & { readonly url: string }];
  readonly log: readonly string[];
  /** Ends one process gracefully, waits until it is gone, and starts it again; resolves when it gets requests. */
  restart(instance: 0 | 1): Promise<Exit>;
  /** Ends a process the hard way; the others go on. */
  kill(instance: 0 | 1): Promise<void>;
  /** Starts a killed process again. */
  start(instance: 0 | 1): Promise<void>;
  close(): Promise<void>;
}

export async function startCluster(databaseUrl: string, env: Record<string, string> = {}): Promise<Cluster> {
  const ports = [await freePort(), await freePort()] as const;
  const balancer = await startBalancer(ports);
  const emulator = await startEmulator({ apps: registeredApps(balancer.url) });
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
  await balancer.complete();
  const instance = (port: number) => ({ url: `http://localhost:${port}`, ...serverApi(`http://localhost:${port}`) });
  return {
    platform: controlPlatform(emulator.url),
    url: balancer.url,
    instances: [instance(ports[0]), instance(ports[1])],
    log,
    async restart(which) {
      const exit = await processes[which].stop();
      processes[which] = await start(ports[which]);
      await balancer.complete();
      return exit;
    },
    async kill(which) {
      await processes[which].kill();
    },
    async start(which) {
      processes[which] = await start(ports[which]);
    },
    async close() {
      await Promise.all(processes.map((process) => process.stop()));
      await balancer.close();
      await emulator.close();
    },
  };
}
