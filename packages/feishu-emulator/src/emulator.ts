import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from './app.ts';
import { acceptUpgrades, isLongConnection } from './events/long-connection/upgrade.ts';
import { createRecorder, type Recorder } from './openapi/recorder.ts';
import { type RecordedCall, readRecording } from './openapi/recording.ts';
import { checkOptions, type EmulatorOptions, OptionError } from './options.ts';
import { createState } from './state/create-state.ts';
import type { State } from './state/state.ts';
import { chooseWorld } from './worlds/choose-world.ts';
import { createWorlds, maxWorlds, type World, type Worlds, worldName } from './worlds/worlds.ts';

export interface Emulator {
  url: string;
  port: number;
  state: State;
  /** A platform of its own at `<url>/w/<name>`, made on first use. */
  world(name: string): { url: string; state: State };
  /** Asked again, it waits for the same end. */
  close(): Promise<void>;
}

/** Starts an emulated platform, or throws an OptionError, SeedError or SettingError that names what does not fit. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  checkOptions(options);
  const { port = 0, host = '127.0.0.1' } = options;
  const calls = options.replay && (await readRecording(options.replay.file));
  const recorder = options.record && createRecorder(options.record.to, options.record.file);
  const make = (): World => createWorld({ ...options, host }, worlds, { calls, recorder });
  const worlds: Worlds = createWorlds(make);
  const { state, listener } = make();
  // The platform accepts longer headers than Node does by default.
  const limits = { maxHeaderSize: 64 * 1024, shouldUpgradeCallback: isLongConnection };
  const server = createServer(limits, chooseWorld(listener, worlds));
  // Tickets are unlike each other: each is known to the world that handed it out.
  acceptUpgrades(server, {
    accept: (ticket, socket) =>
      [state, ...worlds.all().map((world) => world.state)].some(({ connections }) =>
        connections.accept(ticket, socket),
      ),
  });
  const address = await new Promise<AddressInfo>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const bound = server.address();
      if (bound === null || typeof bound === 'string') reject(new Error('The emulator needs a TCP port'));
      else resolve(bound);
    });
  });
  const name = ['127.0.0.1', '::1', '0.0.0.0', '::'].includes(host) ? 'localhost' : host;
  let closed: Promise<void> | undefined;
  const url = `http://${name}:${address.port}`;
  return {
    url,
    port: address.port,
    state,
    world(called) {
      const opened = worldName.test(called) ? worlds.open(called) : undefined;
      if (!opened) throw new OptionError(`"${called}" is no name for a world, or there are ${maxWorlds} already.`);
      return { url: `${url}/w/${called}`, state: opened.state };
    },
    close() {
      closed ??= new Promise<void>((resolve, reject) => {
        state.close();
        worlds.close();
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      });
      return closed;
    },
  };
}

/** What the worlds of a process share. */
interface Shared {
  calls: readonly RecordedCall[] | undefined;
  recorder: Recorder | undefined;
}

/** One platform: what it knows, and what answers for it. */
function createWorld(options: EmulatorOptions & { host: string }, worlds: Worlds, { calls, recorder }: Shared): World {
  const { host, seed, settings, apps, stubs, replay, gadget, relayOrigins = [], allowedHosts = [] } = options;
  const state = createState({
    seed,
    ...(settings && { settings }),
    ...(apps && { apps }),
    ...(stubs && { stubs }),
    ...(calls && { replay: { ...replay, calls } }),
  });
  const { koa } = createApp(state, {
    gadgetHtml: gadget?.html,
    relayOrigins,
    allowedHosts: [host, ...allowedHosts],
    worlds,
    recorder,
  });
  return { state, listener: koa.callback() };
}
