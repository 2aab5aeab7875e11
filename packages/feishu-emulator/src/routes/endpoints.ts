import type { Endpoint } from '../exchange/endpoint.ts';
import { appRegistration } from './app-registration.ts';
import { appTicketResend } from './app-ticket.ts';
import { appToken, tenantToken } from './app-token.ts';
import { applicationMe, applicationScopes, applicationVisibility } from './application.ts';
import { contactDepartmentParents, contactDepartments } from './contact-departments.ts';
import { contactGroups } from './contact-groups.ts';
import { contactRange } from './contact-range.ts';
import { contactUser } from './contact-user.ts';
import { deviceAuthorization } from './device-authorization.ts';
import { eventConnection } from './event-connection.ts';
import { eventOutboundIp } from './event-outbound-ip.ts';
import { gadgetSession } from './gadget-session.ts';
import { jsapiTicket } from './jsapi-ticket.ts';
import { longConnection } from './long-connection.ts';
import { oauthRevoke } from './oauth-revoke.ts';
import { oauthV3Token } from './oauth-v3-token.ts';
import { oidcRefresh, oidcToken } from './oidc-token.ts';
import { passportToken } from './passport-token.ts';
import { passportUserinfo } from './passport-userinfo.ts';
import { sessionLogout } from './session-logout.ts';
import { sessionQuery } from './session-query.ts';
import { storeAppToken, storeTenantToken } from './store-app-token.ts';
import { taskList } from './task-list.ts';
import { userInfo } from './user-info.ts';
import { userToken } from './user-token.ts';
import { v1Refresh, v1Token } from './v1-token.ts';

/** Every JSON endpoint of the platform that is emulated. */
export const endpoints: readonly Endpoint[] = [
  oauthV3Token,
  userToken,
  oauthRevoke,
  deviceAuthorization,
  appRegistration,
  userInfo,
  appToken,
  tenantToken,
  storeAppToken,
  storeTenantToken,
  oidcToken,
  oidcRefresh,
  v1Token,
  v1Refresh,
  gadgetSession,
  passportToken,
  passportUserinfo,
  jsapiTicket,
  appTicketResend,
  longConnection,
  sessionLogout,
  sessionQuery,
  contactUser,
  contactDepartments,
  contactDepartmentParents,
  contactGroups,
  contactRange,
  taskList,
  applicationMe,
  applicationScopes,
  applicationVisibility,
  eventOutboundIp,
  eventConnection,
];
