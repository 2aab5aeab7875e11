import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Postgres, startPostgres } from '../databases.ts';
import type { Ground } from './fault-run.ts';

export interface OwnGround extends Ground {
  close(): Promise<void>;
}

export function openGround({ long, seed, note }: Pick<Ground, 'long' | 'seed' | 'note'>): OwnGround {
  const folders: string[] = [];
  let postgres: Promise<Postgres> | undefined;
  const startedPostgres = () => {
    postgres ??= startPostgres();
    return postgres;
  };
  const folder = async () => {
    const made = await mkdtemp(join(tmpdir(), 'faults-'));
    folders.push(made);
    return made;
  };
  return {
    long,
    seed,
    note,
    folder,
    postgres: startedPostgres,
    database: async (kind) =>
      kind === 'PostgreSQL' ? (await startedPostgres()).create() : `sqlite:${join(await folder(), 'app.sqlite')}`,
    async close() {
      await postgres?.then(({ stop }) => stop());
      for (const made of folders) await rm(made, { recursive: true, force: true });
    },
  };
}
