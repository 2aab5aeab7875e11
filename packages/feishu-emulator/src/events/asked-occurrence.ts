import type { Directory } from '../state/directory.ts';
import { blankDepartment } from '../state/directory.ts';
import type { App, Department, User } from '../state/records.ts';
import type { Users } from '../state/users.ts';
import { opened, statusChange, uninstalled, visibilityAdded } from './app-occurrences.ts';
import { contactUser } from './contact-user.ts';
import { departmentOccurrence, rangeChanged } from './directory-occurrences.ts';
import type { Occurrence } from './events.ts';
import { deleted, leave, occurrencesOf } from './occurrences.ts';

interface Needs {
  users: Users;
  directory: Directory;
  now: number;
}

/** What an event of that type would say of this person, of their company or their department, without anything having happened. */
export function askedOccurrence({ users, directory, now }: Needs, app: App, type: string, user: User): Occurrence {
  const { tenant_key, open_id: subject } = user;
  const ofCompany: Partial<Record<string, () => Occurrence>> = {
    app_open: () => opened(users, app, tenant_key),
    app_uninstalled: () => uninstalled(tenant_key),
    app_status_change: () => statusChange(users, app, tenant_key, false),
    'application.application.visibility.added_v6': () => visibilityAdded(users, app, user),
    'contact.scope.updated_v3': () => rangeChanged(tenant_key, { added: {}, removed: {} }),
    user_leave: () => leave(users, app, user),
  };
  const theirs =
    (Object.hasOwn(ofCompany, type) ? ofCompany[type]?.() : undefined) ??
    ofDepartment(app, type, departmentOf(directory, user));
  if (theirs) return theirs;
  const known = occurrencesOf(users, app, { ...user, status: 'unregistered' }, user, now);
  const historic = known.find((one) => one.type === type);
  if (historic) return historic;
  const object = contactUser(users, app, user);
  const event = type === 'contact.user.deleted_v3' ? deleted(users, app, user) : { object, old_object: {} };
  return { type, version: type.includes('.') ? 2 : 1, tenant_key, subject, event };
}

function ofDepartment(app: App, type: string, department: Department): Occurrence | undefined {
  const renamed = { ...department, name: `${department.name}（旧）` };
  if (type === 'contact.department.created_v3') return departmentOccurrence(app, undefined, department);
  if (type === 'contact.department.updated_v3') return departmentOccurrence(app, renamed, department);
  if (type === 'contact.department.deleted_v3') return departmentOccurrence(app, department, undefined);
  return undefined;
}

/** Theirs, or another of the company, or one that is made up. */
function departmentOf(directory: Directory, { department_ids, tenant_key }: User): Department {
  const [first = ''] = department_ids;
  const any = () => directory.departments().find((one) => one.tenant_key === tenant_key);
  return directory.department(first) ?? any() ?? blankDepartment('od-0', tenant_key);
}
