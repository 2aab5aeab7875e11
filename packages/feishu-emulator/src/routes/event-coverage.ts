import { assumed, documented, type EventType, type Provenance } from '@feishu-login/feishu-types';

/** An event that is pushed, its documentation page, and where it is shown. */
export interface EventCoverage {
  type: EventType;
  page: string;
  /** To store apps alone. */
  storeOnly: boolean;
  /** The test that shows it. */
  test: string;
  provenance: Provenance;
}

/** What the emulator does about an event of which its page says nothing, or too little. */
interface EventFact {
  path: EventType;
  en: string;
  zh: string;
  test: string;
  provenance: Provenance;
}

function pushes(type: EventType, page: string, test: string, storeOnly = false): EventCoverage {
  return { type, page, storeOnly, test, provenance: documented };
}

/** Every event that an app can subscribe to, one line each; a test holds it against the documented types. */
export const eventCoverage: readonly EventCoverage[] = [
  pushes('contact.user.created_v3', '员工入职', 'events.test.ts'),
  pushes('contact.user.updated_v3', '员工信息被修改', 'events.test.ts'),
  pushes('contact.user.deleted_v3', '员工离职', 'events.test.ts'),
  pushes('contact.department.created_v3', '部门被创建', 'directory.test.ts'),
  pushes('contact.department.updated_v3', '部门信息变化', 'directory.test.ts'),
  pushes('contact.department.deleted_v3', '部门被删除', 'directory.test.ts'),
  pushes('contact.scope.updated_v3', '通讯录权限范围变更', 'directory.test.ts'),
  pushes('user_status_change', '用户状态变更（历史版本）', 'events.test.ts'),
  pushes('user_leave', '通讯录事件（员工离职，schema 1.0）', 'events.test.ts'),
  pushes('application.application.visibility.added_v6', '员工免审安装应用', 'events.test.ts', true),
  pushes('app_ticket', 'app_ticket 事件', 'closer.test.ts', true),
  pushes('app_open', '首次启用应用', 'closer.test.ts', true),
  pushes('app_status_change', '应用停启用', 'closer.test.ts', true),
  pushes('app_uninstalled', '应用卸载', 'closer.test.ts', true),
];

export const eventFacts: readonly EventFact[] = [
  {
    path: 'app_ticket',
    en: 'Pushed as soon as a store app has an event address, from a seed too, and every hour from then on.',
    zh: '商店应用一旦有事件请求地址（包括由种子设置）即推送，此后每小时一次。',
    test: 'closer.test.ts: that the seed gives an event address is sent its ticket, and again after a reset',
    provenance: documented,
  },
  {
    path: 'app_status_change',
    en: 'start_by_tenant and stop_by_tenant, for each company that has the app; a start alone names its operator.',
    zh: '按安装了应用的每个企业推送 start_by_tenant 与 stop_by_tenant；仅启用时带 operator。',
    test: 'closer.test.ts: is told where it was stopped, started and uninstalled',
    provenance: documented,
  },
  {
    path: 'app_uninstalled',
    en: 'For each company that is taken out of installed_tenants.',
    zh: '从 installed_tenants 中移除的每个企业各一条。',
    test: 'closer.test.ts: is told where it was stopped, started and uninstalled',
    provenance: documented,
  },
  {
    path: 'app_open',
    en: 'For each company that is added to installed_tenants; its first person stands for applicant and installer.',
    zh: '加入 installed_tenants 的每个企业各一条；以该企业的第一位用户作为申请人与安装人。',
    test: 'closer.test.ts: is told where it was installed',
    provenance: assumed,
  },
  {
    path: 'contact.user.updated_v3',
    en: 'Events about people and departments outside the app’s contact range are not pushed.',
    zh: '不推送应用通讯录权限范围之外的用户与部门的事件。',
    test: 'directory.test.ts: are told of what is in the contact range alone',
    provenance: documented,
  },
];
