import * as feishu from '@feishu-login/feishu-types';
import { documented, officialCode, type Provenance } from '@feishu-login/feishu-types';
import type { ErrorTable } from '../exchange/failure.ts';

/** What is emulated of one documented endpoint, and where it is shown. */
export interface Coverage {
  method: string;
  path: string;
  /** The documentation page. */
  page: string;
  /** The documented errors of the page. */
  errors: ErrorTable;
  /** Those that no state brings about: they are made by the fault of that number. */
  byFaultOnly: readonly (number | string)[];
  /** The test, or folder of tests, that shows the others. */
  test: string;
  /** How it is known that the platform has this endpoint and answers so. */
  provenance: Provenance;
}

interface Endpoint {
  readonly method: string;
  readonly path: string;
  readonly page: string;
}

function covers<T extends ErrorTable>(
  { method, path, page }: Endpoint,
  errors: T,
  test: string,
  byFaultOnly: readonly (keyof T & (number | string))[] = [],
  provenance: Provenance = documented,
): Coverage {
  return { method, path, page, errors, byFaultOnly, test, provenance };
}

/** The pages that only point to 通用错误码. */
const token = { 99991661: feishu.gatewayErrors[99991661], 99991663: feishu.gatewayErrors[99991663] };
const scope = { 99991663: feishu.gatewayErrors[99991663], 99991672: feishu.gatewayErrors[99991672] };

/** Brand, IP and console matters that this emulator, being one brand with one console, cannot get wrong by itself. */
const oidcElsewhere = [20002, 20013, 20028, 20029, 20046] as const;

/** Of size, of tenants, and of what the platform cannot do: nothing here is too large or half there. */
const departmentsElsewhere = [40003, 40008, 40014, 42008, 43010] as const;

/** Every documented endpoint of a sign-in, one line each; a test holds it against the router and the documented errors. */
export const coverage: readonly Coverage[] = [
  covers(feishu.authorizeEndpoint, feishu.authorizeErrors, 'pages'),
  covers(feishu.oauthV3TokenEndpoint, feishu.userTokenErrors, 'user-token-errors.test.ts'),
  covers(feishu.userTokenEndpoint, feishu.userTokenErrors, 'user-token-errors.test.ts'),
  covers(feishu.oauthRevokeEndpoint, feishu.oauthRevokeErrors, 'oauth-revoke.test.ts', [], officialCode),
  covers(feishu.deviceAuthorizationEndpoint, feishu.deviceAuthorizationErrors, 'device.test.ts', [], officialCode),
  covers(feishu.appRegistrationEndpoint, feishu.appRegistrationErrors, 'device.test.ts', [], officialCode),
  covers(feishu.userInfoEndpoint, feishu.userInfoErrors, 'user-info.test.ts', [20050]),
  covers(feishu.sessionLogoutEndpoint, feishu.sessionLogoutErrors, 'scopes.test.ts'),
  covers(feishu.sessionQueryEndpoint, feishu.sessionQueryErrors, 'scopes.test.ts'),
  covers(feishu.appTokenEndpoint, feishu.appTokenErrors, 'app-token.test.ts', [10012, 10013, 10015, 10016, 99991543]),
  covers(
    feishu.tenantTokenEndpoint,
    feishu.appTokenErrors,
    'app-token.test.ts',
    [10012, 10013, 10015, 10016, 99991543],
  ),
  covers(feishu.storeAppTokenEndpoint, feishu.appTokenErrors, 'app-token.test.ts', [10013, 10015, 10016, 99991543]),
  covers(
    feishu.storeTenantTokenEndpoint,
    feishu.appTokenErrors,
    'app-token.test.ts',
    [10012, 10014, 10015, 10016, 99991543],
  ),
  covers(feishu.appTicketResendEndpoint, { 10016: feishu.appTokenErrors[10016] }, 'events.test.ts'),
  covers(feishu.oidcTokenEndpoint, feishu.oidcTokenErrors, 'historic-tokens.test.ts', [
    ...oidcElsewhere,
    20025,
    20035,
    20039,
  ]),
  covers(feishu.oidcRefreshEndpoint, feishu.oidcRefreshErrors, 'historic-tokens.test.ts', oidcElsewhere),
  covers(feishu.v1TokenEndpoint, feishu.v1TokenErrors, 'historic-tokens.test.ts'),
  covers(feishu.v1RefreshEndpoint, feishu.v1TokenErrors, 'historic-tokens.test.ts'),
  covers(feishu.gadgetSessionEndpoint, feishu.gadgetSessionErrors, 'gadget-session.test.ts', [10204]),
  covers(feishu.loginPreCodeEndpoint, { 20029: feishu.authorizeErrors[20029] }, 'pages'),
  covers(feishu.passportAuthorizeEndpoint, {}, 'pages'),
  covers(feishu.passportTokenEndpoint, feishu.passportErrors, 'passport-token.test.ts', [
    'invalid_request',
    'server_error',
    'temporarily_unavailable',
  ]),
  covers(
    feishu.passportUserinfoEndpoint,
    { invalid_token: feishu.passportErrors.invalid_token },
    'passport-token.test.ts',
  ),
  covers(feishu.jsapiTicketEndpoint, token, 'jsapi-ticket.test.ts'),
  covers(feishu.contactUserEndpoint, feishu.contactUserErrors, 'scopes.test.ts', [40003]),
  covers(feishu.contactDepartmentsEndpoint, feishu.contactDepartmentErrors, 'directory.test.ts', departmentsElsewhere),
  covers(
    feishu.contactDepartmentParentsEndpoint,
    feishu.contactDepartmentErrors,
    'directory.test.ts',
    departmentsElsewhere,
  ),
  covers(feishu.contactGroupsEndpoint, feishu.contactGroupsErrors, 'directory.test.ts', [40003, 42009]),
  covers(feishu.contactRangeEndpoint, feishu.contactRangeErrors, 'directory.test.ts'),
  covers(feishu.taskListEndpoint, feishu.taskListErrors, 'scopes.test.ts'),
  covers(
    feishu.applicationMeEndpoint,
    { ...scope, 99992402: feishu.gatewayErrors[99992402] },
    'application-me.test.ts',
  ),
  covers(feishu.applicationScopesEndpoint, { 99991663: token[99991663] }, 'scopes.test.ts'),
  covers(feishu.applicationVisibilityEndpoint, scope, 'scopes.test.ts'),
  covers(feishu.eventOutboundIpEndpoint, scope, 'scopes.test.ts'),
  covers(feishu.eventConnectionEndpoint, { 99991663: token[99991663] }, 'strangers-events.test.ts'),
  covers(
    feishu.longConnectionEndpoint,
    feishu.longConnectionErrors,
    'strangers-events.test.ts',
    [1, 1000040343],
    officialCode,
  ),
];
