import type { ContactUser } from '@feishu-login/feishu-types';
import type { App, User } from '../state/records.ts';
import type { Users } from '../state/users.ts';
import { changedFields, contactUser } from './contact-user.ts';
import type { Occurrence } from './events.ts';

/** The events that a change of a user means for one app. */
export function occurrencesOf(
  users: Users,
  app: App,
  before: User | undefined,
  after: User | undefined,
  now: number,
): Occurrence[] {
  const user = after ?? before;
  if (!user) return [];
  const about = (type: string, event: Record<string, unknown>): Occurrence => ({
    type,
    version: 2,
    tenant_key: user.tenant_key,
    subject: user.open_id,
    event,
  });
  const left = (one: User | undefined) => !one || one.status === 'resigned';
  if (left(before) && left(after)) return [];
  if (left(before)) return [about('contact.user.created_v3', { object: contactUser(users, app, user) })];
  const status = statusChange(users, app, before, after, now);
  if (left(after)) {
    return [about('contact.user.deleted_v3', deleted(users, app, user)), leave(users, app, user), ...status];
  }
  return [...updates(users, app, before, after).map((event) => about('contact.user.updated_v3', event)), ...status];
}

/** 员工离职. */
export function deleted(users: Users, app: App, user: User): Record<string, unknown> {
  const object = contactUser(users, app, user);
  return { object, old_object: { department_ids: [], open_id: object.open_id } };
}

/** 员工离职 (通讯录事件, schema 1.0). */
export function leave(users: Users, app: App, user: User): Occurrence {
  return {
    type: 'user_leave',
    version: 1,
    tenant_key: user.tenant_key,
    subject: user.open_id,
    event: {
      tenant_key: user.tenant_key,
      open_id: users.openIdFor(user, app),
      ...(app.type === 'self_built' && { employee_id: user.user_id }),
      union_id: users.unionIdFor(user, app),
    },
  };
}

/** 员工信息被修改: changes of mobile and e-mail arrive as events of their own. */
function updates(users: Users, app: App, before: User | undefined, after: User | undefined): Record<string, unknown>[] {
  if (!before || !after) return [];
  const object = contactUser(users, app, after);
  const changed = changedFields(contactUser(users, app, before), object);
  const gained = Object.keys(object).filter((field) => !(field in contactUser(users, app, before)));
  const { email, mobile, ...rest } = changed;
  const ids = { open_id: object.open_id, ...(object.union_id !== undefined && { union_id: object.union_id }) };
  const parts: Partial<ContactUser>[] = [];
  if (Object.keys(rest).length > 0) parts.push(rest);
  if (email !== undefined || gained.includes('email')) parts.push({ email: email ?? '' });
  if (mobile !== undefined || gained.includes('mobile')) parts.push({ mobile: mobile ?? '' });
  return parts.map((part) => ({ object, old_object: { ...part, ...ids } }));
}

/** 用户状态变更 (历史版本): activated, frozen, unfrozen, resigned. */
function statusChange(
  users: Users,
  app: App,
  before: User | undefined,
  after: User | undefined,
  now: number,
): Occurrence[] {
  const user = after ?? before;
  if (!user || !before || before.status === (after?.status ?? 'resigned')) return [];
  const view = (status: User['status']) => ({
    is_active: status === 'active',
    is_frozen: status === 'frozen',
    is_resigned: status === 'resigned',
  });
  return [
    {
      type: 'user_status_change',
      version: 1,
      tenant_key: user.tenant_key,
      subject: user.open_id,
      event: {
        tenant_key: user.tenant_key,
        open_id: users.openIdFor(user, app),
        ...(app.type === 'self_built' && { employee_id: user.user_id }),
        union_id: users.unionIdFor(user, app),
        before_status: view(before.status),
        change_time: new Date(now).toISOString().slice(0, 19).replace('T', ' '),
        current_status: view(after?.status ?? 'resigned'),
      },
    },
  ];
}
