import type { Person } from '../../auth/ports/register.ts';
import { OperatorFailure } from '../failure.ts';
import type { ServerData } from '../server-data.ts';

/** The one user that an id stands for. @throws OperatorFailure if there is none, or more than one */
export async function findPerson({ store }: ServerData, id: string): Promise<Person> {
  const [userId, ...more] = await store.register.matching(id);
  if (more.length > 0) {
    throw new OperatorFailure('refused', {
      zh: `“${id}”对应 ${more.length + 1} 个用户，请改用用户 ID：${[userId, ...more].join('、')}`,
      en: `“${id}” stands for ${more.length + 1} users; name one by its user id: ${[userId, ...more].join(', ')}`,
    });
  }
  const person = userId === undefined ? undefined : await store.register.show(userId);
  if (person === undefined) throw nobodyHas(id);
  return person;
}

export function nobodyHas(id: string): OperatorFailure {
  return new OperatorFailure('refused', {
    zh: `没有用户“${id}”。可用用户 ID、open_id 或 union_id；用 users list --search 查找。`,
    en: `There is no user “${id}”. Give a user id, open id or union id; users list --search finds them.`,
  });
}

/** A name to show, and the id that tells people of one name apart. */
export function nameOf({ id, name, enName }: Person): string {
  return `${name ?? enName ?? '—'} (${id})`;
}
