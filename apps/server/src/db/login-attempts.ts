import type { LoginFlow } from '../auth/ports/records.ts';
import type { Store } from '../auth/ports/store.ts';
import type { Database } from './database.ts';
import type { LoginAttemptRow } from './tables/signing-in.ts';

export function createLoginAttempts({ read, change }: Database): Store['attempts'] {
  return {
    open: async (attempt) => {
      await change`insert into login_attempts (state_hash, browser_hash, flow, app_id, return_to, created_at, expires_at)
        values (${attempt.stateHash}, ${attempt.browserHash}, ${attempt.flow}, ${attempt.appId}, ${attempt.returnTo},
          ${attempt.createdAt}, ${attempt.expiresAt})`;
    },
    consume: async ({ stateHash, browserHash, appId, flows }, now) => {
      const [flow = '', otherFlow = flow] = flows;
      const [row] = await change<LoginAttemptRow>`update login_attempts set consumed_at = ${now}
        where state_hash = ${stateHash} and browser_hash = ${browserHash} and app_id = ${appId}
          and (flow = ${flow} or flow = ${otherFlow}) and consumed_at is null and expires_at > ${now}
        returning *`;
      return (
        row && {
          stateHash,
          browserHash,
          appId,
          flow: row.flow,
          returnTo: row.return_to,
          createdAt: row.created_at,
          expiresAt: row.expires_at,
        }
      );
    },
    finished: async (stateHash) => {
      const [row] = await read<{ browser_hash: string; flow: LoginFlow; return_to: string; session_id: string | null }>`
        select browser_hash, flow, return_to, session_id from login_attempts
        where state_hash = ${stateHash} and consumed_at is not null`;
      return (
        row && { browserHash: row.browser_hash, flow: row.flow, returnTo: row.return_to, sessionId: row.session_id }
      );
    },
  };
}
