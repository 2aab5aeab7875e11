import { authorizeErrors, commonErrno, maxAuthorizeScopes, requestAuthCodeErrors } from '@feishu-login/feishu-types';
import { standingWhy } from '../access/standing.ts';
import type { Reply } from '../client/bridge.ts';
import type { Why } from '../exchange/failure.ts';
import type { Faults } from '../faults/plan.ts';
import { scopeName } from '../pages/scope-names.ts';
import { incrementOf } from '../sign-in/decision.ts';
import { entryFor, isRegistered } from '../sign-in/redirect-urls.ts';
import { mayUse } from '../state/apps.ts';
import type { Platform } from '../state/platform.ts';
import type { App, CodeVia, User } from '../state/records.ts';
import { clientApp, clientUser, refuseClient } from './people.ts';
import type { ClientQuestion } from './question.ts';

interface AppUser {
  app_id: string;
  open_id: string;
}

/**
 * requestAccess. Status and availability of the user are left to the exchange of the code, where their errors are
 * documented (20010, 20066).
 */
export function clientRequestAccess({
  ask,
  platform,
  faults,
  note,
}: ClientQuestion<
  AppUser & { scopes: string[]; agreed: boolean; page_url?: string | undefined }
>): Reply<'request-access'> {
  const { app, user } = people(ask, platform, note);
  checkAge(app, platform.users.openIdFor(user, app), faults);
  checkPageUrl(ask.page_url, app, platform);
  const scopes = checkScopes(ask.scopes, app, platform);
  const increment = incrementOf(app.app_id, scopes, user, platform);
  const { auto_consent, request_access_empty_list } = platform.settings.values;
  const sheet = increment.scopes.length > 0 || (increment.first && request_access_empty_list === 'sheet');
  if (sheet && !ask.agreed && !auto_consent) {
    note({ committed: false });
    return {
      consent: {
        app: { id: app.app_id, name: app.name },
        user: { name: user.name, avatar_url: platform.users.avatarOf(user) },
        scopes: increment.scopes.map((name) => ({
          name,
          description: { zh: scopeName(name, 'zh'), en: scopeName(name, 'en') },
        })),
      },
    };
  }
  return issue('requestAccess', app, user, scopes, platform, note);
}

/** login: the code knows no scopes. */
export function clientLogin({ ask, platform, note }: ClientQuestion<AppUser>): Reply<'login'> {
  const { app, user } = people(ask, platform, note);
  return issue('login', app, user, [], platform, note);
}

/** requestAuthCode, with its documented errors. */
export function clientRequestAuthCode({
  ask,
  platform,
  note,
}: ClientQuestion<AppUser & { page_url: string }>): Reply<'request-auth-code'> {
  const app = clientApp(ask.app_id, platform);
  if (!app) throw authCodeRefusal(10200, { en: 'There is no app with this appId.', zh: '没有这个 appId 对应的应用。' });
  const user = clientUser(ask.open_id, platform);
  if (!user) throw authCodeRefusal(10207, { en: 'Nobody is signed in to the client.', zh: '客户端没有登录用户。' });
  note({ app_id: app.app_id, open_id: platform.users.openIdFor(user, app) });
  if (!isRegistered(ask.page_url, app, platform.settings)) {
    throw authCodeRefusal(app.redirect_urls.length === 0 ? 10235 : 10236, pageNotRegistered(ask.page_url));
  }
  if (!mayUse(app, user, platform.settings.values.foreign_tenant)) {
    throw authCodeRefusal(10228, standingWhy.unavailable);
  }
  return issue('requestAuthCode', app, user, [], platform, note);
}

function people(ask: AppUser, platform: Platform, note: ClientQuestion<AppUser>['note']): { app: App; user: User } {
  const app = clientApp(ask.app_id, platform);
  if (!app) {
    throw refuseClient(20028, authorizeErrors[20028].msg, {
      en: `There is no app ${ask.app_id}. Gadgets take it from project.config.json, pages from appID.`,
      zh: `没有应用 ${ask.app_id}。小程序使用 project.config.json 中的 appid，网页使用参数 appID。`,
    });
  }
  const user = clientUser(ask.open_id, platform);
  if (!user)
    throw refuseClient(0, 'no session', { en: 'Nobody is signed in to the client.', zh: '客户端没有登录用户。' });
  note({ app_id: app.app_id, open_id: platform.users.openIdFor(user, app) });
  return { app, user };
}

/** The fault that turns any client into an old one. */
function checkAge({ app_id }: App, open_id: string, faults: Pick<Faults, 'take'>): void {
  if (!faults.take('old-client-errno-103', { app_id, open_id })) return;
  throw refuseClient(103, commonErrno[103], {
    en: 'The fault "old-client-errno-103" makes the client too old for requestAccess. Fall back to login or requestAuthCode.',
    zh: '故障“old-client-errno-103”使客户端不支持 requestAccess。请回退到 login 或 requestAuthCode。',
  });
}

function checkPageUrl(page_url: string | undefined, app: App, platform: Platform): void {
  if (page_url === undefined || isRegistered(page_url, app, platform.settings)) return;
  throw refuseClient(20029, authorizeErrors[20029].msg, pageNotRegistered(page_url), {
    errno: platform.settings.values.request_access_bad_url_errno,
  });
}

function checkScopes(asked: readonly string[], app: App, { settings }: Platform): string[] {
  const scopes = [...new Set(asked)];
  const offline = settings.values.offline_access_in_client;
  const missing = scopes.filter((scope) => !app.scopes.includes(scope) || (scope === 'offline_access' && !offline));
  if (missing.length > 0) {
    throw refuseClient(20027, authorizeErrors[20027].msg, {
      en: `Not enabled for the app: ${missing.join(', ')}. Enable them under 权限管理 and publish a version.`,
      zh: `应用未开通权限：${missing.join('、')}。请在「权限管理」中开通并发布版本。`,
    });
  }
  if (scopes.length <= maxAuthorizeScopes) return scopes;
  throw refuseClient(20001, authorizeErrors[20001].msg, {
    en: `At most ${maxAuthorizeScopes} scopes fit in one request.`,
    zh: `一次最多请求 ${maxAuthorizeScopes} 个权限。`,
  });
}

function issue(
  via: CodeVia,
  app: App,
  user: User,
  scopes: string[],
  platform: Platform,
  note: ClientQuestion<AppUser>['note'],
): { code: string; expires_in: number } {
  platform.grants.add(app.app_id, user.open_id, scopes);
  const code = platform.codes.mint({ via, app_id: app.app_id, user: user.open_id, scopes });
  note({ code: 0, committed: true, credentials: { issued_code: code.value } });
  return { code: code.value, expires_in: platform.codes.lifetime(via) };
}

function authCodeRefusal(code: keyof typeof requestAuthCodeErrors, why: Why) {
  return refuseClient(code, requestAuthCodeErrors[code], why);
}

function pageNotRegistered(page_url: string): Why {
  return {
    en: `The page's address is not in the app's redirect URLs. Register ${entryFor(page_url)} under 安全设置 → 重定向 URL.`,
    zh: `页面地址不在应用的重定向 URL 列表中。请在「安全设置 → 重定向 URL」中添加 ${entryFor(page_url)}。`,
    page: '配置重定向 URL',
  };
}
