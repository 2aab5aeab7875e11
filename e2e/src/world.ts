import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from 'feishu-emulator';
import { buildGadgetFor } from '../../scripts/build.ts';
import { emulatedPlatform, registerServer, seedApp } from '../../scripts/emulated-platform.ts';
import { freePort } from '../../scripts/free-port.ts';
import { rendered } from '../../scripts/gadget-page.ts';
import { type Exit, type ServerProcess, startServer } from '../../scripts/server-process.ts';
import { leaksOfRun } from './leaks.ts';
import { controlPlatform, type Platform } from './platform.ts';
import { type ServerApi, serverApi } from './server-api.ts';

export interface WorldOptions {
  /** Server settings that differ from the defaults. */
  env?: Record<string, string>;
  /** A database to use instead of a fresh SQLite file. */
  databaseUrl?: string | undefined;
  /** Also builds the mini program for this server, and serves it rendered at /_emulator/gadget/. */
  gadget?: boolean;
}

/** The emulated platform and the built server, as processes and sockets, with an empty database. */
export interface World {
  readonly platform: Platform;
  readonly server: ServerApi & { readonly url: string };
  /** The folder of the built mini program; empty unless it was asked for. */
  readonly gadgetDist: string;
  /** Everything the server has printed, line by line, across restarts. */
  readonly log: readonly string[];
  /** Every one-time code the platform has handed out so far. */
  codes(): ReadonlySet<string>;
  /** Ends the server the hard way and starts it again on the same port and data. */
  crashAndRestart(): Promise<void>;
  /** Ends the server gracefully and tells how it went. */
  stopServer(): Promise<Exit>;
  /** Sends the server an event over its long connection, exactly as given. @returns the code it acknowledged with */
  sendEvent(event: object): Promise<number | null>;
  /** Ends the server gracefully and starts it again, with other settings if given. */
  restart(env?: Record<string, string>): Promise<void>;
  /** Another server process beside the first, on its own port; rejects with what it printed when it does not start. */
  startSecondServer(): Promise<void>;
  /** Ends everything. Rejects when the log or the database holds a secret of the run. */
  close(): Promise<void>;
}

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'world-'));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const gadgetDist = join(folder, 'gadget');
  if (options.gadget) await buildGadgetFor(url, gadgetDist);
  const emulator = await startEmulator(options.gadget ? { gadget: { html: await rendered(gadgetDist) } } : {});
  const log: string[] = [];
  const extra: ServerProcess[] = [];
  let changes = options.env ?? {};

  const start = (onPort: number): Promise<ServerProcess> =>
    startServer({
      cwd: folder,
      env: {
        LOG_LEVEL: 'trace',
        // All sign-ins of a test file come from one address.
        LOGIN_FAILURES_PER_MINUTE: '10000',
        DATABASE_URL: options.databaseUrl ?? `sqlite:${join(folder, 'app.sqlite')}`,
        ...emulatedPlatform(emulator.url),
        ...changes,
        PORT: String(onPort),
        PUBLIC_URL: `http://localhost:${onPort}`,
      },
      onLine: (line) => log.push(line),
    });

  await registerServer(emulator.url, url);
  let server: ServerProcess;
  try {
    server = await start(port);
  } catch (error) {
    await emulator.close();
    throw error;
  }
  const handedOut = new Set<string>();
  const codes = (): ReadonlySet<string> => {
    for (const { value } of emulator.state.codes.all()) handedOut.add(value);
    return handedOut;
  };
  const platform = controlPlatform(emulator.url);
  return {
    platform: {
      ...platform,
      async reset() {
        codes();
        await platform.reset();
        await registerServer(emulator.url, url);
      },
    },
    codes,
    server: { url, ...serverApi(url) },
    gadgetDist,
    log,
    async crashAndRestart() {
      await server.kill();
      server = await start(port);
    },
    stopServer: () => server.stop(),
    sendEvent: async (event) => (await emulator.state.connections.push(seedApp.id, event)).status,
    async restart(env = changes) {
      changes = env;
      await server.stop();
      server = await start(port);
    },
    async startSecondServer() {
      extra.push(await start(await freePort()));
    },
    async close() {
      await Promise.all([server, ...extra].map((process) => process.stop()));
      const leaks = await leaksOfRun(log, folder, codes());
      await emulator.close();
      await rm(folder, { recursive: true, force: true });
      if (leaks.length > 0) throw new Error(leaks.slice(0, 5).join('\n'));
    },
  };
}
