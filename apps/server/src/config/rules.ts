import type { Config } from './config.ts';

/** What each value alone cannot show: each problem begins with the variable to change. */
export function problemsOf(config: Config, given: { keysGiven: boolean }): string[] {
  return [...mistakes(config), ...(config.production ? unfitForProduction(config, given) : [])];
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

function unfitForProduction({ publicUrl, feishu }: Config, { keysGiven }: { keysGiven: boolean }): string[] {
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
  return problems;
}

/** Without a key or a token nobody could tell a genuine push from a forged one. */
export function canTellEvents({ encryptKeys, verificationToken }: Config['feishu']): boolean {
  return encryptKeys.length > 0 || verificationToken !== undefined;
}

export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
