import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from './app.ts';
import { acceptUpgrades, isLongConnection } from './events/long-connection/upgrade.ts';
import { checkOptions, type EmulatorOptions } from './options.ts';
import { createState } from './state/create-state.ts';
import type { State } from './state/state.ts';

export interface Emulator {
  url: string;
  port: number;
  state: State;
  /** Asked again, it waits for the same end. */
  close(): Promise<void>;
}

/** Starts an emulated platform, or throws an OptionError, SeedError or SettingError that names what does not fit. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  checkOptions(options);
  const { port = 0, host = '127.0.0.1', seed, settings, apps, gadget, relayOrigins = [], allowedHosts = [] } = options;
  const state = createState({ seed, ...(settings && { settings }), ...(apps && { apps }) });
  const { koa } = createApp(state, {
    gadgetHtml: gadget?.html,
    relayOrigins,
    allowedHosts: [host, ...allowedHosts],
  });
  // The platform accepts longer headers than Node does by default.
  const limits = { maxHeaderSize: 64 * 1024, shouldUpgradeCallback: isLongConnection };
  const server = createServer(limits, koa.callback());
  acceptUpgrades(server, state.connections);
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
  return {
    url: `http://${name}:${address.port}`,
    port: address.port,
    state,
    close() {
      closed ??= new Promise<void>((resolve, reject) => {
        state.close();
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      });
      return closed;
    },
  };
}
