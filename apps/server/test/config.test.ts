import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from '../src/config/read-config.ts';

type Environment = Record<string, string | undefined>;

const app = { FEISHU_APP_ID: 'cli_a1b2c3d4e5f60718', FEISHU_APP_SECRET: 'dskLLdkasdjlasdKK' };
const production = {
  ...app,
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://login.example.com',
  FEISHU_ENCRYPT_KEY: 'the-encrypt-key',
};
const goodKey = Buffer.from(Array.from({ length: 32 }, (_, i) => i * 7)).toString('base64');

/** What is wrong with an environment, one line for each variable; none if it can be used. */
function problems(environment: Environment): string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const [first, ...lines] = error.message.split('\n');
    expect(first).toBe('The configuration cannot be used:');
    return lines.map((line) => line.replace(/^ {2}- /, ''));
  }
}

describe('with nothing but an app', () => {
  it('the server runs on a developer’s machine, with the documented defaults', () => {
    const { encryptionKeys, ...config } = readConfig(app);
    expect(config).toEqual({
      production: false,
      port: 3000,
      publicUrl: new URL('http://localhost:3000/'),
      databaseUrl: 'sqlite:./data/app.sqlite',
      logLevel: 'info',
      shutdownGrace: 0,
      returnOrigins: [],
      trustedProxies: [],
      webRoot: undefined,
      feishu: {
        appId: 'cli_a1b2c3d4e5f60718',
        appSecret: 'dskLLdkasdjlasdKK',
        openUrl: new URL('https://open.feishu.cn/'),
        accountsUrl: new URL('https://accounts.feishu.cn/'),
        passportUrl: new URL('https://passport.feishu.cn/'),
        tokenVersion: 'auto',
        throughProxy: false,
        h5SdkUrl: expect.any(URL),
        qrSdkUrl: expect.any(URL),
        scopes: [],
        appType: 'self_built',
        allowedTenants: undefined,
        linkByUnionId: false,
        signOut: false,
        encryptKeys: [],
        verificationToken: undefined,
        events: 'http',
        quota: { perSecond: 40, perMinute: 800 },
      },
      webhooks: [],
      admission: { rules: undefined, facts: [], contact: undefined },
      sessions: {
        cookieIdle: 12 * 3600_000,
        cookieAbsolute: 7 * 24 * 3600_000,
        accessToken: 30 * 60_000,
        refreshIdle: 7 * 24 * 3600_000,
        refreshAbsolute: 30 * 24 * 3600_000,
        refreshReuseWindow: 30_000,
        loginAttempt: 600_000,
        sessionsPerUser: 20,
      },
      auditRetention: 180 * 24 * 3600_000,
      reconcileInterval: 24 * 3600_000,
      rateLimits: { failuresPerMinute: 120, requestsPerMinute: 3000 },
    });
    expect(encryptionKeys.map(({ id, bytes }) => [id, bytes.length])).toEqual([['development', 32]]);
  });

  it('and in production only over https', () => {
    expect(problems(production)).toEqual([]);
    expect(readConfig(production).production).toBe(true);
  });

  it('and in production takes requests for five seconds more when it is asked to end', () => {
    expect(readConfig(production).shutdownGrace).toBe(5_000);
    expect(readConfig({ ...production, SHUTDOWN_GRACE_SECONDS: '0' }).shutdownGrace).toBe(0);
    expect(readConfig({ ...app, SHUTDOWN_GRACE_SECONDS: '12' }).shutdownGrace).toBe(12_000);
  });

  it.each([
    [{ PORT: '4100' }, 'http://localhost:4100/'],
    [{ PORT: '4100', PUBLIC_URL: '' }, 'http://localhost:4100/'],
    [{ PORT: '4100', PUBLIC_URL: 'http://localhost:5000' }, 'http://localhost:5000/'],
  ])('people find it at the port that it has, unless told otherwise: %j', (given, address) => {
    expect(readConfig({ ...app, ...given }).publicUrl.href).toBe(address);
  });
});

