import type { Organisation, Session, User } from '@feishu-login/auth-types';
import { deviceName, initialsOf } from '@feishu-login/gadget-login';
import type { Messages } from './messages.ts';

interface Row {
  key: string;
  label: string;
  value: string;
}

/** The user as the home page shows it, from what is known so far. */
export interface Profile {
  name: string;
  secondName: string;
  avatarUrl: string;
  initials: string;
  rows: Row[];
  /** For support, not for reading: they stand below all that one may want to do. */
  identifiers: Row[];
}

interface Known {
  user: User;
  session?: Session;
  /** Absent from a server that keeps none of it. */
  organisation?: Organisation | null;
}

export function profileOf({ user, session, organisation }: Known, t: Messages): Profile {
  const departments = organisation?.departments?.filter(({ direct }) => direct).map(({ name }) => name ?? '');
  return {
    name: user.name,
    secondName: user.en_name === null || user.en_name === user.name ? '' : user.en_name,
    avatarUrl: user.avatar_url ?? '',
    initials: initialsOf(user.name),
    rows: rowsOf([
      ['email', t.profile.email, user.email],
      ['departments', t.profile.departments, departments?.filter(Boolean).join(t.profile.comma)],
      ['job-title', t.profile.jobTitle, organisation?.job_title],
      ['until', t.until, session && t.date(new Date(session.expires_at))],
      ['since', t.since, session && t.date(new Date(session.created_at))],
      ['device', t.device, session?.device && deviceName(session.device, t.devices.feishu)],
    ]),
    identifiers: rowsOf([
      ['tenant', t.profile.tenant, user.tenant_key],
      ['user-id', t.profile.userId, user.id],
      ['open-id', t.profile.openId, user.open_id],
    ]),
  };
}

type Fact = readonly [key: string, label: string, value: string | null | undefined];

function rowsOf(facts: readonly Fact[]): Row[] {
  return facts.map(([key, label, value]) => ({ key, label, value: value ?? '' })).filter(({ value }) => value !== '');
}
