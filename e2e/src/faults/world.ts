import { type Emulator, startEmulator } from 'feishu-emulator';
import { emulatedPlatform, registeredApps } from '../../../scripts/emulated-platform.ts';
import { freePort } from '../../../scripts/free-port.ts';
import { type Exit, type ServerProcess, startServer } from '../../../scripts/server-process.ts';
import { type Balancer, startBalancer } from '../balancer.ts';
import { controlPlatform, type Platform } from '../platform.ts';
import { type ServerApi, serverApi } from '../server-api.ts';

type Env = Readonly<Record<string, string>>;

interface WorldOptions {
  readonly databaseUrl: string;
  readonly instances?: 1 | 2;
  /** Settings that differ from the defaults. */
  readonly env?: Env;
  /** Settings of one instance only. */
  readonly envOf?: (instance: number) => Env;
}

/** One process of the built server. */
export interface Instance extends ServerApi {
  readonly url: string;
  readonly port: number;
  pid(): number;
  stop(): Promise<Exit>;
  kill(): Promise<Exit>;
  /** After it was stopped or killed; resolves when it is ready. */
  start(): Promise<void>;
}

/** The emulated platform and some instances of the server on one database, made to be hurt. */
export interface FaultWorld {
  readonly platform: Platform;
  readonly emulator: Emulator;
  /** Where people are: before the only instance, or before the balancer. */
  readonly url: string;
  readonly api: ServerApi;
  readonly instances: readonly Instance[];
  readonly databaseUrl: string;
  readonly log: readonly string[];
  /** Every call that the platform took, from the first. */
  readonly calls: readonly Call[];
  /** Resolves when requests go to every instance. */
  complete(): Promise<void>;
  close(): Promise<void>;
}

export interface Call {
  readonly path: string;
  readonly committed: boolean;
  /** The hash of the one-time code that was sent along. */
  readonly code: string | undefined;
  /** The fault that struck, by name. */
  readonly fault: string | null;
}

/** Of the log: an hour's is more than there is memory for. */
const linesKept = 100_000;

/** Limits that a load from one address does not reach. */
const room: Env = {
  LOGIN_FAILURES_PER_MINUTE: '999999',
  LOGIN_REQUESTS_PER_MINUTE: '999999',
  SESSIONS_PER_USER: '100000',
  TRUSTED_PROXIES: '127.0.0.1/32,::1/128',
};

export async function startFaultWorld(options: WorldOptions): Promise<FaultWorld> {
  const { databaseUrl, instances: count = 1 } = options;
  const ports = await Promise.all(Array.from({ length: count }, () => freePort()));
  const balancer = count > 1 ? await startBalancer(ports) : undefined;
  const url = balancer?.url ?? `http://localhost:${ports[0]}`;
  const emulator = await startEmulator({ apps: registeredApps(url) });
  const calls: Call[] = [];
  emulator.state.journal.subscribe(({ path, committed, credentials, fault }) =>
    calls.push({ path, committed, code: credentials.code, fault }),
  );
  const log: string[] = [];
  const env = {
    ...room,
    ...emulatedPlatform(emulator.url),
    ...options.env,
    DATABASE_URL: databaseUrl,
    PUBLIC_URL: url,
  };
  const instances = ports.map((port, i) =>
    createInstance(port, { ...env, ...options.envOf?.(i) }, (line) => void (log.length < linesKept && log.push(line))),
  );
  const close = () => closeAll(instances, balancer, emulator);
  // At once, as an orchestrator would.
  await Promise.all(instances.map(({ start }) => start())).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  await balancer?.complete();
  return {
    platform: controlPlatform(emulator.url),
    ...{ emulator, url, instances, databaseUrl, log, calls, close },
    api: serverApi(url),
    complete: async () => balancer?.complete(),
  };
}

/** A world for as long as the work takes. */
export async function inWorld<T>(options: WorldOptions, work: (world: FaultWorld) => Promise<T>): Promise<T> {
  const world = await startFaultWorld(options);
  try {
    return await work(world);
  } finally {
    await world.close();
  }
}

function createInstance(port: number, env: Env & { PUBLIC_URL: string }, onLine: (line: string) => void): Instance {
  const url = `http://localhost:${port}`;
  let running: ServerProcess | undefined;
  const gone: Exit = { status: null, signal: null };
  return {
    url,
    port,
    ...serverApi(url),
    pid: () => running?.pid ?? 0,
    stop: async () => (await running?.stop()) ?? gone,
    kill: async () => (await running?.kill()) ?? gone,
    async start() {
      running = await startServer({ env: { ...env, PORT: String(port) }, onLine });
    },
  };
}

async function closeAll(instances: readonly Instance[], balancer: Balancer | undefined, emulator: Emulator) {
  await Promise.all(instances.map((instance) => instance.stop()));
  await balancer?.close();
  await emulator.close();
}
