import { deviceTokenErrors, userTokenErrors } from '@feishu-login/feishu-types';
import { allowsRefresh } from '../access/granted-scopes.ts';
import { standingProblem, standingWhy } from '../access/standing.ts';
import { refuse, type Why } from '../exchange/failure.ts';
import type { PollProblem } from '../state/devices.ts';
import type { Platform } from '../state/platform.ts';
import type { App, DeviceRequest } from '../state/records.ts';
import type { TokenVersion } from './token-version.ts';
import { answerWithTokens, narrow } from './user-token-answer.ts';
import { type ReadField, requireField } from './user-token-fields.ts';
import { standingProblems } from './user-token-standing.ts';

export const deviceErrors = deviceTokenErrors;

const pollWhy: Readonly<Record<PollProblem, Why>> = {
  authorization_pending: {
    en: 'Nobody has approved the user code yet. Ask again after `interval` seconds.',
    zh: '用户尚未确认该验证码。请在 interval 秒后重试。',
  },
  slow_down: {
    en: 'Polled before the interval was over; it is five seconds longer from now on.',
    zh: '轮询过于频繁；间隔已增加五秒。',
  },
  access_denied: { en: 'The person refused. Start anew only when they ask to.', zh: '用户拒绝了授权。' },
  expired_token: {
    en: 'The device code is too old. Start a new authorization.',
    zh: 'device_code 已过期，请重新发起。',
  },
  invalid_grant: {
    en: 'No such device code was handed out to this app, or its tokens were fetched before.',
    zh: '未向该应用发放过此 device_code，或已经换取过令牌。',
  },
};

/** The request a poll is about once it is approved; until then the refusal of RFC 8628 section 3.5. */
export function requireApproved(platform: Platform, device_code: string, app_id: string | null): DeviceRequest {
  const known = platform.devices.find(device_code);
  const request = known?.app_id === app_id ? known : undefined;
  const problem = platform.devices.poll(request);
  if (problem || !request) throw refuse(deviceErrors, problem ?? 'invalid_grant', pollWhy[problem ?? 'invalid_grant']);
  return request;
}

/** grant_type=urn:ietf:params:oauth:grant-type:device_code. */
export function tokensForDevice(platform: Platform, app: App, version: TokenVersion, fields: ReadField): object {
  const request = requireApproved(platform, requireField(fields, 'device_code'), app.app_id);
  const user = platform.users.find(request.user ?? '');
  const problem = standingProblem(platform, app, user);
  if (problem || !user) {
    const standing = problem ?? 'missing';
    throw refuse(userTokenErrors, standingProblems[standing], standingWhy[standing]);
  }
  const granted = [...new Set([...platform.settings.values.default_scopes, ...request.scopes])].sort();
  const scopes = narrow(granted, fields('scope'));
  return answerWithTokens(
    platform,
    platform.userTokens.issue({
      generation: version.generation,
      app_id: app.app_id,
      user: user.open_id,
      scopes,
      granted,
      withRefresh: allowsRefresh(scopes),
      authorized_at: platform.clock.now(),
    }),
  );
}
