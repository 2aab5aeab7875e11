import { z } from 'zod';

/** Who may administer: whoever is named, or in one of the groups. */
export interface AdministratorSettings {
  /** Open ids, union ids, ids of ours, and e-mail addresses in lower case. */
  readonly people: readonly string[];
  readonly groups: readonly string[];
}

const group = /^[\w.-]{1,64}$/;
const administrator =
  /^(o[un]_[\w-]{1,120}|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}|[^\s@,]{1,64}@[^\s@,]{1,190}|group:[\w.-]{1,64})$/i;

const list = (pattern: RegExp, problem: string) =>
  z
    .string()
    .transform((value) => [...new Set(value.split(/[\s,]+/).filter((one) => one !== ''))])
    .refine((values) => values.length > 0, 'names nobody; unset it to have no administrators')
    .refine((values) => values.every((value) => pattern.test(value)), problem)
    .optional();

export const administratorVariables = {
  ADMINS: list(
    administrator,
    'must be open ids (ou_…), union ids (on_…), user ids of this server, e-mail addresses, or group:g193821 for a user group',
  ),
  ADMIN_GROUPS: list(group, 'must be ids of user groups, such as g193821'),
};

interface Variables {
  readonly ADMINS?: string[] | undefined;
  readonly ADMIN_GROUPS?: string[] | undefined;
}

/** `undefined`: nobody administers, and there is no page for it. */
export function administratorSettings({ ADMINS, ADMIN_GROUPS }: Variables): AdministratorSettings | undefined {
  if (ADMINS === undefined && ADMIN_GROUPS === undefined) return undefined;
  const named = ADMINS ?? [];
  const groups = named.filter((one) => one.startsWith('group:')).map((one) => one.slice('group:'.length));
  const people = named.filter((one) => !one.startsWith('group:'));
  return {
    people: people.map((one) => (/^o[un]_/.test(one) ? one : one.toLowerCase())),
    groups: [...new Set([...groups, ...(ADMIN_GROUPS ?? [])])],
  };
}

/** What any organisation may say of its people as it likes, so that it names nobody while all of them may come in. */
export function isForeignWord({ people, groups }: AdministratorSettings): boolean {
  return groups.length > 0 || people.some((one) => one.includes('@'));
}
