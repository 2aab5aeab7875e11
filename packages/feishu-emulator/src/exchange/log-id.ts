import { randomHex } from '../state/secrets.ts';

/** 20 upper-case hex digits after `YYYYMMDDhhmmss`, as the documentation's samples of log_id. */
export function createLogId(now: number): string {
  const iso = new Date(now).toISOString();
  return iso.slice(0, 19).replace(/\D/g, '') + randomHex(10).toUpperCase();
}
