import type { Clock } from '../auth/ports/ports.ts';
import type { SecurityLog } from '../auth/ports/security-log.ts';
import { EndpointAbsent } from './platform.ts';
import type { FeishuSettings, TokenVersion } from './settings.ts';

/** Asks by the version that this platform has. */
export type ByVersion = <T>(ask: (version: TokenVersion) => Promise<T>) => Promise<T>;

/** After being told that there is no version 3, it is not asked for again this long, in milliseconds. */
const absenceMemory = 10 * 60_000;

/**
 * Version 3, and version 2 where the platform has no other, as on some private ones. Only its saying that there is no such
 * address counts: a refusal, or no answer, is one of version 3.
 */
export function createByVersion(setting: FeishuSettings['tokenVersion'], clock: Clock, log: SecurityLog): ByVersion {
  if (setting !== 'auto') return (ask) => ask(setting);
  let absentUntil = 0;
  return async (ask) => {
    if (clock.now() < absentUntil) return ask('2');
    try {
      return await ask('3');
    } catch (error) {
      if (!(error instanceof EndpointAbsent)) throw error;
      if (clock.now() >= absentUntil) log.event('upstream.fallback', { reason: 'token_v3_absent' });
      absentUntil = clock.now() + absenceMemory;
      return ask('2');
    }
  };
}
