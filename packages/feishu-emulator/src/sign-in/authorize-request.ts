import { maxAuthorizeScopes } from '@feishu-login/feishu-types';
import type { Platform } from '../state/platform.ts';
import type { App } from '../state/records.ts';
import type { AuthorizeVariant } from './authorize-variants.ts';
import { entryFor, isRegistered } from './redirect-urls.ts';
import { refused } from './refusal.ts';

/** What an app asks a person for, checked. */
export interface AuthorizeRequest {
  variant: AuthorizeVariant;
  app: App;
  redirectUri: string;
  scopes: string[];
  state: string | undefined;
  challenge: string | undefined;
  challengeMethod: 'S256' | 'plain' | undefined;
  /** `prompt=consent`: the page is shown though nothing is new. */
  askAgain: boolean;
  /** The QR SDK's proof of a scan. */
  tmpCode: string | undefined;
}

/** Checks the query of an authorize page; throws the Refusal whose page is shown, without going anywhere. */
export function readAuthorize(query: URLSearchParams, variant: AuthorizeVariant, platform: Platform): AuthorizeRequest {
  const app = readApp(query, variant, platform);
  const redirectUri = readRedirectUri(query, app, platform);
  checkResponseType(query, variant, platform);
  return {
    variant,
    app,
    redirectUri,
    scopes: variant.scopes ? readScopes(query, app) : [],
    state: query.get('state') ?? undefined,
    challenge: query.get('code_challenge') ?? undefined,
    challengeMethod: readChallengeMethod(query),
    askAgain: variant.scopes && query.get('prompt') === 'consent',
    tmpCode: query.get('tmp_code') ?? undefined,
  };
}

function readApp(query: URLSearchParams, variant: AuthorizeVariant, platform: Platform): App {
  const id = variant.appParameters.map((name) => query.get(name)).find((value) => value);
  const [parameter] = variant.appParameters;
  if (!id) {
    throw refused(20001, {
      en: `The parameter ${parameter} is missing. Send the app's App ID.`,
      zh: `缺少参数 ${parameter}。请传入应用的 App ID。`,
    });
  }
  const app = platform.apps.find(id);
  if (!app) {
    const known = platform.apps.all().map((one) => one.app_id);
    throw refused(
      20028,
      { en: `There is no app with this App ID.`, zh: '没有这个 App ID 对应的应用。' },
      { app_id: id, known_apps: known },
    );
  }
  if (!app.enabled) {
    throw refused(
      20042,
      { en: 'The app is disabled. An administrator can enable it.', zh: '应用已停用，请联系管理员启用。' },
      { app_id: id },
    );
  }
  return app;
}

function readRedirectUri(query: URLSearchParams, app: App, platform: Platform): string {
  const uri = query.get('redirect_uri')?.trim();
  if (uri && isRegistered(uri, app, platform.settings)) return uri;
  const page = '配置重定向 URL';
  if (!uri) {
    throw refused(
      20029,
      { en: 'The parameter redirect_uri is missing.', zh: '缺少参数 redirect_uri。', page },
      { app_id: app.app_id, registered: app.redirect_urls },
    );
  }
  throw refused(
    20029,
    {
      en: `redirect_uri is not in the app's list. Scheme, host, port and the whole path must be equal; what follows ? or # is ignored. Register it in the console under 安全设置 → 重定向 URL, or correct the address that was sent.`,
      zh: `redirect_uri 不在应用的重定向 URL 列表中。协议、域名、端口和完整路径必须一致，? 和 # 之后的内容会被忽略。请在开发者后台「安全设置 → 重定向 URL」中添加，或修正发送的地址。`,
      page,
    },
    { app_id: app.app_id, redirect_uri: uri, registered: app.redirect_urls, add: entryFor(uri) },
  );
}

function checkResponseType(query: URLSearchParams, variant: AuthorizeVariant, platform: Platform): void {
  const type = query.get('response_type');
  if (type === 'code' || !variant.responseType) return;
  // Several of the documentation's own examples leave it out.
  if (type === null && !platform.settings.values.strict) return;
  throw refused(20001, {
    en: `response_type must be "code"${type === null ? ' and is missing' : `, not "${type}"`}.`,
    zh: `response_type 必须为 "code"${type === null ? '，当前缺少该参数' : `，当前为 "${type}"`}。`,
  });
}

function readScopes(query: URLSearchParams, app: App): string[] {
  const scopes = [...new Set((query.get('scope') ?? '').split(/\s+/).filter((scope) => scope !== ''))];
  if (scopes.length > maxAuthorizeScopes) {
    throw refused(20001, {
      en: `${scopes.length} scopes were asked for; at most ${maxAuthorizeScopes} fit in one request.`,
      zh: `一次最多请求 ${maxAuthorizeScopes} 个权限，当前为 ${scopes.length} 个。`,
    });
  }
  const missing = scopes.filter((scope) => !app.scopes.includes(scope));
  if (missing.length === 0) return scopes;
  throw refused(
    20027,
    {
      en: 'The app asks for scopes that are not enabled for it. Enable them in the console under 权限管理, publish a version, and try again. Scope names are case-sensitive.',
      zh: '应用请求了尚未开通的权限。请在开发者后台「权限管理」中开通并发布版本后重试。权限名称区分大小写。',
    },
    { app_id: app.app_id, missing_scopes: missing, enabled_scopes: app.scopes },
  );
}

function readChallengeMethod(query: URLSearchParams): 'S256' | 'plain' | undefined {
  const method = query.get('code_challenge_method') ?? undefined;
  if (method === undefined || method === 'S256' || method === 'plain') return method;
  throw refused(20001, {
    en: `code_challenge_method must be S256 or plain, not "${method}".`,
    zh: `code_challenge_method 只能为 S256 或 plain，当前为 "${method}"。`,
  });
}
