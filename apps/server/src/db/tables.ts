import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';

/** Epoch milliseconds: no date type is accepted by both databases, and PostgreSQL's shifts with the time zone. */
const instant: EntitySchemaColumnOptions = { type: 'bigint' };
const text: EntitySchemaColumnOptions = { type: 'text' };
const optional = { nullable: true } as const;

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
  created_at: number;
  updated_at: number;
}

const users = new EntitySchema<UserRow>({
  name: 'users',
  columns: {
    id: { ...text, primary: true },
    name: { ...text, ...optional },
    en_name: { ...text, ...optional },
    avatar_url: { ...text, ...optional },
    unverified_email: { ...text, ...optional },
    unverified_mobile: { ...text, ...optional },
    sessions_valid_after: { ...instant },
    created_at: instant,
    updated_at: instant,
  },
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
  created_at: number;
  updated_at: number;
}

const identities = new EntitySchema<IdentityRow>({
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
    created_at: instant,
    updated_at: instant,
  },
  foreignKeys: [{ target: 'users', columnNames: ['user_id'], referencedColumnNames: ['id'], onDelete: 'CASCADE' }],
  indices: [
    { name: 'identities_user', columns: ['user_id'] },
    { name: 'identities_union', columns: ['union_id'] },
  ],
});

export interface SessionRow {
  id: string;
  user_id: string;
  app_id: string;
  open_id: string;
  kind: 'gadget' | 'h5' | 'browser';
  device: string | null;
  /** Of the cookie, or of the current access token. */
  token_hash: string;
  token_expires_at: number;
  refresh_hash: string | null;
  previous_refresh_hash: string | null;
  previous_valid_until: number | null;
  sealed_successor: string | null;
  created_at: number;
  last_seen_at: number;
  expires_at: number;
  absolute_expires_at: number;
  ended_at: number | null;
  end_reason: string | null;
}

const sessions = new EntitySchema<SessionRow>({
  name: 'sessions',
  columns: {
    id: { ...text, primary: true },
    user_id: text,
    app_id: text,
    open_id: text,
    kind: text,
    device: { ...text, ...optional },
    token_hash: text,
    token_expires_at: instant,
    refresh_hash: { ...text, ...optional },
    previous_refresh_hash: { ...text, ...optional },
    previous_valid_until: { ...instant, ...optional },
    sealed_successor: { ...text, ...optional },
    created_at: instant,
    last_seen_at: instant,
    expires_at: instant,
    absolute_expires_at: instant,
    ended_at: { ...instant, ...optional },
    end_reason: { ...text, ...optional },
  },
  foreignKeys: [
    {
      target: 'identities',
      columnNames: ['app_id', 'open_id'],
      referencedColumnNames: ['app_id', 'open_id'],
      onDelete: 'CASCADE',
    },
    { target: 'users', columnNames: ['user_id'], referencedColumnNames: ['id'], onDelete: 'CASCADE' },
  ],
  indices: [
    { name: 'sessions_token', columns: ['token_hash'], unique: true },
    { name: 'sessions_refresh', columns: ['refresh_hash'], unique: true },
    { name: 'sessions_previous_refresh', columns: ['previous_refresh_hash'] },
    { name: 'sessions_user', columns: ['user_id'] },
    { name: 'sessions_expiry', columns: ['expires_at'] },
    { name: 'sessions_end', columns: ['ended_at'] },
    { name: 'sessions_successor', columns: ['previous_valid_until'], where: 'sealed_successor is not null' },
  ],
});

export interface SpentRefreshTokenRow {
  refresh_hash: string;
  session_id: string;
  spent_at: number;
}

const spentRefreshTokens = new EntitySchema<SpentRefreshTokenRow>({
  name: 'spent_refresh_tokens',
  columns: { refresh_hash: { ...text, primary: true }, session_id: text, spent_at: instant },
  foreignKeys: [
    { target: 'sessions', columnNames: ['session_id'], referencedColumnNames: ['id'], onDelete: 'CASCADE' },
  ],
  indices: [{ name: 'spent_refresh_tokens_session', columns: ['session_id'] }],
});