describe('Q5: a value that is wrong', () => {
  const wrong: [name: string, hint: string, values: string[]][] = [
    ['NODE_ENV', 'development, test or production', ['prod', 'Production', 'hunter2']],
    ['PORT', 'such as 3000', ['hunter2', '-1', '65536', '99999', '3000.5', '0x10', '3000 4000']],
    [
      'PUBLIC_URL',
      'such as https://login.example.com',
      [
        'hunter2.example.com',
        '/login',
        'ftp://login.example.com',
        'https://',
        'https://login.example.com/app',
        'https://login.example.com/?a=b',
        'https://login.example.com/#a',
        'https://user:hunter2@login.example.com',
      ],
    ],
    ['PUBLIC_URL', 'must start with https://', ['http://login.example.com', 'http://10.0.0.7:3000']],
    [
      'DATABASE_URL',
      'sqlite:./data/app.sqlite',
      ['hunter2.sqlite', 'mysql://hunter2@db/app', 'sqlite:', 'postgres://', 'postgres://me:hunter2@[host/db'],
    ],
    ['LOG_LEVEL', 'such as info', ['hunter2', 'INFO', '3']],
    ['SHUTDOWN_GRACE_SECONDS', 'such as 5', ['-1', '1.5', '100', 'soon']],
    [
      'RETURN_ORIGINS',
      'such as https://app.example.com',
      [
        'https://app.example.com/',
        'hunter2.example.com',
        '*',
        'https://*.example.com',
        'https://app.example.com,null',
        'ftp://app.example.com',
        'javascript:alert(1)',
      ],
    ],
    [
      'TRUSTED_PROXIES',
      'such as 10.0.0.0/8',
      [
        'hunter2.example.com',
        '10.0.0.0/33',
        '10.0.0.256',
        'fd00::/129',
        'fd00:::/8',
        '10.0.0.0/8,all',
        '10.0.0.0/',
        '10.0.0',
      ],
    ],
    ['TRUSTED_PROXIES', 'every address', ['0.0.0.0/0', '::/0', '10.0.0.0/8 0.0.0.0/0']],
    [
      'FEISHU_APP_ID',
      'such as cli_a1b2c3d4e5f60718',
      ['hunter2', 'a1b2c3d4e5f60718', 'cli_short', 'CLI_A1B2C3D4E5F60718'],
    ],
    ['FEISHU_APP_SECRET', '凭证与基础信息', ['hunter2']],
    ['FEISHU_REGION', 'must be feishu or lark', ['hunter2', 'cn', 'Feishu', 'larksuite']],
    ['FEISHU_OPEN_URL', 'such as https://', ['hunter2.feishu.cn', 'ftp://open.feishu.cn']],
    ['FEISHU_ACCOUNTS_URL', 'such as https://', ['accounts.feishu.cn']],
    ['FEISHU_PASSPORT_URL', 'such as https://', ['passport.feishu.cn']],
    ['FEISHU_H5_SDK_URL', 'such as https://', ['sdk.js']],
    ['FEISHU_QR_SDK_URL', 'such as https://', ['qrcode.js']],
    ['FEISHU_SCOPES', 'at most 200', [Array.from({ length: 201 }, (_, i) => `scope:${i}`).join(' ')]],
    ['FEISHU_VERIFICATION_TOKEN', '事件与回调', ['hunter2']],
    ['FEISHU_EVENTS', 'http, ws or off', ['hunter2', 'WS']],
    ['FEISHU_CALLS_PER_SECOND', 'whole number', ['hunter2', '-1', '1.5', '99999']],
    ['ALLOWED_TENANTS', 'names no tenant', [',', ' , ,']],
    ['LINK_BY_UNION_ID', 'true or false', ['hunter2', '1', 'TRUE']],
    [
      'ENCRYPTION_KEYS',
      'openssl rand -base64 32',
      [
        goodKey,
        `k1:${Buffer.alloc(31, 'hunter2').toString('base64')}`,
        `k1:${Buffer.alloc(32).toString('base64')}`,
        `k1:${goodKey},k1:${goodKey}`,
        `k1:${goodKey},k2`,
        `a name:${goodKey}`,
        'hunter2',
      ],
    ],
    ...[
      'SESSION_IDLE',
      'SESSION_ABSOLUTE',
      'ACCESS_TOKEN',
      'REFRESH_IDLE',
      'REFRESH_ABSOLUTE',
      'REFRESH_REUSE_WINDOW',
    ].map((name): [string, string, string[]] => [
      `${name}_SECONDS`,
      'whole number of seconds',
      ['0', '-1', '1.5', 'hunter2', '30m', '1e3', '9999999999'],
    ]),
    ['LOGIN_ATTEMPT_SECONDS', 'whole number of seconds', ['0', 'ten']],
    ...['SESSIONS_PER_USER', 'AUDIT_RETENTION_DAYS', 'RECONCILE_HOURS', 'LOGIN_FAILURES_PER_MINUTE'].map(
      (name): [string, string, string[]] => [name, 'whole number', ['0', '-5', 'hunter2', '1.5', '1000000']],
    ),
    ['LOGIN_REQUESTS_PER_MINUTE', 'whole number', ['0', 'all']],
  ];
  const cases = wrong.flatMap(([name, hint, values]) => values.map((value) => ({ name, hint, value })));

  it.each(cases)('Q5: $name=$value gives one message that names it and a good value', ({ name, hint, value }) => {
    const [message = '', ...more] = problems({ ...app, [name]: value });
    expect(more).toEqual([]);
    expect(message.startsWith(`${name} `)).toBe(true);
    expect(message).toContain(hint);
    expect(message).not.toContain('hunter2');
  });

  it('Q5: is named together with all others, once each', () => {
    const messages = problems({ PORT: 'x', LOG_LEVEL: 'x', FEISHU_APP_SECRET: 'x', RETURN_ORIGINS: 'x' });
    const names = messages.map((message) => message.split(' ')[0]);
    expect(names.sort()).toEqual(['FEISHU_APP_ID', 'FEISHU_APP_SECRET', 'LOG_LEVEL', 'PORT', 'RETURN_ORIGINS']);
  });

  it.each(['FEISHU_APP_ID', 'FEISHU_APP_SECRET'])('Q5: %s cannot be left out, or left empty', (name) => {
    for (const value of [undefined, '', '  ']) {
      const [message = '', ...more] = problems({ ...app, [name]: value });
      expect(more).toEqual([]);
      expect(message).toMatch(new RegExp(`^${name} is missing\\. .*凭证与基础信息`));
    }
  });
});

