import type { Conflict, Decision } from '../../db/operator/whose-former-id.ts';
import type { Text } from '../terminal/language.ts';
import type { FormerPersonRow, Problem } from './former-people-file.ts';

/** Rows that contradict what is kept here, or of which two are one user here. */
export function conflictsOf(people: readonly FormerPersonRow[], decisions: readonly Decision[]): Problem[] {
  const lineOf = new Map<string, number>();
  return decisions.flatMap(({ userId, conflict }, i): Problem[] => {
    const line = people[i]?.line ?? 0;
    if (conflict !== undefined) return [{ line, column: 'former_id', text: described(conflict) }];
    const before = userId === null ? undefined : lineOf.get(userId);
    if (userId !== null) lineOf.set(userId, line);
    if (before === undefined) return [];
    const text = {
      zh: `与第 ${before} 行是同一个用户：${userId}`,
      en: `is the same user here as line ${before}: ${userId}`,
    };
    return [{ line, column: 'former_id', text }];
  });
}

function described(conflict: Conflict): Text {
  switch (conflict.why) {
    case 'former_id_taken':
      return { zh: `已属于用户 ${conflict.userId}。`, en: `belongs to the user ${conflict.userId} already.` };
    case 'has_another':
      return {
        zh: `此人（${conflict.userId}）已有旧 ID“${conflict.formerId}”。`,
        en: `the person (${conflict.userId}) has the former id “${conflict.formerId}” already.`,
      };
    case 'two_users':
      return {
        zh: `open_id 和 union_id 在这里是两个用户：${conflict.userIds.join('、')}`,
        en: `open id and union id are two users here: ${conflict.userIds.join(', ')}`,
      };
  }
}
