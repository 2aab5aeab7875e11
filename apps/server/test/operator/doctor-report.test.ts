import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { platformNumbers } from '../../src/doctor/platform-numbers.ts';
import { html, json } from '../scripted-platform.ts';
import { appSecret, healthy, withPlatform } from './doctor-world.ts';
import { ticketOfTheApp, tokenOfTheTenant } from './healthy-platform.ts';
import { operator } from './run-operator.ts';

const platform = withPlatform();
const token = '/open-apis/auth/v3/tenant_access_token/internal';

interface Report {
  exit_code: number;
  app_id: string | null;
  skipped: number;
  findings: { check: string; level: string; what: string; platform_code: number | null }[];
}

describe('The doctor', () => {
  it('ends with 0 when nothing must be fixed', async () => {
    const { code, out } = await operator(healthy(platform()), 'doctor');
    expect(code).toBe(0);
    expect(out).toContain('All is well');
    expect(out).not.toMatch(/^ {2}[✗?!] /m);
  });

  it('ends with 1 when something must be, says what comes next, and names the console page in both languages', async () => {
    platform().on(token, json({ code: 10015, msg: 'wrong app secret' }));
    const en = await operator(healthy(platform()), 'doctor', '--lang', 'en');
    const zh = await operator(healthy(platform()), 'doctor', '--lang', 'zh');
    expect([en.code, zh.code]).toEqual([1, 1]);
    expect(en.out).toMatch(/✗ Credentials +The platform refuses: 10015/);
    expect(en.out).toContain('Next: fix “Credentials”');
    expect(zh.out).toMatch(/✗ 应用凭证 +平台拒绝，错误码 10015/);
    expect(zh.out).toContain('开发者后台 → 凭证与基础信息');
    expect(zh.out).toContain('1 项必须解决');
  });

  it('ends with 2 when it could not ask, unless something must be fixed anyway', async () => {
    platform().on(token, html('bad gateway', 503));
    expect(await operator(healthy(platform()), 'doctor')).toMatchObject({ code: 2 });
    const alsoWrong = healthy(platform(), { NODE_TLS_REJECT_UNAUTHORIZED: '0' });
    expect(await operator(alsoWrong, 'doctor')).toMatchObject({ code: 1 });
  });

  it('looks no further while the configuration cannot be used', async () => {
    const { code, out } = await operator(healthy(platform(), { PORT: 'http' }), 'doctor', '--json');
    const report: Report = JSON.parse(out);
    expect(code).toBe(1);
    expect(report).toMatchObject({ exit_code: 1, app_id: null });
    expect(report.findings.map(({ check }) => check)).toEqual(['configuration']);
    expect(report.skipped).toBeGreaterThan(10);
  });

  it('tells programs the same as people', async () => {
    platform().on(token, json({ code: 10014, msg: 'app unauthorized' }));
    const { code, out } = await operator(healthy(platform()), 'doctor', '--json');
    const report: Report = JSON.parse(out);
    expect(report.exit_code).toBe(code);
    expect(report.findings).toContainEqual(
      expect.objectContaining({ check: 'credentials', level: 'problem', platform_code: 10014 }),
    );
  });

  it('changes nothing: it only asks for what can be asked twice', async () => {
    platform().on(token, json({ code: 0, msg: 'ok', tenant_access_token: tokenOfTheTenant, expire: 7200 }));
    const before = platform().asked.length;
    await operator(healthy(platform(), { FEISHU_SCOPES: 'task:task:read' }), 'doctor');
    const asked = platform().asked.slice(before);
    expect(new Set(asked.map(({ method, path }) => `${method} ${path}`))).toEqual(
      new Set([
        'HEAD /',
        'GET /readyz',
        'GET /open-apis/authen/v1/authorize',
        'GET /open-apis/application/v6/scopes',
        'GET /open-apis/application/v6/applications/me',
        'POST /open-apis/auth/v3/app_access_token/internal',
        `POST ${token}`,
        'POST /open-apis/jssdk/ticket/get',
      ]),
    );
  });

  it('never prints a secret, not even one that is echoed to it', async () => {
    const env = healthy(platform(), {
      FEISHU_ACCOUNTS_URL: `${platform().url.origin}/${appSecret}`,
      FEISHU_SCOPES: appSecret,
    });
    const all = await Promise.all([
      operator(env, 'doctor'),
      operator(env, 'doctor', '--json'),
      operator(env, 'doctor', '--lang', 'zh'),
      operator({ ...env, DATABASE_URL: `postgres://me:${appSecret}@127.0.0.1:1/app` }, 'doctor'),
    ]);
    const text = all.map(({ out, err }) => out + err).join('\n');
    expect(text).toContain('***');
    const secrets = [
      appSecret,
      tokenOfTheTenant,
      ticketOfTheApp,
      env.FEISHU_ENCRYPT_KEY,
      env.FEISHU_VERIFICATION_TOKEN,
    ];
    for (const secret of [...secrets, env.ENCRYPTION_KEYS?.slice(3)]) expect(text).not.toContain(secret);
  });

  it('explains only numbers that the operating manual explains too', async () => {
    const manual = await readFile(new URL('../../../../docs/operating.md', import.meta.url), 'utf8');
    for (const number of Object.keys(platformNumbers)) expect(manual).toContain(`| ${number} |`);
  });
});
