import { lookAtDatabase } from '../db/operator/database.ts';
import { createProxyAgent } from '../feishu/proxy-agent.ts';
import type { Check, Examination, Setup } from './check.ts';
import { administrators } from './checks/administrators.ts';
import { admission } from './checks/admission.ts';
import { application } from './checks/application.ts';
import { clock } from './checks/clock.ts';
import { configuration, readConfiguration } from './checks/configuration.ts';
import { credentials } from './checks/credentials.ts';
import { database } from './checks/database.ts';
import { encryptionKeys } from './checks/encryption-keys.ts';
import { events } from './checks/events.ts';
import { hosts } from './checks/hosts.ts';
import { jsapiTicket } from './checks/jsapi-ticket.ts';
import { leavers } from './checks/leavers.ts';
import { proxy } from './checks/proxy.ts';
import { publicUrl } from './checks/public-url.ts';
import { redirectAccepted } from './checks/redirect-accepted.ts';
import { redirectUrls } from './checks/redirect-urls.ts';
import { refresh } from './checks/refresh.ts';
import { scopes } from './checks/scopes.ts';
import { signOut } from './checks/sign-out.ts';
import { tenants } from './checks/tenants.ts';
import { createDoctorsPlatform } from './platform.ts';
import { createProbe } from './probe.ts';

/** In the order people read them. */
const checks: readonly Check[] = [
  hosts,
  proxy,
  clock,
  credentials,
  application,
  redirectUrls,
  redirectAccepted,
  scopes,
  refresh,
  jsapiTicket,
  events,
  leavers,
  signOut,
  tenants,
  admission,
  administrators,
  encryptionKeys,
  database,
  publicUrl,
];

/** Milliseconds to wait for any answer. */
const patience = 8_000;

/** Looks at everything at once; nothing it does changes anything, here or at the platform. */
export async function examine(env: Setup['env'], timeout = patience): Promise<Examination> {
  const { config, findings } = readConfiguration(env);
  const first = { ...configuration, findings };
  if (config === undefined) return { app: undefined, examined: [first], skipped: checks.length };
  const probe = createProbe(timeout);
  const wayToFeishu = config.feishu.throughProxy ? createProbe(timeout, createProxyAgent()) : probe;
  const setup: Setup = { env, config, probe, platform: createDoctorsPlatform(wayToFeishu, config), lookAtDatabase };
  const rest = await Promise.all(checks.map(async ({ id, title, run }) => ({ id, title, findings: await run(setup) })));
  return { app: { config }, examined: [first, ...rest], skipped: 0 };
}
