import { EntitySchema } from 'typeorm';
import { instant, optional, text } from './columns.ts';

export interface UserRow {
  id: string;
  name: string | null;
  en_name: string | null;
  avatar_url: string | null;
  /** Imported by an administrator and never verified by the person, hence the names: no account is found by these. */
  unverified_email: string | null;
  unverified_mobile: string | null;
  /** Sign-ins begun before this moment fail, sessions created before it are dead. */
  sessions_valid_after: number;
  /** Since when no sign-in of theirs succeeds. */
  blocked_at: number | null;
  /** When the facts were true that the last event about the profile told. */
  profile_at: number | null;
  /** What a system before this one called them. */
  former_id: string | null;
  created_at: number;
  updated_at: number;
}

export const users = new EntitySchema<UserRow>({
  name: 'users',
  columns: {
    id: { ...text, primary: true },
    name: { ...text, ...optional },
    en_name: { ...text, ...optional },
    avatar_url: { ...text, ...optional },
    unverified_email: { ...text, ...optional },
    unverified_mobile: { ...text, ...optional },
    sessions_valid_after: { ...instant },
    blocked_at: { ...instant, ...optional },
    profile_at: { ...instant, ...optional },
    former_id: { ...text, ...optional },
    created_at: instant,
    updated_at: instant,
  },
  indices: [{ name: 'users_former_id', columns: ['former_id'], unique: true, where: 'former_id is not null' }],
});

export interface IdentityRow {
  app_id: string;
  open_id: string;
  user_id: string;
  union_id: string | null;
  tenant_key: string | null;
  employee_id: string | null;
  /** When the last sign-in began: what happened to the person before it is over. */
  signed_in_at: number;
  /** When the platform was last asked about the person without their doing anything. */
  checked_at: number;
  /** Of the last grant that was forgotten: a version never comes again. */
  last_grant_version: number | null;
  created_at: number;
  updated_at: number;
}

export const identities = new EntitySchema<IdentityRow>({
  name: 'identities',
  columns: {
    app_id: { ...text, primary: true },
    open_id: { ...text, primary: true },
    user_id: text,
    union_id: { ...text, ...optional },
    tenant_key: { ...text, ...optional },
    employee_id: { ...text, ...optional },
    signed_in_at: instant,
    checked_at: instant,
    last_grant_version: { type: 'integer', ...optional },
    created_at: instant,
    updated_at: instant,
  },
  foreignKeys: [{ target: 'users', columnNames: ['user_id'], referencedColumnNames: ['id'], onDelete: 'CASCADE' }],
  indices: [
    { name: 'identities_user', columns: ['user_id'] },
    { name: 'identities_union', columns: ['union_id'] },
  ],
});

/** Which identities were joined to whom by their union id, and how to undo it. */
export interface IdentityLinkRow {
  id: string;
  app_id: string;
  open_id: string;
  union_id: string | null;
  user_id: string;
  /** `null`: the identity was new. */
  previous_user_id: string | null;
  linked_at: number;
  undone_at: number | null;
}

export const identityLinks = new EntitySchema<IdentityLinkRow>({
  name: 'identity_links',
  columns: {
    id: { ...text, primary: true },
    app_id: text,
    open_id: text,
    union_id: { ...text, ...optional },
    user_id: text,
    previous_user_id: { ...text, ...optional },
    linked_at: instant,
    undone_at: { ...instant, ...optional },
  },
  indices: [{ name: 'identity_links_identity', columns: ['app_id', 'open_id'] }],
});

/** Each event of the platform once, and what a sign-in under way must know of. */
export interface PersonEventRow {
  app_id: string;
  event_id: string;
  /** The union id where the event names nobody otherwise. */
  open_id: string;
  kind: 'left' | 'changed';
  happened_at: number;
  received_at: number;
}

export const personEvents = new EntitySchema<PersonEventRow>({
  name: 'person_events',
  columns: {
    app_id: { ...text, primary: true },
    event_id: { ...text, primary: true },
    open_id: text,
    kind: text,
    happened_at: instant,
    received_at: instant,
  },
  indices: [
    { name: 'person_events_person', columns: ['app_id', 'open_id'] },
    { name: 'person_events_age', columns: ['received_at'] },
  ],
});
