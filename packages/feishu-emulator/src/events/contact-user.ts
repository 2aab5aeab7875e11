import {
  type ContactUser,
  type ContactUserStatus,
  contactUserFieldScopes,
  rootDepartmentId,
} from '@feishu-login/feishu-types';
import type { App, User } from '../state/records.ts';
import type { Users } from '../state/users.ts';

/** The fields of the contact user that need a scope of their own (员工信息被修改, 获取单个用户信息). */
const gates: Readonly<Record<string, readonly string[]>> = {
  user_id: ['contact:user.employee_id:readonly'],
  email: ['contact:user.email:readonly'],
  mobile: ['contact:user.phone:readonly'],
  ...contactUserFieldScopes,
  enterprise_email: ['contact:user.base:readonly', 'contact:contact:readonly', 'contact:user.employee:readonly'],
};

const wide = ['contact:contact:readonly', 'contact:contact:readonly_as_app', 'contact:contact:access_as_app'];

/** A user as contact v3 shows it to the app. */
export function contactUser(users: Users, app: App, user: User, scopes: readonly string[] = app.scopes): ContactUser {
  const all: ContactUser = {
    open_id: users.openIdFor(user, app),
    union_id: users.unionIdFor(user, app),
    user_id: user.user_id,
    name: user.name,
    en_name: user.en_name,
    ...(user.email !== null && { email: user.email }),
    ...(user.enterprise_email !== null && { enterprise_email: user.enterprise_email }),
    ...(user.mobile !== null && { mobile: user.mobile }),
    avatar: {
      avatar_72: users.avatarOf(user),
      avatar_240: users.avatarOf(user),
      avatar_640: users.avatarOf(user),
      avatar_origin: users.avatarOf(user),
    },
    status: contactStatus(user),
    ...(user.employee_no !== null && { employee_no: user.employee_no }),
    ...(user.job_title !== null && { job_title: user.job_title }),
    department_ids: user.department_ids.length === 0 ? [rootDepartmentId] : user.department_ids,
  };
  const shown = Object.entries(all).filter(([field]) => {
    const gate = gates[field];
    return !gate || [...gate, ...wide].some((scope) => scopes.includes(scope));
  });
  return { ...Object.fromEntries(shown), open_id: all.open_id };
}

function contactStatus(user: User): ContactUserStatus {
  return {
    is_frozen: user.status === 'frozen',
    is_resigned: user.status === 'resigned',
    is_activated: user.status === 'active' || user.status === 'frozen',
    is_exited: false,
    is_unjoin: user.status === 'unregistered',
  };
}

/** The fields that differ, as they were: `old_object` of 员工信息被修改. */
export function changedFields(before: ContactUser, after: ContactUser): Partial<ContactUser> {
  const past = Object.entries(before);
  const now: Readonly<Record<string, unknown>> = { ...after };
  return Object.fromEntries(past.filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(now[field])));
}
