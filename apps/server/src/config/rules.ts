import { isLoopback, isThisMachine } from './addresses.ts';
import { isForeignWord } from './administrators.ts';
import type { Config } from './config.ts';
import { unfitWebhooks } from './webhooks.ts';

/** What each value alone cannot show: each problem begins with the variable to change. */
export function problemsOf(config: Config, given: { keysGiven: boolean }): string[] {
  return [...mistakes(config), ...(config.production ? unfitForProduction(config, given) : [])];
}

function mistakes({ production, publicUrl, feishu, admission, administrators, port, metricsPort }: Config): string[] {
  const plain = !production && publicUrl.protocol === 'http:' && !isLoopback(publicUrl);
  return [
    ...(plain
      ? [
          'PUBLIC_URL must start with https:// (plain http works on localhost only: browsers drop the session cookie elsewhere)',
        ]
      : []),
    ...(port !== 0 && metricsPort === port ? ['METRICS_PORT must be another port than PORT'] : []),
    ...(feishu.allowedTenants?.length === 0
      ? ['ALLOWED_TENANTS names no tenant; unset it to allow every tenant the app is installed in']
      : []),
    // Any organisation names its own departments, groups and titles as it likes.
    ...(admission.rules !== undefined && feishu.appType === 'store' && feishu.allowedTenants === undefined
      ? [
          'ALLOWED_TENANTS is missing: whoever installs a store app decides who is in their departments and groups. Name the tenant keys whose people the rules are about',
        ]
      : []),
    ...(administrators !== undefined &&
    isForeignWord(administrators) &&
    feishu.appType === 'store' &&
    feishu.allowedTenants === undefined
      ? [
          'ADMINS names e-mail addresses or groups, which whoever installs a store app can give to anybody. Name administrators by their open ids, or set ALLOWED_TENANTS',
        ]
      : []),
  ];
}

function unfitForProduction(config: Config, { keysGiven }: { keysGiven: boolean }): string[] {
  const { feishu } = config;
  const problems = [...unfitAddresses(config), ...unfitSecrets(config), ...unfitWebhooks(config.webhooks)];
  if (feishu.scopes.length > 0 && !keysGiven) {
    problems.push(
      'ENCRYPTION_KEYS is missing. FEISHU_SCOPES asks for tokens worth sealing; make a key: echo k1:$(openssl rand -base64 32)',
    );
  }
  if (feishu.events === 'http' && !canTellEvents(feishu)) {
    problems.push(
      'FEISHU_ENCRYPT_KEY is missing: Feishu could not tell this server who leaves, and they would stay signed in. It is the Encrypt Key on the console’s page 事件与回调 → 加密策略. Without a public address set FEISHU_EVENTS=ws; to do without events on purpose, FEISHU_EVENTS=off',
    );
  }
  if (feishu.appType === 'store' && feishu.allowedTenants === undefined) {
    problems.push(
      'ALLOWED_TENANTS is missing: whoever installs a store app could sign in. Name the tenant keys that may, separated by commas',
    );
  }
  return problems;
}

function unfitAddresses({ publicUrl, returnOrigins, feishu }: Config): string[] {
  const hostsInUse = {
    FEISHU_OPEN_URL: feishu.openUrl,
    FEISHU_ACCOUNTS_URL: feishu.accountsUrl,
    FEISHU_PASSPORT_URL: feishu.passportUrl,
    FEISHU_H5_SDK_URL: feishu.h5SdkUrl,
    FEISHU_QR_SDK_URL: feishu.qrSdkUrl,
  };
  const problems = Object.entries(hostsInUse).flatMap(([name, url]) =>
    url === undefined || isForOthers(url)
      ? []
      : [
          `${name} points at an emulator or a plain-http host, which NODE_ENV=production refuses. Unset it to use Feishu`,
        ],
  );
  if (!isForOthers(publicUrl)) {
    problems.push(
      'PUBLIC_URL must start with https:// and name a host that people reach, such as https://login.example.com, when NODE_ENV is production',
    );
  }
  if (returnOrigins.some((origin) => !origin.startsWith('https://')))
    problems.push('RETURN_ORIGINS must all start with https:// when NODE_ENV is production');
  return problems;
}

/** Reached from elsewhere, and by nobody in between. */
function isForOthers(url: URL): boolean {
  return url.protocol === 'https:' && !isThisMachine(url);
}

function unfitSecrets({ feishu }: Config): string[] {
  const events = '事件与回调 → 加密策略';
  const secrets: [name: string, values: readonly string[], what: string, page: string][] = [
    ['FEISHU_APP_SECRET', [feishu.appSecret], 'App Secret', '凭证与基础信息'],
    ['FEISHU_ENCRYPT_KEY', feishu.encryptKeys, 'Encrypt Key', events],
    ['FEISHU_VERIFICATION_TOKEN', [feishu.verificationToken ?? []].flat(), 'Verification Token', events],
  ];
  return secrets.flatMap(([name, values, what, page]) => {
    if (values.some((value) => value.startsWith('emulator-')))
      return [
        `${name} is the emulator’s, which NODE_ENV=production refuses. Set the ${what} on the console’s page ${page}`,
      ];
    return values.some(isGuessed) ? [`${name} can be guessed. Set the ${what} on the console’s page ${page}`] : [];
  });
}

function isGuessed(secret: string): boolean {
  return secret.length < 8 || new Set(secret).size < 4;
}

/** Without a key or a token nobody could tell a genuine push from a forged one. */
export function canTellEvents({ encryptKeys, verificationToken }: Config['feishu']): boolean {
  return encryptKeys.length > 0 || verificationToken !== undefined;
}
