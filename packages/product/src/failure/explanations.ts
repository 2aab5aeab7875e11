import type { Language } from '../language.ts';
import type { CauseAtHand } from './at-hand.ts';
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

/** An explanation as whoever meets the failure reads it; the lines below a step say where to click, or what to enter. */
export interface Told {
  title: string;
  what: string;
  steps: readonly { text: string; lines?: readonly string[] | undefined }[];
}

/** Of what every client has the words for with it. */
export type ExplanationsAtHand = Readonly<Record<CauseAtHand, Told>>;

/** Of what only a developer can put right: for whoever set the app up. */
export type ForDevelopers = Readonly<Record<DeveloperCause, Explanation>>;

/** Of the rest. */
export type FurtherExplanations = Readonly<Record<Exclude<Cause, CauseAtHand | DeveloperCause>, Explanation>>;

export type Explanations = Readonly<Record<Cause, Explanation>>;

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
