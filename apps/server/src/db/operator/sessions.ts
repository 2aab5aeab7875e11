import type { Database } from '../database.ts';
import { cutOffEverybody, markCutOff } from '../live-session.ts';

export interface OperatorSessions {
  /** From here on no session made before `now` is accepted, and no sign-in begun before it succeeds. */
  closeAll(now: number): Promise<void>;
  /** Marks sessions that `closeAll` made dead as ended, at most `limit` of them, so that no write takes long. */
  markEnded(now: number, reason: string, limit: number): Promise<number>;
}

export function createOperatorSessions({ write, dialect }: Database): OperatorSessions {
  return {
    closeAll: (now) => write((sql) => cutOffEverybody(sql, dialect, now)),
    markEnded: (now, reason, limit) => write((sql) => markCutOff(sql, dialect, { now, reason }, limit)),
  };
}
