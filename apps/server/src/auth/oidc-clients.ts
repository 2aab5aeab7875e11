import { randomBytes } from 'node:crypto';
import type { OidcClient } from './ports/oidc.ts';
import { sha256 } from './token.ts';

/** Every scope there is; what each lets a client know, the provider tells. */
export const oidcScopes = [
  'openid',
  'offline_access',
  'profile',
  'email',
  'feishu',
  'departments',
  'groups',
  'employee',
] as const;

/** What a client may ask for unless something is said: what the organisation says of people is for those who name it. */
export const ordinaryScopes = ['openid', 'offline_access', 'profile', 'email', 'feishu'] as const;

/** A secret as clients show it, and what is kept of it. 256 random bits need no slow hash. */
export function mintClientSecret(): { readonly secret: string; readonly hash: string } {
  const secret = randomBytes(32).toString('base64url');
  return { secret, hash: sha256(secret) };
}

export interface ClientProblem {
  readonly zh: string;
  readonly en: string;
}

const loopbacks = new Set(['localhost', '127.0.0.1', '[::1]']);

/** What is wrong with a client, for whoever registers it. */
export function problemsOfClient(client: Omit<OidcClient, 'clientId'>): ClientProblem[] {
  const {
    name,
    secretHash,
    withoutPkce,
    redirectUris,
    postLogoutRedirectUris,
    backchannelLogoutUri,
    resources,
    scopes,
  } = client;
  const isPublic = secretHash === null;
  const back = backchannelLogoutUri === null ? [] : [backchannelLogoutUri];
  const webPages = [...redirectUris, ...postLogoutRedirectUris].filter((uri) => !isReturn(uri, isPublic));
  const bad = [...webPages, ...back.filter((uri) => !isWeb(uri))];
  const unknown = scopes.filter((scope) => !oidcScopes.some((known) => known === scope));
  return [
    ...(name.trim() === '' || name.length > 100
      ? [{ zh: '名称须为 1 到 100 个字。', en: 'A client needs a name of at most 100 characters.' }]
      : []),
    ...(redirectUris.length === 0 && !isPublic
      ? [{ zh: '至少需要一个 --redirect-uri。', en: 'A client needs a --redirect-uri, or more.' }]
      : []),
    ...(isPublic && withoutPkce
      ? [
          {
            zh: '没有密钥的应用必须使用 PKCE：去掉 --without-pkce，或给它一个密钥。',
            en: 'An app without a secret needs PKCE: leave --without-pkce away, or give it a secret.',
          },
        ]
      : []),
    ...bad.map((uri) => ({
      zh: `${uri} 不能使用：须为不含 # 的 https 地址，或本机的 http 地址；仅 --public 的应用可用 com.example.app:/… 这样的地址。`,
      en: `${uri} cannot be used: it must be an https address without #, or http on this machine; only --public apps may have addresses such as com.example.app:/….`,
    })),
    ...resources
      .filter((uri) => !URL.canParse(uri) || uri.includes('#'))
      .map((uri) => ({ zh: `${uri} 不是不含 # 的完整地址。`, en: `${uri} is no whole address without #.` })),
    ...unknown.map((scope) => ({
      zh: `没有 ${scope} 这个权限，可用：${oidcScopes.join('、')}。`,
      en: `There is no scope ${scope}; there are: ${oidcScopes.join(', ')}.`,
    })),
  ];
}

function isWeb(uri: string): boolean {
  if (!URL.canParse(uri) || uri.includes('#')) return false;
  const { protocol, hostname, username } = new URL(uri);
  return username === '' && (protocol === 'https:' || (protocol === 'http:' && loopbacks.has(hostname)));
}

/** Schemes of an app's own hold a dot, so that nobody else has them (RFC 8252 section 7.1). */
function isReturn(uri: string, isPublic: boolean): boolean {
  return isWeb(uri) || (isPublic && /^[a-z][a-z0-9+-]*\.[a-z0-9.+-]+:\//.test(uri) && !uri.includes('#'));
}
