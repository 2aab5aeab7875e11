import { z } from 'zod';
import { stubSchema } from '../openapi/stub.ts';
import { ipAddress, webAddress } from '../state/addresses.ts';
import { idText } from '../state/id-text.ts';
import { describeIssue, onlyKnown } from '../state/issues.ts';
import { settingsPatch } from '../state/settings.ts';

const userStatus = z.enum(['active', 'frozen', 'resigned', 'unregistered']);

const tenant = onlyKnown({
  tenant_key: z.string().min(1),
  name: z.string(),
  uses_mail: z
    .boolean()
    .default(true)
    .describe('Whether the tenant uses Feishu Mail, without which enterprise_email is never returned (获取用户信息).'),
});

const contactRange = onlyKnown({
  department_ids: z.array(z.string()).default([]),
  user_ids: z.array(z.string()).default([]),
  group_ids: z.array(z.string()).default([]),
});

const seedDepartment = onlyKnown({
  open_department_id: idText.regex(/^od-/, 'begins with od-'),
  department_id: z.string().min(1).max(64).optional().describe('The organisation’s own id of it.'),
  tenant_key: z.string().optional(),
  name: z.string(),
  parent_department_id: z.string().default('0').describe('An open_department_id; 0 is the root.'),
});

const seedGroup = onlyKnown({
  group_id: idText,
  tenant_key: z.string().optional(),
  name: z.string().optional(),
  type: z.enum(['normal', 'dynamic']).default('normal'),
  members: z.array(idText).default([]),
});

export const seedApp = onlyKnown({
  app_id: idText,
  app_secret: z.string().min(1),
  name: z.string().optional(),
  type: z
    .enum(['self_built', 'store'])
    .default('self_built')
    .describe('A self-built app serves its own tenant only; a store app those that installed it.'),
  tenant_key: z.string().optional(),
  installed_tenants: z.array(z.string()).default([]),
  developer: z.string().optional().describe('Apps of one developer see the same union id of a user.'),
  redirect_urls: z.array(z.url()).max(300).default([]),
  h5_domains: z.array(z.string()).default([]),
  scopes: z.array(z.string()).optional(),
  event_url: webAddress.nullable().default(null),
  events: z.array(z.string()).optional().describe('The events subscribed to; the contact events when left out.'),
  encrypt_key: z.string().nullable().default(null),
  verification_token: z.string().optional(),
  enabled: z.boolean().default(true),
  installed: z.boolean().default(true),
  refresh_allowed: z
    .boolean()
    .default(true)
    .describe('The switch 刷新 user_access_token in the console’s security settings.'),
  ip_allow_list: z
    .array(ipAddress)
    .default([])
    .describe(
      'IPv4 addresses allowed to call OpenAPI; an empty list allows all. Token endpoints are exempt (设置 IP 白名单).',
    ),
  contact_range: contactRange
    .nullable()
    .default(null)
    .describe('Whom the app sees through the contact API (通讯录权限范围); everybody when null.'),
});

export const seedUser = onlyKnown({
  open_id: idText.describe(
    'As the first app of the seed sees the user; other apps see another one, unless open_ids names it.',
  ),
  open_ids: z.record(idText, idText).default({}),
  union_id: z.string().optional(),
  user_id: z.string().optional(),
  tenant_key: z.string().optional(),
  name: z.string(),
  en_name: z.string().optional(),
  avatar_url: z.string().optional().describe('Drawn by the emulator when left out or empty.'),
  email: z.string().nullable().default(null),
  enterprise_email: z.string().nullable().default(null),
  mobile: z.string().nullable().default(null),
  employee_no: z.string().nullable().default(null),
  job_title: z.string().nullable().default(null),
  department_ids: z.array(z.string()).default([]).describe('open_department_ids; empty right under the root.'),
  status: userStatus.default('active'),
  available: z.boolean().default(true).describe('Inside the app’s availability range.'),
  tasks: z.array(onlyKnown({ summary: z.string(), done: z.boolean().default(false) })).default([]),
});

export const seedSchema = onlyKnown({
  $schema: z.string().optional(),
  tenants: z.array(tenant).optional(),
  apps: z.array(seedApp).min(1),
  departments: z.array(seedDepartment).default([]),
  groups: z.array(seedGroup).default([]),
  users: z.array(seedUser).default([]),
  settings: settingsPatch.default({}),
  stubs: z.array(stubSchema).default([]).describe('OpenAPIs that are not emulated, answered as told.'),
});

