import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from './app.ts';
import { acceptUpgrades } from './events/long-connection/upgrade.ts';
import type { GadgetHtml } from './exchange/router.ts';
import type { AppChanges, SeedInput } from './seed/seed.ts';
import { createState } from './state/create-state.ts';
import type { SettingsPatch } from './state/settings.ts';
import type { State } from './state/state.ts';

export interface EmulatorOptions {
  /** 0, the default, takes any free one. */
  port?: number;
  /** The address to listen on; loopback unless told otherwise. */
  host?: string;
  /** Replaces the default seed; anything that does not fit is refused with the path of the bad field. */
  seed?: SeedInput;
  /** On top of the seed's. */
  settings?: SettingsPatch;
  /** Console settings of the seed's apps, by App ID, on top of the seed's: a reset comes back to them. */
  apps?: AppChanges;
  /** A built gadget rendered to one page, served at `/_emulator/gadget/`; a function is asked at each visit. */
  gadget?: { html: GadgetHtml };
  /** Origins the relay may call beside loopback. */
  relayOrigins?: readonly string[];
}

export interface Emulator {
  url: string;
  port: number;
  state: State;
  close(): Promise<void>;
}

/** Starts an emulated platform. Several in one process share nothing. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { port = 0, host = '127.0.0.1', seed, settings, apps, gadget, relayOrigins = [] } = options;
  const state = createState({ seed, ...(settings && { settings }), ...(apps && { apps }) });
  const { koa } = createApp(state, { gadgetHtml: gadget?.html, relayOrigins });
  // The platform accepts longer headers than Node does by default.
  const server = createServer({ maxHeaderSize: 64 * 1024 }, koa.callback());
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
  return {
    url: `http://${name}:${address.port}`,
    port: address.port,
    state,
    close: () =>
      new Promise<void>((resolve, reject) => {
        state.close();
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
