import type { FaultRun } from './fault-run.ts';
import { clock } from './runs/clock.ts';
import { connectionsEnded } from './runs/connections-ended.ts';
import { corrupted } from './runs/corrupted.ts';
import { databaseAway } from './runs/database-away.ts';
import { databaseSlow } from './runs/database-slow.ts';
import { disk } from './runs/disk.ts';
import { eventStorm } from './runs/event-storm.ts';
import { failover } from './runs/failover.ts';
import { fuzz } from './runs/fuzz.ts';
import { kill } from './runs/kill.ts';
import { overload } from './runs/overload.ts';
import { partition } from './runs/partition.ts';
import { pgbouncer } from './runs/pgbouncer.ts';
import { poolExhausted } from './runs/pool-exhausted.ts';
import { rollingRestart } from './runs/rolling-restart.ts';
import { sessionMachine } from './runs/session-machine.ts';
import { signIns } from './runs/sign-ins.ts';
import { slowClients } from './runs/slow-clients.ts';
import { soak } from './runs/soak.ts';

/** Every kind of trouble there is a run for. */
export const faultRuns: readonly FaultRun[] = [
  signIns,
  kill,
  databaseAway,
  databaseSlow,
  connectionsEnded,
  poolExhausted,
  failover,
  pgbouncer,
  rollingRestart,
  overload,
  partition,
  disk,
  corrupted,
  slowClients,
  eventStorm,
  clock,
  sessionMachine,
  fuzz,
  soak,
];
