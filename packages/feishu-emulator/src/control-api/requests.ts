import { maxAuthorizeScopes } from '@feishu-login/feishu-types';
import { z } from 'zod';
import { type Forgery, forgeries } from '../events/forgery.ts';
import { ipAddress, webAddress } from '../state/addresses.ts';
import { idText } from '../state/id-text.ts';
import { onlyKnown } from '../state/issues.ts';

const text = z.string().max(100_000);
const optionalText = text.nullable().optional();
const names = z.array(z.string()).optional();

/** What changes about a user; the rest stays. */
export const userChange = onlyKnown({
  name: text.optional(),
  en_name: text.optional(),
  avatar_url: text.optional(),
  email: optionalText,
  enterprise_email: optionalText,
  mobile: optionalText,
  employee_no: optionalText,
  job_title: optionalText,
  department_ids: names,
  user_id: text.optional(),
  union_id: text.optional(),
  tenant_key: text.optional(),
  open_ids: z.record(idText, idText).optional(),
  status: z.enum(['active', 'frozen', 'resigned', 'unregistered']).optional(),
  available: z.boolean().optional(),
  /** Whether the matching event is pushed to the apps that listen. */
  push: z.boolean().default(true),
});
export type UserChange = z.input<typeof userChange>;

export const newUser = userChange.extend({ open_id: idText });
export type NewUser = z.input<typeof newUser>;

/** What changes about an app, as its developer sets it up in the console; the rest stays. */
export const appChange = onlyKnown({
  app_secret: z.string().min(1).optional(),
  name: z.string().optional(),
  type: z.enum(['self_built', 'store']).optional(),
  tenant_key: z.string().nullable().optional(),
  installed_tenants: names,
  developer: z.string().optional(),
  redirect_urls: z.array(z.url()).max(300).optional(),
  h5_domains: names,
  scopes: names,
  event_url: webAddress.nullable().optional(),
  events: names,
  encrypt_key: z.string().nullable().optional(),
  verification_token: z.string().optional(),
  enabled: z.boolean().optional(),
  installed: z.boolean().optional(),
  refresh_allowed: z.boolean().optional(),
  ip_allow_list: z.array(ipAddress).optional(),
  /** Whom the app sees through the contact API; null for everybody. */
  contact_range: z
    .strictObject({
      department_ids: z.array(z.string()).default([]),
      user_ids: z.array(z.string()).default([]),
      group_ids: z.array(z.string()).default([]),
    })
    .nullable()
    .optional(),
});
export type AppChange = z.input<typeof appChange>;

/** What changes about a department, which is made if there is none of that id. */
export const departmentChange = z.strictObject({
  department_id: z.string().min(1).max(64).optional(),
  tenant_key: text.optional(),
  name: text.optional(),
  /** An `open_department_id`, or `0`. */
  parent_department_id: z.string().optional(),
  push: z.boolean().default(true),
});
export type DepartmentChange = z.input<typeof departmentChange>;

/** The same of a user group. The platform has no event for it. */
export const groupChange = z.strictObject({
  tenant_key: text.optional(),
  name: text.optional(),
  type: z.enum(['normal', 'dynamic']).optional(),
  /** By any app's open id. */
  members: names,
});
export type GroupChange = z.input<typeof groupChange>;

/** For the first app and whoever is signed in, or the first active user, unless others are named. */
export const codeRequest = onlyKnown({
  app_id: z.string().optional(),
  open_id: z.string().optional(),
  via: z.enum(['requestAccess', 'login', 'requestAuthCode', 'authorize', 'passport']).default('requestAccess'),
  scopes: z.array(z.string()).max(maxAuthorizeScopes).default([]),
  redirect_uri: z.string().optional(),
  code_challenge: z.string().optional(),
  code_challenge_method: z.enum(['S256', 'plain']).optional(),
});
export type CodeRequest = z.input<typeof codeRequest>;

/** A fault as asked for. */
export const faultPlan = onlyKnown({
  fault: z.string(),
  /** `after`: the platform does its work, and the answer is lost or damaged. */
  when: z.enum(['before', 'after']).optional(),
  match: onlyKnown({
    /** Exact, or with `*` for any rest. */
    path: z.string().optional(),
    app_id: z.string().optional(),
    open_id: z.string().optional(),
    grant_type: z.string().optional(),
  }).optional(),
  /** How often it strikes; without end when left out. */
  times: z.int().positive().optional(),
  /** From 0 to 1, decided by the seed. */
  probability: z.number().min(0).max(1).optional(),
  seed: z.int().optional(),
  params: z.record(z.string(), z.unknown()).optional(),
});
export type FaultPlan = z.input<typeof faultPlan>;
export type FaultMatch = NonNullable<FaultPlan['match']>;

const forgeryNames = Object.keys(forgeries) as [Forgery, ...Forgery[]];

/** An event to push, about the first user unless one is named. */
export const eventRequest = onlyKnown({
  type: z.string().min(1).max(200),
  app_id: z.string().optional(),
  open_id: z.string().optional(),
  forge: z.enum(forgeryNames).optional(),
  /** Replaces what the event says. */
  event: z.record(z.string(), z.unknown()).optional(),
});
export type EventRequest = z.input<typeof eventRequest>;

/** Whose grant is meant, and to which app: the first unless one is named. */
export const grantTarget = onlyKnown({ app_id: z.string().optional(), open_id: z.string() });
export type GrantTarget = z.input<typeof grantTarget>;

/** One of the first two, or `frozen` alone or beside them. */
export const clockChange = onlyKnown({
  advance_seconds: z.number().optional(),
  /** ISO 8601, or milliseconds since 1970. */
  set: z.union([z.iso.datetime({ offset: true }), z.number()]).optional(),
  /** Whether the time stands still from then on. */
  frozen: z.boolean().optional(),
});
export type ClockChange = z.input<typeof clockChange>;
