import type { Text } from './text.ts';

/** Where things are in the developer console (开发者后台). Its page names stay Chinese: that is what one looks for. */
function path(...pages: (readonly [string, string])[]): Text {
  return {
    zh: ['开发者后台', ...pages.map(([zh]) => zh)].join(' → '),
    en: `开发者后台 → ${pages.map(([zh]) => zh).join(' → ')} (${pages.map(([, en]) => en).join(' → ')})`,
  };
}

const security = ['安全设置', 'Security Settings'] as const;
const release = ['版本管理与发布', 'Version Management & Release'] as const;

export const consolePaths = {
  credentials: path(['凭证与基础信息', 'Credentials & Basic Info']),
  redirectUrls: path(security, ['重定向 URL', 'Redirect URLs']),
  trustedDomains: path(security, ['H5 可信域名', 'H5 trusted domains']),
  refreshSwitch: path(security, ['刷新 user_access_token', 'Refresh user_access_token']),
  addressAllowList: path(security, ['IP 白名单', 'IP allowlist']),
  scopes: path(['权限管理', 'Permissions & Scopes']),
  release: path(release),
  availability: path(release, ['可用范围', 'Availability']),
  events: path(['事件与回调', 'Events & Callbacks'], ['事件配置', 'Event configuration']),
  encryption: path(['事件与回调', 'Events & Callbacks'], ['加密策略', 'Encryption strategy']),
} as const;
