import type { SignInsOfMinute } from '../../auth/ports/security-log.ts';
import type { Store } from '../../auth/ports/store.ts';

const minute = 60_000;

/** The sign-ins of the last sixty minutes, those without any included, oldest first. */
export async function lastHour({ audit }: Pick<Store, 'audit'>, now: number): Promise<SignInsOfMinute[]> {
  const first = Math.floor(now / minute) - 59;
  const counted = new Map((await audit.signIns(first * minute)).map((one) => [one.at, one]));
  return Array.from({ length: 60 }, (_, i) => {
    const at = (first + i) * minute;
    return counted.get(at) ?? { at, ok: 0, denied: 0 };
  });
}
