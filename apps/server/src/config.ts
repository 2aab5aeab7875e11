import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { hosts, scripts } from '@feishu-login/feishu-types';
import { z } from 'zod';
import type { Key } from './auth/key-ring.ts';
import type { SessionPolicy } from './auth/ports.ts';

/** The settings of this process, checked. */
export interface Config {
  readonly production: boolean;
  readonly port: number;
  readonly publicUrl: URL;
  readonly databaseUrl: string;
  readonly logLevel: string;
  readonly returnOrigins: readonly string[];
  readonly trustedProxies: readonly string[];
  readonly webRoot: string | undefined;
  readonly feishu: {
    readonly appId: string;
    readonly appSecret: string;
    readonly openUrl: URL;
    readonly accountsUrl: URL;
    readonly passportUrl: URL;
    readonly h5SdkUrl: URL;
    readonly qrSdkUrl: URL;
    readonly scopes: readonly string[];
    readonly allowedTenants: readonly string[] | undefined;
    readonly linkByUnionId: boolean;
    /** Whether people are offered to sign out of Feishu itself. */
    readonly signOut: boolean;
    /** Empty where pushes are not encrypted; two while one replaces the other. */
    readonly encryptKeys: readonly string[];
    readonly verificationToken: string | undefined;
    /** How events arrive: pushed to our address, or over the SDK's own connection. */
    readonly events: 'http' | 'ws';
    /** `undefined`: as many calls as are needed. */
    readonly quota: { readonly perSecond: number; readonly perMinute: number } | undefined;
  };
  readonly encryptionKeys: readonly [Key, ...Key[]];
  readonly sessions: SessionPolicy;
  /** Milliseconds. */
  readonly auditRetention: number;
  /** How often, at least, the platform is asked about people with live sessions; milliseconds. */
  readonly reconcileInterval: number;
  readonly rateLimits: { readonly failuresPerMinute: number; readonly requestsPerMinute: number };
}

