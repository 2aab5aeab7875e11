import type { Cause } from './cause.ts';

/** One thing to do. */
export interface Step {
  text: string;
  /** Where to click, in the words of Feishu's Chinese consoles. */
  path?: readonly string[];
  /** Shows the addresses that have to be registered with Feishu. */
  addresses?: true;
}

export interface Explanation {
  title: string;
  /** What happened, in one or two sentences. */
  what: string;
  steps: readonly Step[];
}

export type Explanations = Record<Cause, Explanation>;

const developerConsole = '开发者后台';
const adminConsole = '管理后台';

/** Both consoles show their menus in Chinese by default; the English texts add a translation in their own words. */
export const consolePath = {
  availability: [adminConsole, '工作台', '应用管理', '应用可用范围'],
  apps: [adminConsole, '工作台', '应用管理'],
  members: [adminConsole, '组织架构', '成员与部门'],
  costs: [adminConsole, '费用中心'],
  credentials: [developerConsole, '凭证与基础信息'],
  scopes: [developerConsole, '权限管理'],
  security: [developerConsole, '安全设置'],
  redirectUrls: [developerConsole, '安全设置', '重定向 URL'],
  ipAllowList: [developerConsole, '安全设置', 'IP 白名单'],
  release: [developerConsole, '版本管理与发布'],
} as const satisfies Record<string, readonly string[]>;
