import { challengeAnswerTimeoutMs } from '@feishu-login/feishu-types';
import type { Clock } from '../state/clock.ts';
import type { App } from '../state/records.ts';
import { randomText } from '../state/secrets.ts';
import type { Switches } from '../state/setting-specs.ts';
import type { ChallengeResult } from './events.ts';
import { pushOverHttp } from './http-push.ts';
import { writeLetter } from './letter.ts';

/** Checks the app's event address: it must answer with what it is sent (接收事件). */
export async function challengeAddress(app: App, clock: Clock, settings: Switches): Promise<ChallengeResult> {
  if (app.event_url === null) return { ok: false, status: null, why: 'The app has no event_url.' };
  const challenge = randomText(32);
  const content = { challenge, token: app.verification_token, type: 'url_verification' };
  const letter = writeLetter(app, content, clock, settings);
  // 接收事件: this request carries no signature.
  const headers = { 'content-type': letter.headers['content-type'] ?? '' };
  const attempt = await pushOverHttp(app.event_url, { ...letter, headers }, challengeAnswerTimeoutMs);
  const echoed = /"challenge"\s*:\s*"([^"]*)"/.exec(attempt.body)?.[1];
  if (attempt.ok && echoed === challenge) return { ok: true, status: attempt.status, why: null };
  const why = attempt.why?.en ?? 'The answer must be JSON with the challenge that was sent, within a second.';
  return { ok: false, status: attempt.status, why };
}
