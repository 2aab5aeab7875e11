import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, startEmulator } from 'feishu-emulator';
import { buildGadgetFor } from '../../scripts/build.ts';
import { emulatedPlatform, registeredApps, seedApp } from '../../scripts/emulated-platform.ts';
import { freePort } from '../../scripts/free-port.ts';
import { rendered } from '../../scripts/gadget-page.ts';
import { emptyDatabase } from './empty-database.ts';
import { everythingKept } from './kept.ts';
import { leaksOfRun } from './leaks.ts';
import { openLine } from './line.ts';
import { controlPlatform, type Platform } from './platform.ts';
import type { Exchange } from './proxy.ts';
import { type ServerApi, serverApi } from './server-api.ts';
import { type Servers, startServers } from './servers-of-world.ts';

export interface WorldOptions {
  /** Server settings that differ from the defaults. */
  env?: Record<string, string>;
  /** A database to use instead of a fresh one of the kind this run is about. */
  databaseUrl?: string | undefined;
  /** Also builds the mini program for this server, whose sign-in waits for a tap unless it is `automatic`, and serves it rendered at /_emulator/gadget/. */
  gadget?: boolean | 'automatic';
  /** Also notes everything that is said to the server and by it to the platform. */
  recorded?: boolean;
  /** Where people reach the server, when a proxy of the test stands in front of it. */
  publicUrl?: string;
}

/** The emulated platform and the built server, as processes and sockets, with an empty database. */
export interface World extends Servers {
  readonly platform: Platform;
  readonly server: ServerApi & { readonly url: string; readonly port: number };
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
  /** Sends the server an event over its long connection, exactly as given. @returns the code it acknowledged with */
  sendEvent(event: object): Promise<number | null>;
  /** Ends everything. Rejects when the log or the database holds a secret of the run. */
  close(): Promise<void>;
}

/** What went over the wire, in the order in which it ended: to the server, and between it and the platform. */
export interface Traffic {
  readonly withServer: readonly Exchange[];
  readonly withPlatform: readonly Exchange[];
}

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const { recorded: overheard = false, gadget = false, env: changes = {} } = options;
  const folder = await mkdtemp(join(tmpdir(), 'world-'));
  const port = await freePort();
  const toServer = await openLine(`http://localhost:${port}`, { overheard });
  const url = options.publicUrl ?? toServer.url;

  const gadgetDist = join(folder, 'gadget');
  if (gadget !== false) await buildGadgetFor(url, gadgetDist, gadget === 'automatic' ? gadget : 'tap');
  const emulator = await startEmulator({
    apps: registeredApps(url),
    ...(gadget !== false && { gadget: { html: await rendered(gadgetDist) } }),
  });
  const toPlatform = await openLine(emulator.url, { overheard });
  const closePlatform = () => Promise.all([emulator.close(), toServer.close(), toPlatform.close()]);

  const database = await databaseFor(options, folder);
  const log: string[] = [];
  const env = {
    LOG_LEVEL: 'trace',
    // All sign-ins of a test file come from one address.
    LOGIN_FAILURES_PER_MINUTE: '10000',
    DATABASE_URL: database.url,
    ...emulatedPlatform(toPlatform.url),
  };
  const { servers, stopAll } = await startServers({
    ...{ cwd: folder, port, url, env, changes },
    onLine: (line) => log.push(line),
  }).catch(async (error: unknown) => {
    await closePlatform();
    throw error;
  });

  const codes = codesOf(emulator);
  return {
    ...servers,
    platform: { ...platformFor(emulator, codes), url: toPlatform.url },
    codes,
    server: { url, port, ...serverApi(url) },
    gadgetDist,
    databaseUrl: database.url,
    log,
    traffic: {
      withServer: toServer.exchanges,
      // The accounts host is for browsers as well, which say so, and whose test programs do.
      get withPlatform() {
        return toPlatform.exchanges.filter(({ asked }) => asked.headers['sec-fetch-mode'] === undefined);
      },
    },
    sendEvent: async (event) => (await emulator.state.connections.push(seedApp.id, event)).status,
    async close() {
      await stopAll();
      const leaks = leaksOfRun(log, await everythingKept(database.url), codes());
      await Promise.all([closePlatform(), database.drop()]);
      await rm(folder, { recursive: true, force: true });
      if (leaks.length > 0) throw new Error(leaks.slice(0, 5).join('\n'));
    },
  };
}

async function databaseFor({ databaseUrl }: WorldOptions, folder: string) {
  return databaseUrl === undefined ? emptyDatabase(folder) : { url: databaseUrl, drop: async () => undefined };
}

/** Every code up to now, those included that a reset of the platform has taken away. */
function codesOf(emulator: Emulator): () => ReadonlySet<string> {
  const handedOut = new Set<string>();
  return () => {
    for (const { value } of emulator.state.codes.all()) handedOut.add(value);
    return handedOut;
  };
}

/** The platform's control; the codes are noted before a reset takes them away. */
function platformFor(emulator: Emulator, codes: () => unknown): Platform {
  const platform = controlPlatform(emulator.url);
  return {
    ...platform,
    async reset() {
      codes();
      await platform.reset();
    },
  };
}