describe('Q5: production refuses what is for developers', () => {
  it.each([
    ['PUBLIC_URL', 'http://localhost:3000', 'https://'],
    ['PUBLIC_URL', 'http://login.example.com', 'https://'],
    ['PUBLIC_URL', undefined, 'https://'],
    ['FEISHU_OPEN_URL', 'http://localhost:4000', 'emulator'],
    ['FEISHU_OPEN_URL', 'https://127.0.0.1:4000', 'emulator'],
    ['FEISHU_OPEN_URL', 'http://feishu.example.com', 'plain-http'],
    ['FEISHU_ACCOUNTS_URL', 'http://[::1]:4000', 'emulator'],
    ['FEISHU_PASSPORT_URL', 'http://localhost:4000', 'emulator'],
    ['FEISHU_H5_SDK_URL', 'http://localhost:4000/sdk.js', 'emulator'],
    ['FEISHU_QR_SDK_URL', 'http://localhost:4000/qr.js', 'emulator'],
    ['FEISHU_APP_SECRET', 'emulator-secret-do-not-use-0001', 'App Secret'],
  ])('Q5: %s=%s, in one message', (name, value, hint) => {
    const rest = name === 'FEISHU_ACCOUNTS_URL' ? { FEISHU_PASSPORT_URL: 'https://passport.feishu.cn' } : {};
    const [message = '', ...more] = problems({ ...production, ...rest, [name]: value });
    expect(more).toEqual([]);
    expect(message.startsWith(`${name} `)).toBe(true);
    expect(message).toContain(hint);
    if (value !== undefined) expect(message).not.toContain(value);
  });

  it('Q5: tokens to keep without a key of the operator’s own', () => {
    const asking = { ...production, FEISHU_SCOPES: 'task:task:read offline_access' };
    expect(problems(asking)).toEqual([expect.stringMatching(/^ENCRYPTION_KEYS is missing\..*openssl rand -base64 32/)]);
    expect(problems({ ...asking, ENCRYPTION_KEYS: `k1:${goodKey}` })).toEqual([]);
    expect(problems({ ...asking, NODE_ENV: 'development' })).toEqual([]);
  });

  it('N3: not to know who leaves, unless that is said in so many words', () => {
    const { FEISHU_ENCRYPT_KEY, ...deaf } = production;
    const [message = '', ...more] = problems(deaf);
    expect(more).toEqual([]);
    expect(message).toMatch(/^FEISHU_ENCRYPT_KEY is missing.*stay signed in.*事件与回调 → 加密策略/);
    for (const way of ['FEISHU_EVENTS=ws', 'FEISHU_EVENTS=off']) expect(message).toContain(way);
    expect(problems({ ...deaf, FEISHU_EVENTS: 'http' })).toEqual([message]);
    expect(problems({ ...deaf, NODE_ENV: 'development' })).toEqual([]);
    for (const decision of [
      { FEISHU_ENCRYPT_KEY },
      { FEISHU_VERIFICATION_TOKEN: 'the-verification-token' },
      { FEISHU_EVENTS: 'ws' },
      { FEISHU_EVENTS: 'off' },
    ]) {
      expect(problems({ ...deaf, ...decision })).toEqual([]);
    }
  });
});

