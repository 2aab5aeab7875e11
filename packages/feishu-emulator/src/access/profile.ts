import { type UserInfo, userInfoScopes } from '@feishu-login/feishu-types';
import type { Platform } from '../state/platform.ts';
import type { App, User } from '../state/records.ts';

/** The profile as 获取用户信息 gives it: a gated field is absent unless one of its scopes is enabled. */
export function profileOf(platform: Platform, app: App, user: User, tokenScopes: readonly string[]): UserInfo {
  const { field_gating, empty_fields } = platform.settings.values;
  const open = (field: keyof typeof userInfoScopes): boolean => {
    const scopes: readonly string[] = userInfoScopes[field];
    return scopes.some(
      (scope) => app.scopes.includes(scope) && (field_gating === 'app' || tokenScopes.includes(scope)),
    );
  };
  const gated = (field: keyof typeof userInfoScopes, value: string | null): Partial<UserInfo> => {
    if (!open(field)) return {};
    if (value === null || value === '') return empty_fields === 'empty' ? { [field]: '' } : {};
    return { [field]: value };
  };
  const usesMail = platform.users.tenant(user.tenant_key)?.uses_mail ?? true;
  return {
    name: user.name,
    en_name: user.en_name,
    avatar_url: platform.users.avatarOf(user),
    avatar_thumb: platform.users.avatarOf(user),
    avatar_middle: platform.users.avatarOf(user),
    avatar_big: platform.users.avatarOf(user),
    open_id: platform.users.openIdFor(user, app),
    union_id: platform.users.unionIdFor(user, app),
    ...gated('email', user.email),
    ...gated('enterprise_email', usesMail ? user.enterprise_email : null),
    ...gated('user_id', user.user_id),
    ...gated('mobile', user.mobile),
    tenant_key: user.tenant_key,
    ...gated('employee_no', user.employee_no),
  };
}
