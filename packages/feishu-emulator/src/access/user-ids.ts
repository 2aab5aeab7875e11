import type { Platform } from '../state/platform.ts';
import type { App, User } from '../state/records.ts';

/** 如何选择使用哪种 ID: the query parameter user_id_type. */
export const userIdTypes = ['open_id', 'union_id', 'user_id'] as const;
export type UserIdType = (typeof userIdTypes)[number];

export function readUserIdType(query: URLSearchParams): UserIdType | undefined {
  const value = query.get('user_id_type') ?? 'open_id';
  return userIdTypes.find((type) => type === value);
}

/** The user meant, as the app may name them; `cross_app` for an open id that another app sees. */
export function findByIdType(
  platform: Platform,
  app: App,
  type: UserIdType,
  id: string,
): User | 'cross_app' | undefined {
  if (type === 'user_id') return platform.users.findByUserId(id, app.tenant_key ?? undefined);
  if (type === 'union_id') return platform.users.findByUnionId(id, app);
  const owner = platform.users.owner(id);
  if (!owner) return undefined;
  return owner.app_id === '' || owner.app_id === app.app_id ? owner.user : 'cross_app';
}

export function idOf(platform: Platform, app: App, type: UserIdType, user: User): string {
  if (type === 'user_id') return user.user_id;
  return type === 'union_id' ? platform.users.unionIdFor(user, app) : platform.users.openIdFor(user, app);
}
