import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from 'feishu-emulator';
import { buildGadgetFor } from '../../scripts/build.ts';
import { emulatedPlatform, registerServer, seedApp } from '../../scripts/emulated-platform.ts';
import { freePort } from '../../scripts/free-port.ts';
import { rendered } from '../../scripts/gadget-page.ts';
import { type Exit, type ServerProcess, startServer } from '../../scripts/server-process.ts';
import { emptyDatabase } from './empty-database.ts';
import { everythingKept } from './kept.ts';
import { leaksOfRun } from './leaks.ts';
import { controlPlatform, type Platform } from './platform.ts';
import { type Exchange, startProxy } from './proxy.ts';
import { type ServerApi, serverApi } from './server-api.ts';

export interface WorldOptions {
  /** Server settings that differ from the defaults. */
  env?: Record<string, string>;
  /** A database to use instead of a fresh one of the kind this run is about. */
  databaseUrl?: string | undefined;
  /** Also builds the mini program for this server, and serves it rendered at /_emulator/gadget/. */
  gadget?: boolean;
  /** Also notes everything that is said to the server and by it to the platform. */
  recorded?: boolean;
}

/** The emulated platform and the built server, as processes and sockets, with an empty database. */
export interface World {
  readonly platform: Platform;
  readonly server: ServerApi & { readonly url: string };
  /** The folder of the built mini program; empty unless it was asked for. */
  readonly gadgetDist: string;
  /** Where the server keeps its data. */
  readonly databaseUrl: string;
  /** Everything the server has printed, line by line, across restarts. */
  readonly log: readonly string[];
  /** Empty unless it was asked for. */
  readonly traffic: Traffic;
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

/** What went over the wire, in the order in which it ended. */
export interface Traffic {
  readonly withServer: readonly Exchange[];
  readonly withPlatform: readonly Exchange[];
}

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'world-'));
  const port = await freePort();
  const withServer: Exchange[] = [];
  const withPlatform: Exchange[] = [];
  const front = options.recorded
    ? await startProxy(
        () => port,
        (exchange) => withServer.push(exchange),
      )
    : undefined;
  const url = front?.url ?? `http://localhost:${port}`;
  const gadgetDist = join(folder, 'gadget');
  if (options.gadget) await buildGadgetFor(url, gadgetDist);
  const emulator = await startEmulator(options.gadget ? { gadget: { html: await rendered(gadgetDist) } } : {});
  const back = options.recorded
    ? await startProxy(
        () => emulator.port,
        (exchange) => withPlatform.push(exchange),
      )
    : undefined;
  const log: string[] = [];
  const extra: ServerProcess[] = [];
  const database =
    options.databaseUrl === undefined
      ? await emptyDatabase(folder)
      : { url: options.databaseUrl, drop: async () => undefined };
  let changes = options.env ?? {};

  const start = (onPort: number): Promise<ServerProcess> =>
    startServer({
      cwd: folder,
      env: {
        LOG_LEVEL: 'trace',
        // All sign-ins of a test file come from one address.
        LOGIN_FAILURES_PER_MINUTE: '10000',
        DATABASE_URL: database.url,
        ...emulatedPlatform(emulator.url),
        ...(back && { FEISHU_OPEN_URL: back.url }),
        ...changes,
        PORT: String(onPort),
        PUBLIC_URL: onPort === port ? url : `http://localhost:${onPort}`,
      },
      onLine: (line) => log.push(line),
    });

  await registerServer(emulator.url, url);
  let server: ServerProcess;
  try {
    server = await start(port);
  } catch (error) {
    await Promise.all([emulator.close(), front?.close(), back?.close()]);
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
    databaseUrl: database.url,
    log,
    traffic: { withServer, withPlatform },
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
      const leaks = leaksOfRun(log, await everythingKept(database.url), codes());
      await Promise.all([emulator.close(), front?.close(), back?.close(), database.drop()]);
      await rm(folder, { recursive: true, force: true });
      if (leaks.length > 0) throw new Error(leaks.slice(0, 5).join('\n'));
    },
  };
}
