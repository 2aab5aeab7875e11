import type { UserView } from '../../control-api/views.ts';

/** Who goes by this open id at whichever app. */
export function nameOf(users: readonly UserView[], open_id: string | null): string | undefined {
  if (open_id === null) return undefined;
  return users.find((user) => user.open_id === open_id || Object.values(user.open_ids).includes(open_id))?.name;
}