describe('a value that is right', () => {
  it('is taken with blanks around it, as a copied secret or a file with Windows line ends has', () => {
    const config = readConfig({
      FEISHU_APP_ID: ` ${app.FEISHU_APP_ID}\r\n`,
      FEISHU_APP_SECRET: `${app.FEISHU_APP_SECRET}\r`,
      PORT: '8080 ',
      PUBLIC_URL: ' https://login.example.com',
    });
    expect([config.feishu.appId, config.feishu.appSecret]).toEqual([app.FEISHU_APP_ID, app.FEISHU_APP_SECRET]);
    expect([config.port, config.publicUrl.origin]).toEqual([8080, 'https://login.example.com']);
  });

  it('may be a list, with commas or blanks', () => {
    const config = readConfig({
      ...app,
      RETURN_ORIGINS: 'https://a.example.com, http://localhost:5173',
      TRUSTED_PROXIES: '10.0.0.0/8,fd00::/8 192.0.2.1 loopback',
      FEISHU_SCOPES: 'a:b c:d,a:b',
      ALLOWED_TENANTS: 'one, two',
      ENCRYPTION_KEYS: `k2:${goodKey}, k1:${goodKey}`,
      FEISHU_ENCRYPT_KEY: 'new,old',
    });
    expect(config.returnOrigins).toEqual(['https://a.example.com', 'http://localhost:5173']);
    expect(config.trustedProxies).toEqual(['10.0.0.0/8', 'fd00::/8', '192.0.2.1', 'loopback']);
    expect(config.feishu.scopes).toEqual(['a:b', 'c:d']);
    expect(config.feishu.allowedTenants).toEqual(['one', 'two']);
    expect(config.encryptionKeys.map(({ id }) => id)).toEqual(['k2', 'k1']);
    expect(config.feishu.encryptKeys).toEqual(['new', 'old']);
  });

  it('Lark’s region means Lark’s hosts, and a private platform’s host stands for all it does not name', () => {
    expect(readConfig({ ...app, FEISHU_REGION: 'lark' }).feishu.openUrl.host).toBe('open.larksuite.com');
    const emulated = { FEISHU_OPEN_URL: 'http://localhost:4000', FEISHU_ACCOUNTS_URL: 'http://localhost:4000' };
    const { feishu } = readConfig({ ...app, ...emulated });
    expect([feishu.passportUrl?.origin, feishu.quota]).toEqual(['http://localhost:4000', undefined]);
    expect(readConfig({ ...app, FEISHU_CALLS_PER_SECOND: '10' }).feishu.quota).toEqual({
      perSecond: 10,
      perMinute: 200,
    });
  });

  it('and what is none of ours is left alone', () => {
    expect(problems({ ...app, HOME: '/root', npm_config_x: 'y' })).toEqual([]);
  });
});
