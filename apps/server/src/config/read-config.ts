import { createHash } from 'node:crypto';
import { hosts } from '@feishu-login/feishu-types';
import { readBrand } from '@feishu-login/product/brand';
import { isThisMachine } from './addresses.ts';
import { administratorSettings } from './administrators.ts';
import { type AllowRule, admissionSettings, readAllowRules } from './admission.ts';
import type { Config, EncryptionKey } from './config.ts';
import { type Environment, environment, proxyVariables } from './environment.ts';
import type { ListRead } from './json-list.ts';
import { readOidcClients } from './oidc-clients.ts';
import { proxyProblems } from './proxies.ts';
import { inQuotationMarks } from './quotation-marks.ts';
import { problemsOf } from './rules.ts';
import { readWebhooks } from './webhooks.ts';

/** Thrown when the environment cannot be used; the message is for the person who set it. */
export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(`The configuration cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/**
 * Reads the environment. Blanks around a value do not count, and an empty variable counts as unset.
 * @throws ConfigError naming every variable that is wrong, and what a good value looks like; never the value itself
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const trimmed = Object.entries(env).map(([name, value]) => [name, value?.trim()]);
  const set = Object.fromEntries(trimmed.filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(set);
  const quoted = inQuotationMarks(set);
  const wrong = parsed.success ? [] : parsed.error.issues.filter(({ path }) => !quoted.has(path.join('.')));
  const readFile = <Item>(name: string, read: (file: string) => ListRead<Item>) => {
    const file = set[name];
    const list = file === undefined || quoted.has(name) ? undefined : read(file);
    return list?.read === false ? { items: undefined, problems: list.problems } : { items: list?.items, problems: [] };
  };
  const webhooks = readFile('WEBHOOKS', readWebhooks);
  const oidcClients = readFile('OIDC_CLIENTS', readOidcClients);
  const allowRules = readFile('ALLOW_RULES', readAllowRules);
  const brand = readBrand(Object.fromEntries(Object.entries(set).filter(([name]) => !quoted.has(name))));
  const unreadable = [
    ...quoted.values(),
    ...wrong.map(({ path, message }) => `${path.join('.')} ${message}`),
    ...webhooks.problems,
    ...oidcClients.problems,
    ...allowRules.problems,
    ...(brand.read ? [] : brand.problems),
  ];
  if (!parsed.success || unreadable.length > 0) throw new ConfigError(unreadable);
  const proxy = proxyVariables.some((name) => env[name]);
  const config = toConfig(parsed.data, {
    proxy,
    webhooks: webhooks.items ?? [],
    oidcClients: oidcClients.items,
    allowRules: allowRules.items ?? [],
    brand: brand.read ? brand.brand : undefined,
  });
  const problems = [
    ...(config.feishu.throughProxy ? proxyProblems(config.feishu.openUrl, env) : []),
    ...problemsOf(config, { keysGiven: parsed.data.ENCRYPTION_KEYS !== undefined }),
  ];
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

type Given = { proxy: boolean; allowRules: readonly AllowRule[] } & Pick<Config, 'brand' | 'webhooks' | 'oidcClients'>;

function toConfig(values: Environment, given: Given): Config {
  const production = values.NODE_ENV === 'production';
  return {
    production,
    port: values.PORT,
    host: values.HOST,
    metricsPort: values.METRICS_PORT,
    metricsToken: values.METRICS_TOKEN,
    traces: values.OTEL_EXPORTER_OTLP_ENDPOINT,
    publicUrl: values.PUBLIC_URL ?? new URL(`http://localhost:${values.PORT}`),
    databaseUrl: values.DATABASE_URL,
    logLevel: values.LOG_LEVEL,
    // Nobody sends a developer's machine requests by its readiness, and Ctrl-C should be quick.
    shutdownGrace: values.SHUTDOWN_GRACE_SECONDS ?? (production ? 5_000 : 0),
    returnOrigins: values.RETURN_ORIGINS,
    trustedProxies: values.TRUSTED_PROXIES,
    webRoot: values.WEB_ROOT,
    brand: given.brand,
    feishu: feishuSettings(values, given.proxy),
    admission: admissionSettings(values, given.allowRules),
    administrators: administratorSettings(values),
    encryptionKeys: values.ENCRYPTION_KEYS ?? [developmentKey(values.FEISHU_APP_SECRET)],
    sessions: {
      cookieIdle: values.SESSION_IDLE_SECONDS,
      cookieAbsolute: values.SESSION_ABSOLUTE_SECONDS,
      accessToken: values.ACCESS_TOKEN_SECONDS,
      refreshIdle: values.REFRESH_IDLE_SECONDS,
      refreshAbsolute: values.REFRESH_ABSOLUTE_SECONDS,
      refreshReuseWindow: values.REFRESH_REUSE_WINDOW_SECONDS,
      loginAttempt: values.LOGIN_ATTEMPT_SECONDS,
      sessionsPerUser: values.SESSIONS_PER_USER,
    },
    reconcileInterval: values.RECONCILE_HOURS * 3600 * 1000,
    auditRetention: values.AUDIT_RETENTION_DAYS * 24 * 3600 * 1000,
    webhooks: given.webhooks,
    oidcClients: given.oidcClients,
    rateLimits: {
      failuresPerMinute: values.LOGIN_FAILURES_PER_MINUTE,
      requestsPerMinute: values.LOGIN_REQUESTS_PER_MINUTE,
    },
  };
}

