import { createServer, type RequestListener, type Server } from 'node:http';
import { createApp } from './app.ts';
import { type Door, openDoor } from './door.ts';
import { acceptUpgrades, isLongConnection } from './events/long-connection/upgrade.ts';
import type { HttpsOptions } from './https/https-server.ts';
import { inProcess, requireSettled } from './in-process.ts';
import type { RecordedCall } from './openapi/recorded-call.ts';
import { createRecorder, type Recorder } from './openapi/recorder.ts';
import { readRecording } from './openapi/recording.ts';
import { checkOptions, type EmulatorOptions, OptionError } from './options.ts';
import type { KeptState } from './persistence/kept-state.ts';
import { openPersistence, type Persistence } from './persistence/persistence.ts';
import { createState } from './state/create-state.ts';
import type { State } from './state/state.ts';
import { chooseWorld } from './worlds/choose-world.ts';
import { createWorlds, maxWorlds, type World, type Worlds, worldName } from './worlds/worlds.ts';

export interface Emulator {
  url: string;
  port: number;
  /** Where it stands for Feishu's own hosts, when `https` was asked for; clients are to trust `ca`. */
  https: { url: string; port: number; ca: string } | undefined;
  state: State;
  /** A platform of its own at `<url>/w/<name>`, made on first use. */
  world(name: string): { url: string; state: State };
  /** Asked again, it waits for the same end. */
  close(): Promise<void>;
}

/** The platform accepts longer headers than Node does by default. */
const limits = { maxHeaderSize: 64 * 1024, shouldUpgradeCallback: isLongConnection };

/** Starts an emulated platform, or throws an error that names the option, the field or the file that does not fit. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  checkOptions(options);
  const { port = 0, host = '127.0.0.1' } = options;
  let url = '';
  const platforms = await openPlatforms({ ...options, host }, () => url);
  const { state, listener, worlds } = platforms;
  const answer = chooseWorld(listener, worlds);
  const greet = (server: Server) =>
    acceptUpgrades(server, {
      // Tickets are unlike each other: each is known to the world that handed it out.
      accept: (ticket, socket) =>
        [state, ...worlds.entries().map(([, world]) => world.state)].some(({ connections }) =>
          connections.accept(ticket, socket),
        ),
    });
  const server = createServer(limits, answer);
  greet(server);
  const door = await openDoor(server, port, host);
  const secured = options.https && (await openHttps(options.https, host, answer, greet).catch(closing(door)));
  const name = ['127.0.0.1', '::1', '0.0.0.0', '::'].includes(host) ? 'localhost' : host;
  let closed: Promise<void> | undefined;
  url = `http://${name}:${door.port}`;
  return {
    url,
    port: door.port,
    https: secured && { url: `https://localhost:${secured.port}`, port: secured.port, ca: secured.ca },
    state,
    world(called) {
      const opened = worldName.test(called) ? worlds.open(called) : undefined;
      if (!opened) throw new OptionError(`"${called}" is no name for a world, or there are ${maxWorlds} already.`);
      return { url: `${url}/w/${called}`, state: opened.state };
    },
    close() {
      // Together: a door is not shut before the platforms have hung up the long connections behind it.
      closed ??= Promise.all([door.close(), secured?.close(), platforms.close()]).then(() => undefined);
      return closed;
    },
  };
}

/** Opens the door for clients with built-in hosts. What makes certificates is loaded here: few need it. */
async function openHttps(
  options: HttpsOptions,
  host: string,
  answer: RequestListener,
  greet: (server: Server) => void,
): Promise<Door & { ca: string }> {
  const { createHttpsServer } = await import('./https/https-server.ts');
  const { server, ca } = await createHttpsServer(options, limits, answer);
  greet(server);
  return { ...(await openDoor(server, options.port ?? 0, host)), ca };
}

function closing(door: Door) {
  return async (error: unknown): Promise<never> => {
    await door.close();
    throw error;
  };
}

/** The platforms of a process: the first, and the worlds beside it. */
interface Platforms {
  state: State;
  listener: RequestListener;
  worlds: Worlds;
  close(): Promise<void>;
}

type Options = EmulatorOptions & { host: string };

/** What all platforms of a process share. */
interface Shared {
  worlds: Worlds;
  calls: readonly RecordedCall[] | undefined;
  recorder: Recorder | undefined;
  save: (() => Promise<void>) | undefined;
}

/** What is each platform's own. */
interface Own {
  kept: KeptState | undefined;
  address: () => string;
}

/** Builds them as they were kept, or from the seed; throws what names the option or file that does not fit. */
async function openPlatforms(options: Options, url: () => string): Promise<Platforms> {
  const calls = options.replay && (await readRecording(options.replay.file));
  const recorder = options.record && createRecorder(options.record.to, options.record.file);
  const persistence: Persistence | undefined =
    options.persist === undefined ? undefined : await openPersistence(options.persist, () => keptNow());
  const worlds: Worlds = createWorlds((name) => make(name));
  const make = (name: string, kept: KeptState | undefined = persistence?.take(name)): World =>
    createWorld(
      options,
      { worlds, calls, recorder, save: persistence?.save },
      { kept, address: () => url() + (name === '' ? '' : `/w/${name}`) },
    );
  const kept = persistence?.take('');
  const { state, listener } = make('', kept);
  if (!kept) requireSettled(state, state.settings.values.auto_login);
  const keptNow = () =>
    Object.fromEntries([['', state.keep()], ...worlds.entries().map(([name, world]) => [name, world.state.keep()])]);
  for (const name of persistence?.worlds ?? []) worlds.open(name);
  await persistence?.save();
  return {
    state,
    listener,
    worlds,
    async close() {
      const saved = persistence?.save();
      state.close();
      worlds.close();
      await saved;
    },
  };
}

/** One platform: what it knows, and what answers for it. */
function createWorld(options: Options, shared: Shared, own: Own): World {
  const { host, seed, settings, apps, stubs, replay, gadget, relayOrigins = [], allowedHosts = [] } = options;
  const { calls, ...surroundings } = shared;
  const state = createState({
    seed,
    ...(settings && { settings }),
    ...(apps && { apps }),
    ...(stubs && { stubs }),
    ...(calls && { replay: { ...replay, calls } }),
    ...own,
  });
  const { koa } = createApp(state, {
    gadgetHtml: gadget?.html,
    relayOrigins,
    replayed: replay?.file,
    allowedHosts: [host, ...allowedHosts],
    ...surroundings,
  });
  return { state: inProcess(state), listener: koa.callback() };
}
