import type { Organisation, Session, User } from '@feishu-login/auth-types';
import { initialsOf } from '@feishu-login/gadget-login';
import type { Messages } from './messages.ts';

interface Row {
  key: string;
  label: string;
  value: string;
  /** An identifier: for support, not for reading. */
  quiet: boolean;
}

/** The user as the home page shows it, from what is known so far. */
export interface Profile {
  name: string;
  secondName: string;
  avatarUrl: string;
  initials: string;
  rows: Row[];
}

interface Known {
  user: User;
  session?: Session;
  /** Absent from a server that keeps none of it. */
  organisation?: Organisation | null;
}

export function profileOf({ user, session, organisation }: Known, t: Messages): Profile {
  const departments = organisation?.departments?.filter(({ direct }) => direct).map(({ name }) => name ?? '');
  const facts: readonly (readonly [key: string, label: string, value: string | null | undefined, quiet: boolean])[] = [
    ['email', t.email, user.email, false],
    ['departments', t.departments, departments?.filter(Boolean).join(t.comma), false],
    ['job-title', t.jobTitle, organisation?.job_title, false],
    ['until', t.until, session && t.date(new Date(session.expires_at)), false],
    ['since', t.since, session && t.date(new Date(session.created_at)), false],
    ['device', t.device, session?.device, false],
    ['tenant', t.tenant, user.tenant_key, true],
    ['open-id', t.openId, user.open_id, true],
  ];
  return {
    name: user.name,
    secondName: user.en_name === null || user.en_name === user.name ? '' : user.en_name,
    avatarUrl: user.avatar_url ?? '',
    initials: initialsOf(user.name),
    rows: facts
      .map(([key, label, value, quiet]) => ({ key, label, value: value ?? '', quiet }))
      .filter(({ value }) => value !== ''),
  };
}
