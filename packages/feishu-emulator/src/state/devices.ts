import { slowDownSeconds } from '@feishu-login/feishu-types';
import type { Clock } from './clock.ts';
import { forgetEnded, remember } from './memory.ts';
import type { DeviceRequest, Records } from './records.ts';
import { randomText, randomUserCode } from './secrets.ts';

export type PollProblem = 'authorization_pending' | 'slow_down' | 'access_denied' | 'expired_token' | 'invalid_grant';

export interface Devices {
  begin(asked: Pick<DeviceRequest, 'app_id' | 'scopes'>): DeviceRequest;
  find(device_code: string): DeviceRequest | undefined;
  /** The request a person may still decide, by the code as they typed it. */
  waiting(user_code: string): DeviceRequest | undefined;
  /** With nobody, it is refused. */
  decide(request: DeviceRequest, user: string | null): void;
  /** What a poll is told, or nothing once it is approved: then it is used. */
  poll(request: DeviceRequest | undefined): PollProblem | undefined;
}

/** Seconds, as third parties print the platform's answer (2026); the official cli takes 240 where it says nothing. */
export const deviceLifetime = 600;
const pollInterval = 5;

export function createDevices(records: Records, clock: Clock): Devices {
  return {
    begin({ app_id, scopes }) {
      const request: DeviceRequest = {
        device_code: randomText(43),
        user_code: randomUserCode(),
        app_id,
        scopes,
        expires_at: clock.now() + deviceLifetime * 1000,
        interval: pollInterval * 1000,
        polled_at: null,
        decision: 'pending',
        user: null,
        used: false,
      };
      forgetEnded(records.devices, clock.now() - 3_600_000, 4);
      remember(records.devices, request.device_code, request);
      return request;
    },
    find: (device_code) => records.devices.get(device_code),
    waiting(user_code) {
      const typed = comparable(user_code);
      return [...records.devices.values()].find(
        (one) => comparable(one.user_code) === typed && one.decision === 'pending' && one.expires_at > clock.now(),
      );
    },
    decide(request, user) {
      request.user = user;
      request.decision = user === null ? 'denied' : 'approved';
    },
    poll(request) {
      if (!request || request.used) return 'invalid_grant';
      if (clock.now() >= request.expires_at) return 'expired_token';
      if (request.decision === 'denied') return 'access_denied';
      const early = request.polled_at !== null && clock.now() < request.polled_at + request.interval;
      request.polled_at = clock.now();
      if (request.decision === 'approved') {
        request.used = true;
        return undefined;
      }
      if (!early) return 'authorization_pending';
      request.interval += slowDownSeconds * 1000;
      return 'slow_down';
    },
  };
}

/** RFC 8628 section 6.1: case and punctuation do not count. */
function comparable(user_code: string): string {
  return user_code.toUpperCase().replace(/[^A-Z0-9]/g, '');
}
