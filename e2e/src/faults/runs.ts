import type { FaultRun } from './fault-run.ts';
import { connectionsEnded } from './runs/connections-ended.ts';
import { databaseAway } from './runs/database-away.ts';
import { databaseSlow } from './runs/database-slow.ts';
import { kill } from './runs/kill.ts';
import { partition } from './runs/partition.ts';
import { poolExhausted } from './runs/pool-exhausted.ts';
import { rollingRestart } from './runs/rolling-restart.ts';
import { signIns } from './runs/sign-ins.ts';

/** Every kind of trouble there is a run for. */
export const faultRuns: readonly FaultRun[] = [
  signIns,
  kill,
  databaseAway,
  databaseSlow,
  connectionsEnded,
  poolExhausted,
  rollingRestart,
  partition,
];