function feishuSettings(values: Environment, proxy: boolean): Config['feishu'] {
  const region: RegionHosts = hosts[values.FEISHU_REGION];
  const openUrl = values.FEISHU_OPEN_URL ?? new URL(region.open);
  return {
    appId: values.FEISHU_APP_ID,
    appSecret: values.FEISHU_APP_SECRET,
    openUrl,
    accountsUrl: values.FEISHU_ACCOUNTS_URL ?? new URL(region.accounts),
    passportUrl: values.FEISHU_PASSPORT_URL ?? passportOf(values.FEISHU_ACCOUNTS_URL, region.passport),
    tokenVersion: values.FEISHU_TOKEN_VERSION,
    throughProxy: proxy && !isThisMachine(openUrl),
    h5SdkUrl: values.FEISHU_H5_SDK_URL,
    qrSdkUrl: values.FEISHU_QR_SDK_URL,
    scopes: values.FEISHU_SCOPES,
    appType: values.FEISHU_APP_TYPE,
    allowedTenants: values.ALLOWED_TENANTS,
    linkByUnionId: values.LINK_BY_UNION_ID === 'true',
    signOut: values.FEISHU_SIGN_OUT === 'true',
    encryptKeys: values.FEISHU_ENCRYPT_KEY,
    verificationToken: values.FEISHU_VERIFICATION_TOKEN,
    events: values.FEISHU_EVENTS,
    quota: quotaOf(values.FEISHU_CALLS_PER_SECOND ?? (values.FEISHU_OPEN_URL === undefined ? 40 : 0)),
  };
}

/** Outside production a key is derived from the app's secret, so that a restart can read what was sealed before. */
function developmentKey(appSecret: string): EncryptionKey {
  return { id: 'development', bytes: createHash('sha256').update(`development key ${appSecret}`).digest() };
}

/** Feishu allows a thousand calls a minute where it allows fifty a second (频控策略). */
function quotaOf(perSecond: number): Config['feishu']['quota'] {
  return perSecond === 0 ? undefined : { perSecond, perMinute: perSecond * 20 };
}

interface RegionHosts {
  readonly open: string;
  readonly accounts: string;
  readonly passport?: string;
}

/** A private platform or an emulator usually answers for all its hosts under one. */
function passportOf(accountsUrl: URL | undefined, regional: string | undefined): URL | undefined {
  return accountsUrl ?? (regional === undefined ? undefined : new URL(regional));
}