/** Thrown when the environment cannot be used; the message is for the person who set it. */
export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(`The configuration cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

const seconds = (fallback: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'must be a whole number of seconds, such as 1800')
    .default(String(fallback))
    .transform((value) => Number(value) * 1000);
const count = (fallback: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,5}$/, 'must be a whole number, such as 20')
    .default(String(fallback))
    .transform(Number);
const isWebUrl = (value: string) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
const webUrl = z
  .string()
  .refine(isWebUrl, 'must be a URL such as https://login.example.com')
  .transform((value) => new URL(value));
/** Browsers are sent back to fixed paths under it, so it is an origin and nothing more. */
const publicUrl = z
  .string()
  .refine(
    (value) => isWebUrl(value) && new URL(value).href === `${new URL(value).origin}/`,
    'must be a scheme and a host, such as https://login.example.com, without a path or anything else',
  )
  .transform((value) => new URL(value));
const oneOf = <const Values extends readonly string[]>(values: Values, message: string) =>
  z.enum(values, { error: message });
const words = (separator: RegExp) =>
  z
    .string()
    .default('')
    .transform((value) => [...new Set(value.split(separator).filter((word) => word !== ''))]);
const origins = words(/[\s,]+/).refine(
  (values) => values.every((value) => isWebUrl(value) && new URL(value).origin === value && !value.includes('*')),
  'must be origins separated by commas, such as https://app.example.com',
);
const cidrs = words(/[\s,]+/)
  .refine(
    (values) => values.every((value) => value === 'loopback' || isRange(value)),
    'must be addresses or CIDR ranges separated by commas, such as 10.0.0.0/8',
  )
  .refine(
    (values) => !values.some((value) => value.endsWith('/0')),
    'must not hold every address: name the proxies, or clients can claim any address',
  );

const encryptionKeys = z
  .string()
  .transform((value) => value.split(',').map(parseKey))
  .refine(
    (keys): keys is [Key, ...Key[]] =>
      keys.every((key) => key !== undefined) && new Set(keys.map((key) => key?.id)).size === keys.length,
    'must be keys of 32 random bytes with an id each, such as k1:… with … from: openssl rand -base64 32',
  );

const environment = z.object({
  NODE_ENV: oneOf(['development', 'test', 'production'], 'must be development, test or production').default(
    'development',
  ),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number, such as 3000')
    .default('3000')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a port number, such as 3000'),
  PUBLIC_URL: publicUrl.default(new URL('http://localhost:3000')),
  DATABASE_URL: z
    .string()
    .refine(
      (value) => /^sqlite:.+$/.test(value) || (/^postgres(ql)?:\/\/.+$/.test(value) && URL.canParse(value)),
      'must be sqlite:./data/app.sqlite or postgres://user:password@host/database',
    )
    .default('sqlite:./data/app.sqlite'),
  LOG_LEVEL: oneOf(
    ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
    'must be fatal, error, warn, info, debug, trace or silent, such as info',
  ).default('info'),
  RETURN_ORIGINS: origins,
  TRUSTED_PROXIES: cidrs,
  WEB_ROOT: z.string().optional(),
  FEISHU_APP_ID: z
    .string({
      error:
        'is missing. It is the App ID on the console’s page 凭证与基础信息, such as cli_a1b2c3d4e5f60718. Without an app, `pnpm start` runs everything against the emulator',
    })
    .regex(
      /^cli_[0-9a-z]{16}$/,
      'must be the App ID on the console’s page 凭证与基础信息, such as cli_a1b2c3d4e5f60718',
    ),
  FEISHU_APP_SECRET: z
    .string({ error: 'is missing. It is the App Secret on the console’s page 凭证与基础信息' })
    .min(8, 'is too short to be the App Secret on the console’s page 凭证与基础信息'),
  FEISHU_REGION: oneOf(['feishu', 'lark'], 'must be feishu or lark').default('feishu'),
  FEISHU_OPEN_URL: webUrl.optional(),
  FEISHU_ACCOUNTS_URL: webUrl.optional(),
  FEISHU_PASSPORT_URL: webUrl.optional(),
  FEISHU_H5_SDK_URL: webUrl.default(new URL(scripts.h5sdk)),
  FEISHU_QR_SDK_URL: webUrl.default(new URL(scripts.qrLogin)),
  FEISHU_SCOPES: words(/[\s,]+/).refine((scopes) => scopes.length <= 50, 'may name at most 50 scopes'),
  FEISHU_ENCRYPT_KEY: words(/[\s,]+/),
  FEISHU_VERIFICATION_TOKEN: z
    .string()
    .min(8, 'is too short to be the Verification Token on the console’s page 事件与回调 → 加密策略')
    .optional(),
  FEISHU_EVENTS: oneOf(['http', 'ws'], 'must be http or ws').default('http'),
  FEISHU_CALLS_PER_SECOND: z
    .string()
    .regex(/^\d{1,4}$/, 'must be a whole number, such as 40, or 0 for no limit')
    .transform(Number)
    .optional(),
  ALLOWED_TENANTS: z
    .string()
    .optional()
    .transform((value) => value?.split(/[\s,]+/).filter((key) => key !== '')),
  LINK_BY_UNION_ID: oneOf(['true', 'false'], 'must be true or false').default('false'),
  FEISHU_SIGN_OUT: oneOf(['true', 'false'], 'must be true or false').default('false'),
  ENCRYPTION_KEYS: encryptionKeys.optional(),
  SESSION_IDLE_SECONDS: seconds(12 * 3600),
  SESSION_ABSOLUTE_SECONDS: seconds(7 * 24 * 3600),
  ACCESS_TOKEN_SECONDS: seconds(30 * 60),
  REFRESH_IDLE_SECONDS: seconds(7 * 24 * 3600),
  REFRESH_ABSOLUTE_SECONDS: seconds(30 * 24 * 3600),
  REFRESH_REUSE_WINDOW_SECONDS: seconds(30),
  LOGIN_ATTEMPT_SECONDS: seconds(600),
  SESSIONS_PER_USER: count(20),
  AUDIT_RETENTION_DAYS: count(180),
  RECONCILE_HOURS: count(24),
  LOGIN_FAILURES_PER_MINUTE: count(120),
  LOGIN_REQUESTS_PER_MINUTE: count(3000),
});

/**
 * Reads the environment. Blanks around a value do not count, and an empty variable counts as unset.
 * @throws ConfigError naming every variable that is wrong, and what a good value looks like; never the value itself
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const trimmed = Object.entries(env).map(([name, value]) => [name, value?.trim()]);
  const set = Object.fromEntries(trimmed.filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(set);
  if (!parsed.success)
    throw new ConfigError(parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`));
  const values = parsed.data;
  const production = values.NODE_ENV === 'production';
  const region = { ...hosts.feishu, ...hosts[values.FEISHU_REGION] };
  const openUrl = values.FEISHU_OPEN_URL ?? new URL(region.open);
  const accountsUrl = values.FEISHU_ACCOUNTS_URL ?? new URL(region.accounts);
  const config: Config = {
    production,
    port: values.PORT,
    publicUrl: values.PUBLIC_URL,
    databaseUrl: values.DATABASE_URL,
    logLevel: values.LOG_LEVEL,
    returnOrigins: values.RETURN_ORIGINS,
    trustedProxies: values.TRUSTED_PROXIES,
    webRoot: values.WEB_ROOT,
    feishu: {
      appId: values.FEISHU_APP_ID,
      appSecret: values.FEISHU_APP_SECRET,
      openUrl,
      accountsUrl,
      passportUrl: values.FEISHU_PASSPORT_URL ?? passportOf(values.FEISHU_ACCOUNTS_URL, region.passport),
      h5SdkUrl: values.FEISHU_H5_SDK_URL,
      qrSdkUrl: values.FEISHU_QR_SDK_URL,
      scopes: values.FEISHU_SCOPES,
      allowedTenants: values.ALLOWED_TENANTS,
      linkByUnionId: values.LINK_BY_UNION_ID === 'true',
      signOut: values.FEISHU_SIGN_OUT === 'true',
      encryptKeys: values.FEISHU_ENCRYPT_KEY,
      verificationToken: values.FEISHU_VERIFICATION_TOKEN,
      events: values.FEISHU_EVENTS,
      quota: quotaOf(values.FEISHU_CALLS_PER_SECOND ?? (values.FEISHU_OPEN_URL === undefined ? 40 : 0)),
    },
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
    rateLimits: {
      failuresPerMinute: values.LOGIN_FAILURES_PER_MINUTE,
      requestsPerMinute: values.LOGIN_REQUESTS_PER_MINUTE,
    },
  };
  const keysMissing = config.feishu.scopes.length > 0 && values.ENCRYPTION_KEYS === undefined;
  const problems = [
    ...mistakes(config),
    ...(production ? unfitForProduction(config) : []),
    ...(production && keysMissing
      ? [
          'ENCRYPTION_KEYS is missing. FEISHU_SCOPES asks for tokens worth sealing; make a key: echo k1:$(openssl rand -base64 32)',
        ]
      : []),
  ];
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

