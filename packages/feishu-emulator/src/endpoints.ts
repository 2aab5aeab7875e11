import type { Endpoint } from './endpoint.ts';
import { appTicketResend } from './routes/app-ticket.ts';
import { appToken, tenantToken } from './routes/app-token.ts';
import { applicationScopes, applicationVisibility } from './routes/application.ts';
import { contactUser } from './routes/contact-user.ts';
import { eventOutboundIp } from './routes/event-outbound-ip.ts';
import { gadgetSession } from './routes/gadget-session.ts';
import { jsapiTicket } from './routes/jsapi-ticket.ts';
import { longConnection } from './routes/long-connection.ts';
import { oauthV3Token } from './routes/oauth-v3-token.ts';
import { oidcRefresh, oidcToken } from './routes/oidc-token.ts';
import { passportToken } from './routes/passport-token.ts';
import { passportUserinfo } from './routes/passport-userinfo.ts';
import { sessionLogout } from './routes/session-logout.ts';
import { sessionQuery } from './routes/session-query.ts';
import { storeAppToken, storeTenantToken } from './routes/store-app-token.ts';
import { taskList } from './routes/task-list.ts';
import { userInfo } from './routes/user-info.ts';
import { userToken } from './routes/user-token.ts';
import { v1Refresh, v1Token } from './routes/v1-token.ts';

/** Every JSON endpoint of the platform that is emulated. */
export const endpoints: readonly Endpoint[] = [
  userToken,
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
  oauthV3Token,
  sessionLogout,
  sessionQuery,
  contactUser,
  taskList,
  applicationScopes,
  applicationVisibility,
  eventOutboundIp,
];
