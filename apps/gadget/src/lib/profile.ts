import type { Session, User } from '@feishu-login/auth-types';
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

export function profileOf({ user, session }: { user: User; session?: Session }, t: Messages): Profile {
  const facts: readonly (readonly [key: string, label: string, value: string | null | undefined, quiet: boolean])[] = [
    ['email', t.email, user.email, false],
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

/** As Feishu does without a picture: the end of a Chinese name, the first letters of others. */
function initialsOf(name: string): string {
  const characters = Array.from(name.trim());
  if (characters.some((character) => /[\u3400-\u9fff]/.test(character))) return characters.slice(-2).join('');
  const [first = '', second = ''] = name.trim().split(/[\s._-]+/);
  return (Array.from(first).slice(0, 1).join('') + Array.from(second).slice(0, 1).join('')).toUpperCase();
}
