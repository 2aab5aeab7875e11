import type { SessionKind } from '@feishu-login/auth-types';
import type { Database } from '../database.ts';
import { cutOffEverybody, endAllSessions, endSessions, live, markCutOff } from '../live-session.ts';
import { lockUsersOf } from '../person-lock.ts';
import { fragment } from '../sql.ts';

/** A live session and whose it is. */
export interface LiveSession {
  readonly id: string;
  readonly userId: string;
  readonly kind: SessionKind;
  readonly device: string | null;
}

export interface OperatorSessions {
  find(sessionId: string, now: number): Promise<LiveSession | undefined>;
  countLive(now: number): Promise<{ sessions: number; users: number }>;
  /** Ends one session; false if there is no such live one. */
  end(sessionId: string, now: number, reason: string): Promise<boolean>;
  /** Ends everything of one person, a sign-in under way included. */
  endAllOf(userId: string, now: number, reason: string): Promise<number>;
  /** From here on no session made before `now` is accepted, and no sign-in begun before it succeeds. */
  closeAll(now: number): Promise<void>;
  /** Marks sessions that `closeAll` made dead as ended, at most `limit` of them, so that no write takes long. */
  markEnded(now: number, reason: string, limit: number): Promise<number>;
}

export function createOperatorSessions({ read, write, dialect }: Database): OperatorSessions {
  return {
    find: async (sessionId, now) => {
      const [row] = await read<{ id: string; user_id: string; kind: SessionKind; device: string | null }>`
        select s.id, s.user_id, s.kind, s.device from sessions s where s.id = ${sessionId} and ${live(now)}`;
      return row && { id: row.id, userId: row.user_id, kind: row.kind, device: row.device };
    },
    countLive: async (now) => {
      const [row] = await read<{ sessions: number; users: number }>`
        select count(*) as sessions, count(distinct s.user_id) as users from sessions s where ${live(now)}`;
      return { sessions: row?.sessions ?? 0, users: row?.users ?? 0 };
    },
    end: (sessionId, now, reason) =>
      write(async (sql) => {
        const one = fragment`s.id = ${sessionId}`;
        await lockUsersOf(sql, dialect, one);
        return (await endSessions(sql, one, { now, reason })) > 0;
      }),
    endAllOf: (userId, now, reason) => write((sql) => endAllSessions(sql, userId, { now, reason })),
    closeAll: (now) => write((sql) => cutOffEverybody(sql, dialect, now)),
    markEnded: (now, reason, limit) => write((sql) => markCutOff(sql, dialect, { now, reason }, limit)),
  };
}