/** What a seed file holds. */
export type SeedInput = z.input<typeof seedSchema>;
export type Seed = z.output<typeof seedSchema>;
export type SeedApp = z.output<typeof seedApp>;
export type SeedUser = z.output<typeof seedUser>;

/** Console settings of apps, by App ID. */
export type AppChanges = Readonly<Record<string, Partial<Omit<z.input<typeof seedApp>, 'app_id'>>>>;

/** A seed that does not fit; the message names the path of each bad field. */
export class SeedError extends Error {
  override name = 'SeedError';
}

/** The seed with some of its apps set up otherwise, checked as it was; an app it lacks is refused. */
export function changeApps(seed: Seed, changes: AppChanges): Seed {
  const unknown = Object.keys(changes).find((app_id) => !seed.apps.some((app) => app.app_id === app_id));
  if (unknown !== undefined) throw new SeedError(`The seed has no app "${unknown}" to set up.`);
  return parseSeed({ ...seed, apps: seed.apps.map((app) => ({ ...app, ...changes[app.app_id] })) });
}

/** Checks a seed, or says what is wrong with it and where. */
export function parseSeed(input: unknown): Seed {
  const parsed = seedSchema.safeParse(input);
  if (!parsed.success) {
    throw new SeedError(`The seed does not fit:\n${parsed.error.issues.map(describeIssue).join('\n')}`);
  }
  refuseDuplicates(parsed.data);
  refuseUnknownNames(parsed.data);
  return parsed.data;
}

function refuseDuplicates(seed: Seed): void {
  const tables = [
    { name: 'apps', key: 'app_id', values: seed.apps.map((app) => app.app_id) },
    { name: 'departments', key: 'open_department_id', values: seed.departments.map((one) => one.open_department_id) },
    { name: 'groups', key: 'group_id', values: seed.groups.map((one) => one.group_id) },
    { name: 'users', key: 'open_id', values: seed.users.map((user) => user.open_id) },
  ];
  for (const { name, key, values } of tables) {
    const second = values.findIndex((value, index) => values.indexOf(value) !== index);
    if (second >= 0) {
      throw new SeedError(`The seed does not fit:\n  ${name}[${second}].${key}: "${values[second]}" is there twice`);
    }
  }
}

/** Companies are made by being named; all else that is named is to be there. */
function refuseUnknownNames({ apps, departments, groups, users }: Seed): void {
  const known = {
    app: new Set(apps.map(({ app_id }) => app_id)),
    department: new Set(['0', ...departments.map(({ open_department_id }) => open_department_id)]),
    'user group': new Set(groups.map(({ group_id }) => group_id)),
    user: new Set(users.map(({ open_id }) => open_id)),
  };
  const named: { at: string; kind: keyof typeof known; ids: readonly string[] }[] = [
    ...departments.map(({ parent_department_id }, index) => ({
      at: `departments[${index}].parent_department_id`,
      kind: 'department' as const,
      ids: [parent_department_id],
    })),
    ...users.flatMap(({ department_ids, open_ids }, index) => [
      { at: `users[${index}].department_ids`, kind: 'department' as const, ids: department_ids },
      { at: `users[${index}].open_ids`, kind: 'app' as const, ids: Object.keys(open_ids) },
    ]),
    ...groups.map(({ members }, index) => ({ at: `groups[${index}].members`, kind: 'user' as const, ids: members })),
    ...apps.flatMap(({ contact_range: range }, index) => [
      {
        at: `apps[${index}].contact_range.department_ids`,
        kind: 'department' as const,
        ids: range?.department_ids ?? [],
      },
      { at: `apps[${index}].contact_range.user_ids`, kind: 'user' as const, ids: range?.user_ids ?? [] },
      { at: `apps[${index}].contact_range.group_ids`, kind: 'user group' as const, ids: range?.group_ids ?? [] },
    ]),
  ];
  for (const { at, kind, ids } of named) {
    const unknown = ids.find((id) => !known[kind].has(id));
    if (unknown !== undefined) throw new SeedError(`The seed does not fit:\n  ${at}: there is no ${kind} "${unknown}"`);
  }
}
