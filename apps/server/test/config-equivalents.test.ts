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

function problems(environment: Environment): string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.split('\n').flatMap((line) => (line.startsWith('  - ') ? [line.slice(4)] : []));
  }
}

const only = (environment: Environment): string => {
  const [message = '', ...more] = problems(environment);
  expect(more).toEqual([]);
  return message;
};

describe('Quotation marks around a value', () => {
  it.each([
    ['FEISHU_ENCRYPT_KEY', '"the-encrypt-key"'],
    ['FEISHU_ENCRYPT_KEY', "'the-encrypt-key'"],
    ['FEISHU_ENCRYPT_KEY', '“the-encrypt-key”'],
    ['FEISHU_ENCRYPT_KEY', '"new-key,old-key"'],
    ['FEISHU_APP_ID', '"cli_a1b2c3d4e5f60718"'],
    ['FEISHU_APP_SECRET', '"dskLLdkasdjlasdKK"'],
    ['FEISHU_APP_SECRET', '"dskLLdkasdjlasdKK'],
    ['FEISHU_VERIFICATION_TOKEN', '"a-verification-token"'],
    ['PUBLIC_URL', '"https://login.example.com"'],
    ['WEB_ROOT', '"/srv/page"'],
    ['ALLOWED_TENANTS', '"one,two"'],
    ['FEISHU_SCOPES', '"task:task:read"'],
    ['NODE_ENV', '"production"'],
    ['HTTPS_PROXY', '"http://127.0.0.1:7890"'],
    ['no_proxy', '"localhost"'],
  ])('Q5: %s=%s is refused, and says to leave them out', (name, value) => {
    const message = only({ ...app, [name]: value });
    expect(message).toMatch(new RegExp(`^${name} .*quotation marks`));
    expect(message).not.toContain(value.slice(1, -1));
  });
});

describe('A proxy', () => {
  it.each([
    ['HTTPS_PROXY', '127.0.0.1:7890'],
    ['https_proxy', 'proxy.example.com:3128'],
    ['ALL_PROXY', 'me:hunter2@proxy.example.com:3128'],
    ['HTTPS_PROXY', 'http//proxy.example.com'],
    ['HTTPS_PROXY', 'ftp://proxy.example.com'],
    ['HTTPS_PROXY', 'http://'],
    ['HTTPS_PROXY', ' '],
  ])('Q5: %s=%s, which nothing could reach, stops the start', (name, value) => {
    const message = only({ ...app, [name]: value });
    expect(message).toMatch(new RegExp(`^${name} .*http://127\\.0\\.0\\.1:7890`));
    expect(message).not.toContain('hunter2');
  });

  it.each(['http://127.0.0.1:7890', 'http://me:pw@proxy:3128/', 'https://proxy', 'socks5://127.0.0.1:1080'])(
    'at %s is used',
    (HTTPS_PROXY) => {
      expect(readConfig({ ...app, HTTPS_PROXY }).feishu.throughProxy).toBe(true);
    },
  );

  it('that leads nowhere near the platform is nobody’s business', () => {
    expect(problems({ ...app, HTTP_PROXY: '127.0.0.1:7890' })).toEqual([]);
    expect(problems({ ...app, HTTPS_PROXY: '127.0.0.1:7890', FEISHU_OPEN_URL: 'http://localhost:4000' })).toEqual([]);
  });
});

describe('Where the database is', () => {
  it.each([
    ['sqlite://data/app.sqlite', 'sqlite:./data/app.sqlite'],
    ['sqlite://./data/app.sqlite', 'sqlite:./data/app.sqlite'],
    ['sqlite::memory:', 'in-memory'],
    ['sqlite:file:data/app.sqlite', 'sqlite:./data/app.sqlite'],
    ['sqlite:./data/app.sqlite?mode=rwc', 'parameters'],
    ['sqlite:~/app.sqlite', '~'],
    ['sqlite: ./data/app.sqlite', 'sqlite:./data/app.sqlite'],
    ['sqlite:./folder/', 'sqlite:./data/app.sqlite'],
    ['postgres://me:pass#word@host/db', '# as %23'],
    ['postgres://me:12#34@host/db', '# as %23'],
    ['postgres://me:12/34@host/db', '/ as %2F'],
    ['postgres://me:12?34@host/db', '? as %3F'],
    ['postgres://me:50%off@host/db', '% as %25'],
  ])('Q5: %s would mean something else, and the message says what to write', (DATABASE_URL, hint) => {
    const message = only({ ...app, DATABASE_URL });
    expect(message).toMatch(/^DATABASE_URL /);
    expect(message).toContain(hint);
    expect(message).not.toContain(DATABASE_URL);
  });

  it.each([
    'sqlite:./data/app.sqlite',
    'sqlite:data/app.sqlite',
    'sqlite:/var/lib/app.sqlite',
    'sqlite:///var/lib/app.sqlite',
    'sqlite:C:\\data\\app.sqlite',
    'postgres://me:pass%23word@host:5432/db?sslmode=require',
    'postgresql://me@[::1]/db',
  ])('%s is taken', (DATABASE_URL) => {
    expect(readConfig({ ...app, DATABASE_URL }).databaseUrl).toBe(DATABASE_URL);
  });
});

