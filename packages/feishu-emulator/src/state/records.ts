export interface Tenant {
  tenant_key: string;
  name: string;
  uses_mail: boolean;
}

/** A part of an organisation. `open_department_id` is what the API names it by; both ids may be asked with. */
export interface Department {
  open_department_id: string;
  department_id: string;
  tenant_key: string;
  name: string;
  /** An `open_department_id`, or `0` right under the root. */
  parent_department_id: string;
}

export interface UserGroup {
  group_id: string;
  tenant_key: string;
  name: string;
  /** 普通用户组 or 动态用户组. */
  type: 'normal' | 'dynamic';
  /** Keys of users. */
  members: string[];
}

export interface Task {
  guid: string;
  summary: string;
  done: boolean;
  created_at: number;
}

export interface User {
  /** As the first app sees the user; `users.openIdFor` knows the others. */
  open_id: string;
  open_ids: Record<string, string>;
  union_id: string;
  user_id: string;
  tenant_key: string;
  name: string;
  en_name: string;
  /** Empty for one that is drawn here. */
  avatar_url: string;
  email: string | null;
  enterprise_email: string | null;
  mobile: string | null;
  employee_no: string | null;
  job_title: string | null;
  /** `open_department_id`s; empty for somebody right under the root. */
  department_ids: string[];
  status: 'active' | 'frozen' | 'resigned' | 'unregistered';
  available: boolean;
  tasks: Task[];
}

export interface App {
  app_id: string;
  app_secret: string;
  name: string;
  type: 'self_built' | 'store';
  /** Whose app it is; a store app belongs to nobody. */
  tenant_key: string | null;
  installed_tenants: string[];
  developer: string;
  redirect_urls: string[];
  h5_domains: string[];
  scopes: string[];
  event_url: string | null;
  /** The events subscribed to. */
  events: string[];
  encrypt_key: string | null;
  verification_token: string;
  enabled: boolean;
  installed: boolean;
  refresh_allowed: boolean;
  ip_allow_list: string[];
  /** 通讯录权限范围; null for everybody. */
  contact_range: ContactRange | null;
}

/** Departments by `open_department_id`, users by key. */
export interface ContactRange {
  department_ids: string[];
  user_ids: string[];
  group_ids: string[];
}

/** Where a code was handed out: it decides how long it lives and where it can be exchanged. */
export type CodeVia = 'requestAccess' | 'login' | 'requestAuthCode' | 'authorize' | 'passport';

export interface Code {
  value: string;
  via: CodeVia;
  app_id: string;
  /** The key of the user. */
  user: string;
  /** Asked for in this authorization; what was granted before comes on top. */
  scopes: string[];
  redirect_uri: string | null;
  challenge: { value: string; method: 'S256' | 'plain' } | null;
  issued_at: number;
  expires_at: number;
  used_at: number | null;
}

/** What one user has allowed one app, over all authorizations (终端用户授权概述). */
export interface Grant {
  app_id: string;
  user: string;
  scopes: string[];
  /** The last authorization: 365 days later no refresh is possible any more. */
  authorized_at: number;
}

/** Which family of endpoints issued it: not every one takes the refresh tokens of the others. */
export type Generation = 'v3' | 'v2' | 'v1' | 'passport';

export interface AccessToken {
  generation: Generation;
  app_id: string;
  user: string;
  scopes: string[];
  family: string;
  issued_at: number;
  expires_at: number;
  revoked: boolean;
}

export interface RefreshToken {
  generation: Generation;
  app_id: string;
  user: string;
  scopes: string[];
  family: string;
  /** The access token issued beside it, by fingerprint. */
  access: string;
  authorized_at: number;
  expires_at: number;
  used_at: number | null;
  revoked: boolean;
}

/** A self-built app gets one token that serves as both (自建应用获取 app_access_token). */
export type AppTokenKind = 'app' | 'tenant' | 'both';

export interface AppToken {
  value: string;
  kind: AppTokenKind;
  app_id: string;
  tenant_key: string | null;
  expires_at: number;
  revoked: boolean;
}

export interface AppTicket {
  value: string;
  app_id: string;
  expires_at: number;
}

export interface JsapiTicket {
  value: string;
  app_id: string;
  expires_at: number;
}

export interface UsedSignature {
  expires_at: number;
}

/** A person signed in on the accounts host: what its session cookie stands for, and sessions/query lists. */
export interface SignIn {
  sid: string;
  user: string;
  /** 退出登录: 1 PC, 2 web, 3 Android, 4 iOS, 5 server, 6 old gadget, 8 other mobile. */
  terminal_type: number;
  created_at: number;
  expires_at: number;
}

/** A QR code that was scanned and confirmed on the phone. */
export interface Scan {
  /** The `tmp_code`. */
  value: string;
  user: string;
  app_id: string;
  /** The only address it signs in at. */
  redirect_uri: string;
  expires_at: number;
}

/** A program that shows a code and waits for a person to approve it elsewhere (RFC 8628). */
export interface DeviceRequest {
  device_code: string;
  user_code: string;
  /** Who asks; null when it asks to become an app. */
  app_id: string | null;
  scopes: string[];
  expires_at: number;
  /** Milliseconds to leave between polls; `slow_down` raises it. */
  interval: number;
  polled_at: number | null;
  decision: 'pending' | 'approved' | 'denied';
  /** Who approved it. */
  user: string | null;
  used: boolean;
}

/** Everything the platform remembers, as plain data: a snapshot is a copy of it. */
export interface Records {
  tenants: Map<string, Tenant>;
  apps: Map<string, App>;
  /** By the open id the first app sees. */
  users: Map<string, User>;
  /** By `open_department_id`. */
  departments: Map<string, Department>;
  groups: Map<string, UserGroup>;
  /** Any app's open id to the key in `users`. */
  openIds: Map<string, { user: string; app_id: string }>;
  grants: Map<string, Grant>;
  codes: Map<string, Code>;
  /** By fingerprint, as every store of tokens. */
  accessTokens: Map<string, AccessToken>;
  refreshTokens: Map<string, RefreshToken>;
  appTokens: Map<string, AppToken>;
  appTickets: Map<string, AppTicket>;
  jsapiTickets: Map<string, JsapiTicket>;
  /** How often each app asked for a ticket. */
  ticketsFetched: Map<string, number>;
  usedSignatures: Map<string, UsedSignature>;
  signIns: Map<string, SignIn>;
  scans: Map<string, Scan>;
  /** How many calls followed the fault `redirect` to where it leads. */
  trapped: number;
  devices: Map<string, DeviceRequest>;
}

export function emptyRecords(): Records {
  return {
    tenants: new Map(),
    apps: new Map(),
    users: new Map(),
    departments: new Map(),
    groups: new Map(),
    openIds: new Map(),
    grants: new Map(),
    codes: new Map(),
    accessTokens: new Map(),
    refreshTokens: new Map(),
    appTokens: new Map(),
    appTickets: new Map(),
    jsapiTickets: new Map(),
    ticketsFetched: new Map(),
    usedSignatures: new Map(),
    signIns: new Map(),
    scans: new Map(),
    trapped: 0,
    devices: new Map(),
  };
}