export interface CodeClaimRow {
  code_hash: string;
  state: 'pending' | 'done' | 'refused' | 'lost';
  claimed_at: number;
}

const codeClaims = new EntitySchema<CodeClaimRow>({
  name: 'code_claims',
  columns: { code_hash: { ...text, primary: true }, state: text, claimed_at: instant },
  indices: [{ name: 'code_claims_age', columns: ['claimed_at'] }],
});

export interface LoginAttemptRow {
  state_hash: string;
  browser_hash: string;
  flow: 'browser' | 'h5' | 'qr';
  app_id: string;
  return_to: string;
  created_at: number;
  expires_at: number;
  consumed_at: number | null;
  session_id: string | null;
}

const loginAttempts = new EntitySchema<LoginAttemptRow>({
  name: 'login_attempts',
  columns: {
    state_hash: { ...text, primary: true },
    browser_hash: text,
    flow: text,
    app_id: text,
    return_to: text,
    created_at: instant,
    expires_at: instant,
    consumed_at: { ...instant, ...optional },
    session_id: { ...text, ...optional },
  },
  indices: [{ name: 'login_attempts_expiry', columns: ['expires_at'] }],
});

/** The platform's tokens for one person, sealed. */
export interface GrantRow {
  app_id: string;
  open_id: string;
  version: number;
  status: 'active' | 'reauth_required';
  access_sealed: string | null;
  access_expires_at: number;
  refresh_sealed: string | null;
  refresh_expires_at: number | null;
  /** Separated by spaces. */
  scopes: string;
  lease_owner: string | null;
  lease_until: number | null;
}

const grants = new EntitySchema<GrantRow>({
  name: 'grants',
  columns: {
    app_id: { ...text, primary: true },
    open_id: { ...text, primary: true },
    version: { type: 'integer' },
    status: text,
    access_sealed: { ...text, ...optional },
    access_expires_at: instant,
    refresh_sealed: { ...text, ...optional },
    refresh_expires_at: { ...instant, ...optional },
    scopes: text,
    lease_owner: { ...text, ...optional },
    lease_until: { ...instant, ...optional },
  },
  foreignKeys: [
    {
      target: 'identities',
      columnNames: ['app_id', 'open_id'],
      referencedColumnNames: ['app_id', 'open_id'],
      onDelete: 'CASCADE',
    },
  ],
});

/** Each event of the platform once, and what a sign-in under way must know of. */
export interface PersonEventRow {
  app_id: string;
  event_id: string;
  open_id: string;
  kind: 'left' | 'changed';
  happened_at: number;
  received_at: number;
}

const personEvents = new EntitySchema<PersonEventRow>({
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

export interface AuditLogRow {
  id: string;
  at: number;
  event: string;
  reason: string | null;
  request_id: string | null;
  user_id: string | null;
  session_id: string | null;
  address_hash: string | null;
  /** JSON. */
  facts: string;
}

const auditLog = new EntitySchema<AuditLogRow>({
  name: 'audit_log',
  columns: {
    id: { ...text, primary: true },
    at: instant,
    event: text,
    reason: { ...text, ...optional },
    request_id: { ...text, ...optional },
    user_id: { ...text, ...optional },
    session_id: { ...text, ...optional },
    address_hash: { ...text, ...optional },
    facts: text,
  },
  indices: [
    { name: 'audit_log_at', columns: ['at'] },
    { name: 'audit_log_user', columns: ['user_id'] },
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

const identityLinks = new EntitySchema<IdentityLinkRow>({
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

/** As rate-limiter-flexible wants it; only PostgreSQL uses it. */
export interface RateLimitRow {
  key: string;
  points: number;
  expire: number | null;
}

const rateLimits = new EntitySchema<RateLimitRow>({
  name: 'rate_limits',
  columns: {
    key: { ...text, primary: true },
    points: { type: 'integer' },
    expire: { ...instant, ...optional },
  },
});

export const tables = [
  users,
  identities,
  sessions,
  spentRefreshTokens,
  codeClaims,
  loginAttempts,
  grants,
  personEvents,
  auditLog,
  rateLimits,
  identityLinks,
];
