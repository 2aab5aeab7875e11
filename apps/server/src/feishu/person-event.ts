import { z } from 'zod';
import type { PersonEvent } from '../auth/ports/person-events.ts';
import { knownId, leavingFlags, optionalText } from './answers.ts';

/** What an event says, whichever envelope it came in. */
export interface EventFacts {
  readonly id: string;
  readonly type: string;
  readonly tenantKey: string | undefined;
  readonly createdAt: number | undefined;
  readonly event: Record<string, unknown>;
}

const person = z.object({
  open_id: knownId,
  union_id: knownId,
  name: optionalText,
  en_name: optionalText,
  email: optionalText,
  enterprise_email: optionalText,
  mobile: optionalText,
  status: leavingFlags,
});

/** The types that are about people, and where each keeps whom it is about (通讯录事件; the last two are of the older envelope). */
const subjects: Readonly<Record<string, (event: Record<string, unknown>) => unknown>> = {
  'contact.user.deleted_v3': ({ object }) => object,
  'contact.user.updated_v3': ({ object }) => object,
  user_leave: (event) => event,
  user_status_change: (event) => ({ ...event, status: event.current_status }),
};
const departures = new Set(['contact.user.deleted_v3', 'user_leave']);

/**
 * What an event tells about a person; `undefined` if it is about nobody. Each field is read by itself: one of an odd
 * shape is not known, and hides no other.
 */
export function toPersonEvent(appId: string, facts: EventFacts, now: number): PersonEvent | undefined {
  const { id, type, tenantKey, createdAt, event } = facts;
  const subject = person.safeParse(subjects[type]?.(event));
  if (!subject.success) return undefined;
  const { open_id: openId, union_id: unionId, status } = subject.data;
  if (openId === undefined && (unionId === undefined || tenantKey === undefined)) return undefined;
  const base = { id, appId, openId, unionId, tenantKey, happenedAt: Math.min(createdAt ?? now, now) };
  if (departures.has(type)) return { ...base, kind: 'left', reason: 'deleted' };
  if (status?.is_frozen === true) return { ...base, kind: 'left', reason: 'frozen' };
  if (status?.is_resigned === true || status?.is_exited === true) return { ...base, kind: 'left', reason: 'resigned' };
  const { name, en_name: enName, email, enterprise_email: enterpriseEmail, mobile } = subject.data;
  return { ...base, kind: 'changed', profile: { name, enName, email: email ?? enterpriseEmail, mobile } };
}
