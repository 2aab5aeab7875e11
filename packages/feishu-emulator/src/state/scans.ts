import type { Clock } from './clock.ts';
import { forgetEnded, remember } from './memory.ts';
import type { Records, Scan } from './records.ts';
import { randomText } from './secrets.ts';

export interface Scans {
  add(scan: Pick<Scan, 'user' | 'app_id' | 'redirect_uri'>): Scan;
  /** Takes the scan away, whoever asks for it; an ended one is none. */
  claim(value: string): Scan | undefined;
}

/** 二维码 SDK 接入文档 says nothing of format and lifetime: five minutes here, and one use. */
const lifetimeMs = 5 * 60_000;

export function createScans(records: Records, clock: Clock): Scans {
  return {
    add({ user, app_id, redirect_uri }) {
      const scan = { value: randomText(32), user, app_id, redirect_uri, expires_at: clock.now() + lifetimeMs };
      forgetEnded(records.scans, clock.now(), 4);
      remember(records.scans, scan.value, scan);
      return scan;
    },
    claim(value) {
      const scan = records.scans.get(value);
      records.scans.delete(value);
      return scan && scan.expires_at > clock.now() ? scan : undefined;
    },
  };
}
