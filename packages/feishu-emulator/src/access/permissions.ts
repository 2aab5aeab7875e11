import type { PermissionViolation } from '@feishu-login/feishu-types';
import { refuseAtGateway } from '../exchange/failure.ts';
import type { Platform } from '../state/platform.ts';
import type { App } from '../state/records.ts';

interface Needed {
  /** One of these is enough (申请 API 权限). */
  scopes: readonly string[];
  app: App;
  /** With a user token, what the user granted. */
  tokenScopes?: readonly string[] | undefined;
}

/** 99991672 when the app lacks the scope, 99991679 when the user has not granted it to the token. */
export function requireScope(platform: Platform, { scopes, app, tokenScopes }: Needed): void {
  const list = scopes.join(', ');
  if (!scopes.some((scope) => app.scopes.includes(scope))) {
    throw refuseAtGateway(
      platform.settings,
      99991672,
      {
        en: `The app has none of these scopes enabled: ${list}. Enable one in the console (权限管理) and release; PUT /_emulator/apps does it here.`,
        zh: `应用未开通以下任一权限：${list}。请在开发者后台“权限管理”开通并发布；此处可用 PUT /_emulator/apps。`,
        page: '如何为应用申请所需权限',
      },
      { placeholder: list, details: appViolation(app, scopes) },
    );
  }
  if (!tokenScopes || scopes.some((scope) => tokenScopes.includes(scope))) return;
  throw refuseAtGateway(
    platform.settings,
    99991679,
    {
      en: `The user has not granted this token any of: ${list}. Ask again at the authorize page or with requestAccess, naming the missing scope only.`,
      zh: `用户未向该令牌授予以下任一权限：${list}。请通过授权页或 requestAccess 申请缺少的权限。`,
      page: '如何解决 99991679 错误',
    },
    { placeholder: list, details: { permission_violations: violations('action_privilege_required', scopes) } },
  );
}

function appViolation(app: App, scopes: readonly string[]): Record<string, unknown> {
  return {
    message: 'Refer to the documentation to fix the error: https://open.feishu.cn/document',
    permission_violations: violations('action_scope_required', scopes),
    helps: [
      {
        url: `https://open.feishu.cn/app/${app.app_id}/auth?q=${scopes.join(',')}&op_from=openapi`,
        description: `Learn more about scopes and how to add them: [${scopes.join(', ')}]`,
      },
    ],
  };
}

function violations(type: PermissionViolation['type'], scopes: readonly string[]): PermissionViolation[] {
  return scopes.map((subject) => ({ type, subject }));
}
