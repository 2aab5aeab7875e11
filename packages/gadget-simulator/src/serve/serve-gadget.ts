import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Platform } from '../platform/platform.ts';
import { type RelayedRequest, relayedLimit, tooLarge } from '../platform/relay.ts';
import { SimulatorError } from '../simulator-error.ts';
import { createChanges } from './changes.ts';
import { openGadgetFolder } from './gadget-folder.ts';
import { createNetworkLog, type NetworkLog } from './network-log.ts';
import { failurePage, launchOf, servedPage } from './page.ts';
import { passOn, readBody } from './pass-on.ts';
import { relay } from './relay.ts';

export interface ServeOptions {
  /** The folder with project.config.json. */
  folder: string;
  /** 0 takes any free one. */
  port: number;
  platform: Pick<Platform, 'url'>;
  /** Parameters of the page's address: who and where, what client. */
  parameters: Record<string, string>;
  /** Told of saved files after the pages were. */
  onChange?(paths: readonly string[]): void;
}

export interface ServedGadget {
  /** Opens the mini program as the options say. */
  url: string;
  network: NetworkLog;
  close(): Promise<void>;
}

/** Serves a mini program on this machine alone, loads its page anew after each save, and sends what it sends. */
export async function serveGadget(options: ServeOptions): Promise<ServedGadget> {
  const { folder, port, platform, parameters, onChange } = options;
  const network = createNetworkLog();
  const changes = createChanges(folder, onChange);

  async function page(address: URL, response: ServerResponse): Promise<void> {
    if (address.searchParams.get('open_id') === null) {
      response.writeHead(302, { location: `/?${new URLSearchParams(parameters)}` }).end();
      return;
    }
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('cache-control', 'no-store');
    try {
      const gadget = await openGadgetFolder(folder);
      response.end(await servedPage(folder, launchOf(address.searchParams, gadget)));
    } catch (error) {
      response.writeHead(500).end(failurePage(error));
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = new URL(request.url ?? '/', 'http://localhost');
    if (!isOurs(request)) return void response.writeHead(421).end('This address is for this machine alone.\n');
    if (address.pathname === '/') return page(address, response);
    if (address.pathname === '/_simulator/changes') return changes.join(response);
    if (address.pathname === '/_simulator/network') return json(response, 200, { exchanges: network.list() });
    if (address.pathname === '/_emulator/relay') {
      const sent = await readBody(request, relayedLimit);
      if (sent === undefined) return json(response, 413, { error: tooLarge('what is sent').message });
      const { status, body } = await relay(JSON.parse(sent.toString()) as RelayedRequest, network);
      return json(response, status, body);
    }
    if (address.pathname.startsWith('/_emulator/')) return passOn(request, response, platform.url);
    response.writeHead(404).end();
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!response.headersSent) json(response, 502, { error: error instanceof Error ? error.message : String(error) });
    });
  });
  const bound = await listen(server, port);
  return {
    url: `http://localhost:${bound}/`,
    network,
    async close() {
      changes.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/**
 * This machine's own names and pages alone: a name that leads here may be anybody's (DNS rebinding), and any page may
 * send (which says where it comes from). What is sent on from here would be believed.
 */
function isOurs({ headers: { host = '', origin } }: IncomingMessage): boolean {
  const isHere = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(host);
  return isHere && (origin === undefined || origin === `http://${host}`);
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') reject(new SimulatorError({ code: 'port_in_use', port }));
      else if (error.code === 'EACCES') reject(new SimulatorError({ code: 'port_forbidden', port }));
      else reject(error);
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}
