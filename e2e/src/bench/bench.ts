import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../../../scripts/build.ts';
import { startPostgres } from '../databases.ts';
import { startPeer } from './peers.ts';
import { reportRevocation } from './revocation-report.ts';
import { startMeasured } from './servers.ts';
import { reportThroughput } from './throughput-report.ts';

/** `pnpm bench`: what the server costs, beside peers that do less, in the same minutes on the same machine. */
await build();
const folder = await mkdtemp(join(tmpdir(), 'bench-'));
const ends: (() => unknown)[] = [() => rm(folder, { recursive: true, force: true })];
/** Notes how to end what was just started. */
function ending<T>(started: T, end: (started: T) => unknown): T {
  ends.unshift(() => end(started));
  return started;
}

try {
  const databases = ending(await startPostgres({ durable: true }), ({ stop }) => stop());
  const postgresUrl = (await databases.create()) ?? '';
  const platform = ending(await startPeer('platform'), ({ close }) => close());
  const start = async (url: string) => ending(await startMeasured(url, platform.port), ({ stop }) => stop());
  const sqlite = await start(`sqlite:${join(folder, 'app.sqlite')}`);
  const postgres = await start(postgresUrl);
  const besideIt = await start(postgresUrl);
  console.log(`\n${availableParallelism()} cores for everything: servers, databases, the load`);
  await reportThroughput({ sqlite, postgres });
  await reportRevocation(postgres, besideIt);
} finally {
  for (const end of ends) await end();
}
