import type { FaultRun } from './fault-run.ts';
import { kill } from './runs/kill.ts';
import { signIns } from './runs/sign-ins.ts';

/** Every kind of trouble there is a run for. */
export const faultRuns: readonly FaultRun[] = [signIns, kill];
