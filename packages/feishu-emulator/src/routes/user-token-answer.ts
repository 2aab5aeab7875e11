import { type UserTokenReply, userTokenErrors } from '@feishu-login/feishu-types';
import { hasDuplicates, joinScopes, missingScopes, splitScopes } from '../access/scopes.ts';
import { refuse } from '../exchange/failure.ts';
import type { Platform } from '../state/platform.ts';
import type { Issued } from '../state/user-tokens.ts';

/** `scope` makes a token smaller, relative to everything granted (获取 user_access_token). */
export function narrow(granted: readonly string[], scope: string | undefined): string[] {
  if (scope === undefined) return [...granted];
  const wanted = splitScopes(scope);
  if (hasDuplicates(wanted)) {
    throw refuse(userTokenErrors, 20067, {
      en: 'scope names something twice. Each scope once, separated by single spaces.',
      zh: 'scope 中有重复项。每个权限只写一次，以空格分隔。',
    });
  }
  const missing = missingScopes(wanted, granted);
  if (missing.length > 0) {
    throw refuse(userTokenErrors, 20068, {
      en: `scope asks for ${missing.join(', ')}, which the user has not granted. Here scope only narrows; ask for more at the authorize page or with requestAccess.`,
      zh: `scope 请求了用户未授权的 ${missing.join('、')}。此处 scope 仅用于缩小范围；新增权限请通过授权页或 requestAccess 申请。`,
    });
  }
  return wanted;
}

export function answerWithTokens(platform: Platform, issued: Issued): UserTokenReply {
  const secondsLeft = (end: number) => Math.round((end - platform.clock.now()) / 1000);
  return {
    code: 0,
    access_token: issued.access,
    expires_in: secondsLeft(issued.accessRecord.expires_at),
    ...(issued.refresh !== undefined &&
      issued.refreshRecord && {
        refresh_token: issued.refresh,
        refresh_token_expires_in: secondsLeft(issued.refreshRecord.expires_at),
      }),
    scope: joinScopes(issued.accessRecord.scopes),
    token_type: 'Bearer',
  };
}
