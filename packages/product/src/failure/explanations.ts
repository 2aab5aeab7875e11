import type { Language } from '../language.ts';
import type { Cause, DeveloperCause } from './cause.ts';

/** A menu or a page of Feishu's consoles, by the names it has in their two languages. */
export interface Place {
  'zh-CN': string;
  en: string;
}

/** One thing to do. */
export interface Step {
  text: string;
  /** Where to click in one of Feishu's consoles. */
  path?: readonly Place[];
  /** Shows the addresses that have to be registered with Feishu. */
  addresses?: true;
}

export interface Explanation {
  title: string;
  /** What happened, in one or two sentences. */
  what: string;
  steps: readonly Step[];
}

/** Of what only a developer can put right: for whoever set the app up, and told in full on the web page alone. */
export type ForDevelopers = Record<DeveloperCause, Explanation>;

/** Everything else, and of the rest as much as is there. */
export type Explanations = Record<Exclude<Cause, DeveloperCause>, Explanation> & Partial<ForDevelopers>;

/** What happened; whoever has no words for a fault in the set-up says that it is one. */
export function explanationOf(
  { explanations, setUp }: { explanations: Explanations; setUp: Explanation },
  cause: Cause,
): Explanation {
  return explanations[cause] ?? setUp;
}

const place = (chinese: string, english: string): Place => ({ 'zh-CN': chinese, en: english });

const admin = place('管理后台', 'Admin Console');
const developer = place('开发者后台', 'Developer Console');
const apps = [admin, place('工作台', 'Workplace'), place('应用管理', 'App Management')];
const security = [developer, place('安全设置', 'Security Settings')];

/** Both consoles speak Chinese unless switched, and the English names differ between their versions: help pages and field. */
export const consolePath = {
  availability: [...apps, place('应用可用范围', 'App availability')],
  apps,
  members: [admin, place('组织架构', 'Organization'), place('成员与部门', 'Member and Department')],
  costs: [admin, place('费用中心', 'Billing Center')],
  credentials: [developer, place('凭证与基础信息', 'Credentials & Basic Info')],
  scopes: [developer, place('权限管理', 'Permissions & Scopes')],
  security,
  redirectUrls: [...security, place('重定向 URL', 'Redirect URLs')],
  ipAllowList: [...security, place('IP 白名单', 'IP Allowlist')],
  release: [developer, place('版本管理与发布', 'Version Management & Release')],
} as const satisfies Record<string, readonly Place[]>;

/** How a place is named to a reader: in English with the Chinese beside it, which is what most consoles show. */
export function placeName(at: Place, language: Language): string {
  return language === 'en' ? `${at.en} (${at['zh-CN']})` : at['zh-CN'];
}
