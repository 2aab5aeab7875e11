import type { SessionPolicy } from '../src/auth/ports/ports.ts';
import { day, hour, minute, second } from './durations.ts';

/** How long sessions live where a test says nothing else. */
export const sessionPolicy: SessionPolicy = {
  cookieIdle: 12 * hour,
  cookieAbsolute: 7 * day,
  accessToken: 30 * minute,
  refreshIdle: 7 * day,
  refreshAbsolute: 30 * day,
  refreshReuseWindow: 30 * second,
  loginAttempt: 10 * minute,
  sessionsPerUser: 20,
};
