import { openSync } from 'node:fs';
import { join } from 'node:path';
import type { Postgres } from '../databases.ts';
import type { PeerOptions } from './peers/peer.ts';
import { type PeerKind, type StartedPeer, startPeer } from './peers/start.ts';
import { type MeasuredServer, type ServerPlace, startMeasured } from './servers.ts';

export type Kind = 'SQLite' | 'PostgreSQL';
export const kinds: readonly Kind[] = ['SQLite', 'PostgreSQL'];

/** Where everything that is measured runs; whatever is started here ends with it. */
export interface Stage {
  /** An empty database of that kind. */
  database(kind: Kind): Promise<string>;
  place(databaseUrl: string): ServerPlace;
  /** The server on a database. */
  server(databaseUrl: string, how?: Pick<ServerPlace, 'checkout' | 'heap'>): Promise<MeasuredServer>;
  peer(which: PeerKind, options?: Omit<PeerOptions, 'port'>): Promise<StartedPeer>;
  /** Ends what was started since the last time, databases excepted. */
  clear(): Promise<void>;
}

export async function openStage(folder: string, postgres: Postgres): Promise<Stage & { close(): Promise<void> }> {
  // Production's goes to whoever collects it; a file costs the same and disturbs nobody.
  const log = openSync(join(folder, 'log'), 'a');
  const platform = await startPeer('platform', log);
  let started: (() => unknown)[] = [];
  let files = 0;
  const place = (databaseUrl: string): ServerPlace => ({ databaseUrl, platformPort: platform.port, log });
  const clear = async () => {
    const ending = started.reverse();
    started = [];
    for (const end of ending) await end();
  };
  return {
    database: async (kind) => {
      files += 1;
      return kind === 'SQLite' ? `sqlite:${join(folder, `${files}.sqlite`)}` : postgres.create();
    },
    place,
    server: async (databaseUrl, how) => {
      const server = await startMeasured({ ...place(databaseUrl), ...how });
      started.push(server.stop);
      return server;
    },
    peer: async (which, options) => {
      const peer = await startPeer(which, log, { platform: platform.port, ...options });
      started.push(peer.close);
      return peer;
    },
    clear,
    close: async () => {
      await clear();
      platform.close();
    },
  };
}