function isRange(value: string): boolean {
  const [address = '', bits = '0', ...more] = value.split('/');
  const most = { 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
}

/** `undefined` for a key that protects nothing: the wrong length, or bytes that are all alike. */
function parseKey(value: string): Key | undefined {
  const [id = '', encoded = '', more] = value.trim().split(':');
  const bytes = Buffer.from(encoded, 'base64');
  const weak = bytes.length !== 32 || new Set(bytes).size < 8;
  return !/^[A-Za-z0-9_-]{1,16}$/.test(id) || weak || more !== undefined ? undefined : { id, bytes };
}

/** Outside production a key is derived from the app's secret, so that a restart can read what was sealed before. */
function developmentKey(appSecret: string): Key {
  return { id: 'development', bytes: createHash('sha256').update(`development key ${appSecret}`).digest() };
}

/** Feishu allows a thousand calls a minute where it allows fifty a second (频控策略). */
function quotaOf(perSecond: number): Config['feishu']['quota'] {
  return perSecond === 0 ? undefined : { perSecond, perMinute: perSecond * 20 };
}

/** A private platform or an emulator usually answers for all its hosts under one. */
function passportOf(accountsUrl: URL | undefined, regional: string): URL {
  return accountsUrl ?? new URL(regional);
}

function mistakes({ production, publicUrl, feishu }: Config): string[] {
  const plain = !production && publicUrl.protocol === 'http:' && !isLoopback(publicUrl);
  return [
    ...(plain
      ? [
          'PUBLIC_URL must start with https:// (plain http works on localhost only: browsers drop the session cookie elsewhere)',
        ]
      : []),
    ...(feishu.allowedTenants?.length === 0
      ? ['ALLOWED_TENANTS names no tenant; unset it to allow every tenant the app is installed in']
      : []),
  ];
}

function unfitForProduction({ publicUrl, feishu }: Config): string[] {
  const problems =
    publicUrl.protocol === 'https:' ? [] : ['PUBLIC_URL must start with https:// when NODE_ENV is production'];
  const hostsInUse = {
    FEISHU_OPEN_URL: feishu.openUrl,
    FEISHU_ACCOUNTS_URL: feishu.accountsUrl,
    FEISHU_PASSPORT_URL: feishu.passportUrl,
    FEISHU_H5_SDK_URL: feishu.h5SdkUrl,
    FEISHU_QR_SDK_URL: feishu.qrSdkUrl,
  };
  for (const [name, url] of Object.entries(hostsInUse)) {
    if (url.protocol === 'https:' && !isLoopback(url)) continue;
    problems.push(
      `${name} points at an emulator or a plain-http host, which NODE_ENV=production refuses. Unset it to use Feishu`,
    );
  }
  if (feishu.appSecret.startsWith('emulator-secret-')) {
    problems.push(
      'FEISHU_APP_SECRET is the emulator’s, which NODE_ENV=production refuses. Set the App Secret on the console’s page 凭证与基础信息',
    );
  }
  return problems;
}

export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
