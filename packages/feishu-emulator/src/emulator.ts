import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { acceptUpgrades, isLongConnection } from './events/long-connection/upgrade.ts';
import { checkOptions, type EmulatorOptions, OptionError } from './options.ts';
import { openPlatforms } from './platforms.ts';
import type { State } from './state/state.ts';
import { chooseWorld } from './worlds/choose-world.ts';
import { maxWorlds, worldName } from './worlds/worlds.ts';

export interface Emulator {
  url: string;
  port: number;
  state: State;
  /** A platform of its own at `<url>/w/<name>`, made on first use. */
  world(name: string): { url: string; state: State };
  /** Asked again, it waits for the same end. */
  close(): Promise<void>;
}

/** Starts an emulated platform, or throws an error that names the option, the field or the file that does not fit. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  checkOptions(options);
  const { port = 0, host = '127.0.0.1' } = options;
  const platforms = await openPlatforms({ ...options, host });
  const { state, listener, worlds } = platforms;
  // The platform accepts longer headers than Node does by default.
  const limits = { maxHeaderSize: 64 * 1024, shouldUpgradeCallback: isLongConnection };
  const server = createServer(limits, chooseWorld(listener, worlds));
  // Tickets are unlike each other: each is known to the world that handed it out.
  acceptUpgrades(server, {
    accept: (ticket, socket) =>
      [state, ...worlds.entries().map(([, world]) => world.state)].some(({ connections }) =>
        connections.accept(ticket, socket),
      ),
  });
  const address = await listen(server, port, host);
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
      closed ??= stop(server).then(platforms.close);
      return closed;
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const bound = server.address();
      if (bound === null || typeof bound === 'string') reject(new Error('The emulator needs a TCP port'));
      else resolve(bound);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
