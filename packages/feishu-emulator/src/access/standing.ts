import type { Why } from '../exchange/failure.ts';
import { mayUse } from '../state/apps.ts';
import type { Platform } from '../state/platform.ts';
import type { App, User } from '../state/records.ts';

/** Why a person may not sign in to an app. */
export type StandingProblem = 'missing' | 'not_installed' | 'unavailable' | 'resigned' | 'frozen' | 'unregistered';

/** How the user stands with the app right now; nothing when all is well. */
export function standingProblem(platform: Platform, app: App, user: User | undefined): StandingProblem | undefined {
  if (!user) return 'missing';
  if (user.status !== 'active') return user.status;
  if (!platform.apps.installedFor(app, user.tenant_key)) return 'not_installed';
  return mayUse(app, user, platform.settings.values.foreign_tenant) ? undefined : 'unavailable';
}

/** The same explanation at every endpoint. */
export const standingWhy: Readonly<Record<StandingProblem, Why>> = {
  missing: {
    en: 'The user is not there any more. Seed the user again, or sign in as another one.',
    zh: '该用户已不存在。请重新创建该用户，或使用其他用户登录。',
  },
  not_installed: {
    en: 'The tenant has not installed the app. Install it (installed, installed_tenants of PUT /_emulator/apps), as an administrator would.',
    zh: '该租户未安装此应用。请由管理员安装（PUT /_emulator/apps 的 installed、installed_tenants）。',
  },
  unavailable: {
    en: 'The user is outside the app’s availability range, or belongs to another tenant than a self-built app. Widen the range in the console (应用发布 → 可用范围), or `available: true` here.',
    zh: '用户不在应用可用范围内，或不属于自建应用所在租户。请在开发者后台调整可用范围，或在此设置 available: true。',
    page: '配置应用可用范围',
  },
  resigned: {
    en: 'The user has resigned. Nothing a developer can change; treat the person as gone.',
    zh: '该用户已离职，开发者无法恢复；应视为已离开。',
  },
  frozen: {
    en: 'The user is frozen (账号暂停). An administrator can unfreeze the account.',
    zh: '该用户已被暂停使用，管理员可恢复该账号。',
  },
  unregistered: {
    en: 'The user has not activated the account yet. The user must finish joining Feishu.',
    zh: '该用户尚未激活账号，需要先完成加入飞书。',
  },
};
