/** 事件概述 (事件订阅). */
export interface EventEnvelopeV2<Type extends string = string, Event = unknown> {
  schema: '2.0';
  header: {
    event_id: string;
    token: string;
    /** Milliseconds on the events' pages, microseconds in the overview's sample. */
    create_time: string;
    event_type: Type;
    tenant_key: string;
    app_id: string;
  };
  event: Event;
}

export interface EventEnvelopeV1<Event extends { type: string } = { type: string }> {
  /** Seconds with a fraction, as text. */
  ts: string;
  uuid: string;
  token: string;
  type: 'event_callback';
  event: Event;
}

/** 将事件发送至开发者服务器: answered with `{ challenge }` within a second; never signed. */
export interface UrlVerification {
  challenge: string;
  token: string;
  type: 'url_verification';
}

/** With an Encrypt Key every push has this shape. */
export interface EncryptedEvent {
  encrypt: string;
}

/** 接收事件: the signature is SHA-256 over timestamp, nonce, Encrypt Key and raw body, in lower-case hex. */
export const eventHeaders = {
  timestamp: 'X-Lark-Request-Timestamp',
  nonce: 'X-Lark-Request-Nonce',
  signature: 'X-Lark-Signature',
} as const;

/** Seconds after a failed push at which it is tried again. */
export const eventRetryDelays = [15, 5 * 60, 60 * 60, 6 * 60 * 60] as const;
/** Anything but HTTP 200 within this time is a failure. */
export const eventAnswerTimeoutMs = 3_000;
export const challengeAnswerTimeoutMs = 1_000;

export interface ContactUserStatus {
  is_frozen: boolean;
  is_resigned: boolean;
  is_activated: boolean;
  is_exited: boolean;
  is_unjoin: boolean;
}

/** The user object of contact v3; most fields are gated by scopes. */
export interface ContactUser {
  open_id: string;
  union_id?: string;
  user_id?: string;
  name?: string;
  en_name?: string;
  nickname?: string;
  email?: string;
  enterprise_email?: string;
  mobile?: string;
  gender?: number;
  avatar?: { avatar_72: string; avatar_240: string; avatar_640: string; avatar_origin: string };
  status?: ContactUserStatus;
  department_ids?: string[];
  leader_user_id?: string;
  city?: string;
  country?: string;
  work_station?: string;
  join_time?: number;
  employee_no?: string;
  employee_type?: number;
  job_title?: string;
}

/** 员工信息被修改: `old_object` holds the changed fields as they were, and the ids. */
export type ContactUserUpdated = EventEnvelopeV2<
  'contact.user.updated_v3',
  { object: ContactUser; old_object: Partial<ContactUser> }
>;

/** 员工离职: a resignation or a deletion through the API. */
export type ContactUserDeleted = EventEnvelopeV2<
  'contact.user.deleted_v3',
  { object: ContactUser; old_object: { department_ids?: string[]; open_id?: string } }
>;

/** 员工入职. */
export type ContactUserCreated = EventEnvelopeV2<'contact.user.created_v3', { object: ContactUser }>;

/** As the events about departments show one; the fields are gated as those of the API. */
export interface EventDepartment {
  name?: string;
  parent_department_id?: string;
  department_id?: string;
  open_department_id?: string;
  status?: { is_deleted: boolean };
}

/** 部门信息变化: renamed, moved, or given another id. `old_object` holds what changed, as it was. */
export type ContactDepartmentUpdated = EventEnvelopeV2<
  'contact.department.updated_v3',
  { object: EventDepartment; old_object: EventDepartment }
>;

/** 部门被删除. */
export type ContactDepartmentDeleted = EventEnvelopeV2<
  'contact.department.deleted_v3',
  { object: EventDepartment; old_object?: EventDepartment }
>;

/** 部门被创建. */
export type ContactDepartmentCreated = EventEnvelopeV2<'contact.department.created_v3', { object: EventDepartment }>;

interface ContactRange {
  departments?: unknown[];
  users?: ContactUser[];
  user_groups?: unknown[];
}

/** 通讯录权限范围变更: the contact range, not the app's availability. */
export type ContactScopeUpdated = EventEnvelopeV2<
  'contact.scope.updated_v3',
  { added?: ContactRange; removed?: ContactRange }
>;

/** 员工免审安装应用; store apps only. There is no event for a removal. */
export type AppVisibilityAdded = EventEnvelopeV2<
  'application.application.visibility.added_v6',
  { source: number; users: { user_id: { open_id: string; union_id: string } }[] }
>;

/** 应用停启用; store apps only. */
export type AppStatusChange = EventEnvelopeV1<{
  type: 'app_status_change';
  app_id: string;
  tenant_key: string;
  status: 'start_by_tenant' | 'stop_by_tenant' | 'stop_by_platform';
  operator?: { open_id: string; user_id?: string; union_id: string };
}>;

/** 应用卸载; store apps only. */
export type AppUninstalled = EventEnvelopeV1<{ type: 'app_uninstalled'; app_id: string; tenant_key: string }>;

/** 首次启用应用; store apps only. */
export type AppOpen = EventEnvelopeV1<{
  type: 'app_open';
  app_id: string;
  tenant_key: string;
  applicants: { open_id: string }[];
  installer?: { open_id: string };
  installer_employee?: { open_id: string };
}>;

interface V1UserStatus {
  is_active: boolean;
  is_frozen: boolean;
  is_resigned: boolean;
}

/** 用户状态变更 (历史版本). */
export type UserStatusChange = EventEnvelopeV1<{
  type: 'user_status_change';
  app_id: string;
  tenant_key: string;
  open_id: string;
  employee_id?: string;
  union_id: string;
  before_status: V1UserStatus;
  change_time: string;
  current_status: V1UserStatus;
}>;

/** 员工离职 (通讯录事件, schema 1.0). */
export type UserLeave = EventEnvelopeV1<{
  type: 'user_leave';
  app_id: string;
  tenant_key: string;
  open_id: string;
  employee_id?: string;
  union_id?: string;
}>;

/** app_ticket 事件: every hour, to store apps. */
export type AppTicketEvent = EventEnvelopeV1<{ type: 'app_ticket'; app_id: string; app_ticket: string }>;

/** For every event about contacts. */
const contactEventScopes = [
  'contact:contact.base:readonly',
  'contact:contact:readonly_as_app',
  'contact:contact:access_as_app',
] as const;

/** The app scopes of which one subscribes to an event; an empty list needs none. */
export const eventScopes = {
  'contact.user.updated_v3': contactEventScopes,
  'contact.user.deleted_v3': contactEventScopes,
  'contact.user.created_v3': contactEventScopes,
  'contact.department.created_v3': contactEventScopes,
  'contact.department.updated_v3': contactEventScopes,
  'contact.department.deleted_v3': contactEventScopes,
  'contact.scope.updated_v3': contactEventScopes,
  'application.application.visibility.added_v6': [],
  app_status_change: [],
  app_uninstalled: [],
  app_open: [],
  app_ticket: [],
  user_status_change: [],
  user_leave: [],
} as const;

export type EventType = keyof typeof eventScopes;
