import { randomHex } from '../state/secrets.ts';

/** 20 upper-case hex digits after `YYYYMMDDhhmmss`, as the documentation's samples of log_id. */
export function createLogId(now: number): string {
  const stamp = new Date(now).toISOString().replace(/\D/g, '').slice(0, 14);
  return stamp + randomHex(10).toUpperCase();
}
