import {
  authorizeEndpoint,
  authorizeErrors,
  loginPreCodeEndpoint,
  passportAuthorizeEndpoint,
} from '@feishu-login/feishu-types';
import type { EndpointFacts } from '../exchange/endpoint-facts.ts';
import type { CodeVia } from '../state/records.ts';

/** One of the pages that lead a browser to a code. */
export interface AuthorizeVariant extends EndpointFacts {
  /** Names of the parameter that carries the app id. */
  appParameters: readonly string[];
  /** The historic pages know no scopes: their codes carry none. */
  scopes: boolean;
  /** Whether a missing `response_type` is a fault to a strict reader. */
  responseType: boolean;
  via: CodeVia;
}

const page = { method: 'GET', dialect: 'page', errors: authorizeErrors } as const;

export const authorizeVariants: readonly AuthorizeVariant[] = [
  {
    ...page,
    path: authorizeEndpoint.path,
    page: authorizeEndpoint.page,
    // 如何高效配置移动端主页 writes `app_id`, on the open host.
    appParameters: ['client_id', 'app_id'],
    scopes: true,
    responseType: true,
    via: 'authorize',
  },
  {
    ...page,
    path: loginPreCodeEndpoint.path,
    page: loginPreCodeEndpoint.page,
    appParameters: ['app_id'],
    scopes: false,
    responseType: false,
    via: 'authorize',
  },
  {
    ...page,
    path: passportAuthorizeEndpoint.path,
    page: passportAuthorizeEndpoint.page,
    appParameters: ['client_id'],
    scopes: false,
    responseType: true,
    via: 'passport',
  },
];

/** The page that an address of this emulator belongs to. */
export function variantOf(path: string): AuthorizeVariant | undefined {
  return authorizeVariants.find((variant) => variant.path === path.replace(/\/$/, ''));
}