describe('Production', () => {
  const machines = ['localhost', 'LOCALHOST.', 'foo.localhost', '127.1', '0.0.0.0', '0', '[::1]', '[::]'];
  const mapped = ['[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::ffff:0.0.0.0]'];

  it.each([...machines, ...mapped])('Q5: refuses https://%s as its own address and as any of Feishu’s', (host) => {
    expect(only({ ...production, PUBLIC_URL: `https://${host}` })).toMatch(
      /^PUBLIC_URL .*https:\/\/login\.example\.com/,
    );
    for (const name of ['FEISHU_OPEN_URL', 'FEISHU_PASSPORT_URL', 'FEISHU_H5_SDK_URL', 'FEISHU_QR_SDK_URL'])
      expect(only({ ...production, [name]: `https://${host}` })).toMatch(new RegExp(`^${name} .*emulator`));
  });

  it.each([
    ['FEISHU_ENCRYPT_KEY', 'emulator-encrypt-key-0001'],
    ['FEISHU_ENCRYPT_KEY', 'a-key-of-ours,emulator-encrypt-key-0001'],
    ['FEISHU_ENCRYPT_KEY', 'x'],
    ['FEISHU_ENCRYPT_KEY', 'a-key-of-ours,x'],
    ['FEISHU_ENCRYPT_KEY', 'aaaaaaaaaaaaaaaa'],
    ['FEISHU_VERIFICATION_TOKEN', 'emulator-verification-token-0001'],
    ['FEISHU_VERIFICATION_TOKEN', 'aaaaaaaaaaaaaaaa'],
    ['FEISHU_APP_SECRET', 'aaaaaaaaaaaaaaaa'],
  ])('Q5: refuses %s=%s, which anybody can know or guess', (name, value) => {
    const message = only({ ...production, [name]: value });
    expect(message).toMatch(new RegExp(`^${name} .*console’s page`));
    expect(message).not.toContain(value);
  });

  it('Q5: refuses to send people back over plain http', () => {
    for (const origin of ['http://app.example.com', 'https://a.example.com,http://localhost:5173'])
      expect(only({ ...production, RETURN_ORIGINS: origin })).toMatch(/^RETURN_ORIGINS .*https:\/\//);
    expect(problems({ ...production, RETURN_ORIGINS: 'https://app.example.com' })).toEqual([]);
  });

  it('E4: refuses a store app without the tenants that may sign in, which a self-built app need not name', () => {
    expect(only({ ...production, FEISHU_APP_TYPE: 'store' })).toMatch(/^ALLOWED_TENANTS .*tenant/);
    expect(problems({ ...production, FEISHU_APP_TYPE: 'store', ALLOWED_TENANTS: 'one' })).toEqual([]);
    expect(problems({ ...app, FEISHU_APP_TYPE: 'store' })).toEqual([]);
    expect(problems({ ...production, FEISHU_APP_TYPE: 'self_built' })).toEqual([]);
    expect(only({ ...app, FEISHU_APP_TYPE: 'isv' })).toMatch(/^FEISHU_APP_TYPE must be self_built or store/);
  });
});

describe('The region', () => {
  it('gives every host; what it does not have is off, and never another region’s', () => {
    const lark = { ...app, FEISHU_REGION: 'lark' };
    const { openUrl, accountsUrl, passportUrl } = readConfig(lark).feishu;
    expect([openUrl.host, accountsUrl.host]).toEqual(['open.larksuite.com', 'accounts.larksuite.com']);
    expect(passportUrl).toBeUndefined();
    const named = readConfig({ ...lark, FEISHU_PASSPORT_URL: 'https://passport.larksuite.example' });
    expect(named.feishu.passportUrl?.host).toBe('passport.larksuite.example');
  });
});
