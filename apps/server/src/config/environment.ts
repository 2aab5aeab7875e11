import { scripts } from '@feishu-login/feishu-types';
import { z } from 'zod';
import { administratorVariables } from './administrators.ts';
import { admissionVariables } from './admission.ts';
import { databaseUrl } from './database-url.ts';
import { cidrs, count, encryptionKeys, oneOf, origins, port, publicUrl, seconds, webUrl, words } from './values.ts';

/** Read together, and checked there: each may stand in the file of the first instead. */
const brandSettings = {
  BRANDING: z.string().optional(),
  BRAND_NAME: z.string().optional(),
  BRAND_LOGO_URL: z.string().optional(),
  BRAND_COLOR: z.string().optional(),
  HELP_URL: z.string().optional(),
  PRIVACY_URL: z.string().optional(),
  TERMS_URL: z.string().optional(),
};

/** Every variable this server reads: its default, and what a good value looks like. */
export const environment = z.object({
  NODE_ENV: oneOf(['development', 'test', 'production'], 'must be development, test or production').default(
    'development',
  ),
  PORT: port.default(3000),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'must be an address of this machine, such as 127.0.0.1')
    .optional(),
  METRICS_PORT: port.optional(),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\w.~+/=-]{16,256}$/, 'must have 16 characters or more, as `openssl rand -hex 16` prints')
    .optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: webUrl.optional(),
  PUBLIC_URL: publicUrl.optional(),
  DATABASE_URL: databaseUrl.default('sqlite:./data/app.sqlite'),
  LOG_LEVEL: oneOf(
    ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
    'must be fatal, error, warn, info, debug, trace or silent, such as info',
  ).default('info'),
  SHUTDOWN_GRACE_SECONDS: z
    .string()
    .regex(/^\d{1,2}$/, 'must be a whole number of seconds, such as 5, or 0 to end at once')
    .transform((value) => Number(value) * 1000)
    .optional(),
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
  FEISHU_TOKEN_VERSION: oneOf(['auto', '3', '2'], 'must be auto, 3 or 2').default('auto'),
  FEISHU_H5_SDK_URL: webUrl.default(new URL(scripts.h5sdk)),
  FEISHU_QR_SDK_URL: webUrl.default(new URL(scripts.qrLogin)),
  FEISHU_SCOPES: words(/[\s,]+/).refine((scopes) => scopes.length <= 200, 'may name at most 200 scopes'),
  FEISHU_ENCRYPT_KEY: words(/[\s,]+/),
  FEISHU_VERIFICATION_TOKEN: z
    .string()
    .min(8, 'is too short to be the Verification Token on the console’s page 事件与回调 → 加密策略')
    .optional(),
  FEISHU_EVENTS: oneOf(['http', 'ws', 'off'], 'must be http, ws or off').default('http'),
  FEISHU_CALLS_PER_SECOND: z
    .string()
    .regex(/^\d{1,4}$/, 'must be a whole number, such as 40, or 0 for no limit')
    .transform(Number)
    .optional(),
  FEISHU_APP_TYPE: oneOf(['self_built', 'store'], 'must be self_built or store').default('self_built'),
  ALLOWED_TENANTS: z
    .string()
    .optional()
    .transform((value) => value?.split(/[\s,]+/).filter((key) => key !== '')),
  ...admissionVariables,
  ...administratorVariables,
  LINK_BY_UNION_ID: oneOf(['true', 'false'], 'must be true or false').default('false'),
  FEISHU_SIGN_OUT: oneOf(['true', 'false'], 'must be true or false').default('false'),
  WEBHOOKS: z.string().optional(),
  ...brandSettings,
  OIDC_CLIENTS: z.string().optional(),
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

export type Environment = z.infer<typeof environment>;

/** Read by the library that follows them; here it only matters whether there is one. */
export const proxyVariables = [
  'HTTPS_PROXY',
  'https_proxy',
  'HTTP_PROXY',
  'http_proxy',
  'ALL_PROXY',
  'all_proxy',
] as const;
