import { freePort } from '../../scripts/free-port.ts';
import { type Exit, type ServerProcess, startServer } from '../../scripts/server-process.ts';

interface Wanted {
  cwd: string;
  /** Where the first server listens, and the address at which it is asked. */
  port: number;
  url: string;
  /** Settings that stay. */
  env: Record<string, string>;
  /** Settings that a restart may replace. */
  changes: Record<string, string>;
  onLine: (line: string) => void;
}

/** The first server, and what a test may do to it. */
export interface Servers {
  /** Ends the server the hard way and starts it again on the same port and data. */
  crashAndRestart(): Promise<void>;
  /** Ends the server gracefully and tells how it went. */
  stopServer(): Promise<Exit>;
  /** Ends the server gracefully and starts it again, with other settings if given. */
  restart(env?: Record<string, string>): Promise<void>;
  /** Another server process beside the first, on its own port; rejects with what it printed when it does not start. */
  startSecondServer(): Promise<void>;
}

export async function startServers(wanted: Wanted): Promise<{ servers: Servers; stopAll(): Promise<void> }> {
  const { cwd, port, url, onLine } = wanted;
  let { changes } = wanted;
  const start = (onPort: number): Promise<ServerProcess> =>
    startServer({
      cwd,
      env: {
        ...wanted.env,
        ...changes,
        PORT: String(onPort),
        PUBLIC_URL: onPort === port ? url : `http://localhost:${onPort}`,
      },
      onLine,
    });
  const beside: ServerProcess[] = [];
  let first = await start(port);
  return {
    servers: {
      async crashAndRestart() {
        await first.kill();
        first = await start(port);
      },
      stopServer: () => first.stop(),
      async restart(env = changes) {
        changes = env;
        await first.stop();
        first = await start(port);
      },
      async startSecondServer() {
        beside.push(await start(await freePort()));
      },
    },
    async stopAll() {
      await Promise.all([first, ...beside].map((server) => server.stop()));
    },
  };
}
