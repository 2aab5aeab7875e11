import { authErrors } from '@feishu-login/auth-types/errors';
import { describe, expect, it } from '@jest/globals';
import {
  allExplanations,
  type Cause,
  causeOf,
  explain,
  failureOf,
  isExplainedByServer,
  needOf,
  reportOf,
  wordsEn,
  wordsZh,
} from '../src/index.ts';

const zh = { language: 'zh-CN', explanations: allExplanations['zh-CN'] };
const en = { language: 'en', explanations: allExplanations.en };

const causes = Object.keys(zh.explanations) as Cause[];

describe('the cause of a failed sign-in', () => {
  it.each([
    // The token endpoint and the sign-in page (获取 user_access_token, 获取授权码).
    [20_001, 'request_to_feishu', 'developer'],
    [20_002, 'wrong_secret', 'developer'],
    [20_003, 'code_spent', 'you'],
    [20_004, 'code_spent', 'you'],
    [20_008, 'user_unknown', 'administrator'],
    [20_009, 'not_installed', 'administrator'],
    [20_010, 'not_available', 'administrator'],
    [20_024, 'app_id', 'developer'],
    [20_027, 'scope_missing', 'developer'],
    [20_028, 'app_id', 'developer'],
    [20_029, 'redirect_url', 'developer'],
    [20_048, 'app_id', 'developer'],
    [20_049, 'attempt_over', 'you'],
    [20_050, 'feishu_down', 'time'],
    [20_065, 'code_spent', 'you'],
    [20_066, 'user_status', 'administrator'],
    [20_067, 'scope_list', 'developer'],
    [20_068, 'scope_list', 'developer'],
    [20_069, 'app_disabled', 'administrator'],
    [20_070, 'request_to_feishu', 'developer'],
    [20_071, 'redirect_url', 'developer'],
    [20_072, 'feishu_down', 'time'],
    [20_074, 'refresh_off', 'developer'],
    // Who the user is (获取用户信息).
    [20_021, 'resigned', 'administrator'],
    [20_022, 'frozen', 'administrator'],
    [20_023, 'not_registered', 'you'],
    // The gateway and the app's own token (通用错误码).
    [10_003, 'app_credentials', 'developer'],
    [10_014, 'app_credentials', 'developer'],
    [21_000, 'organization_denies', 'administrator'],
    [21_001, 'organization_denies', 'administrator'],
    [10_015, 'wrong_secret', 'developer'],
    [20_046, 'wrong_brand', 'developer'],
    [99_991_400, 'too_many', 'time'],
    [99_991_401, 'ip_denied', 'developer'],
    [99_991_403, 'quota_used', 'administrator'],
    // The client (requestAuthCode, Errno错误码).
    [10_228, 'not_available', 'administrator'],
    [10_235, 'redirect_url', 'developer'],
    [10_236, 'redirect_url', 'developer'],
    [303, 'offline', 'you'],
    [108, 'organization_denies', 'administrator'],
    [2_700_001, 'feishu_session', 'you'],
  ] as const)('is for Feishu’s %i: %s', (platformCode, cause, need) => {
    expect(causeOf({ code: 'upstream_unavailable', platformCode })).toBe(cause);
    expect(needOf(cause)).toBe(need);
  });

  it.each([
    ['access_denied', 'refused'],
    ['state_invalid', 'attempt_over'],
    ['code_invalid', 'code_spent'],
    ['user_not_allowed', 'not_allowed'],
    ['rate_limited', 'too_many'],
    ['upstream_unavailable', 'feishu_down'],
    ['db_unavailable', 'server_pausing'],
    ['internal', 'fault'],
    ['no_network', 'offline'],
    ['code_unavailable', 'client_failed'],
  ] as const)('is for our %s, without a number of Feishu’s: %s', (code, cause) => {
    expect(causeOf({ code, platformCode: undefined })).toBe(cause);
  });

  it('is that of our own code when the number is unknown', () => {
    expect(causeOf({ code: 'access_denied', platformCode: 2_700_002 })).toBe('refused');
    expect(causeOf({ code: 'user_not_allowed', platformCode: 424_242 })).toBe('not_allowed');
  });

  it('is known for every refusal of the server', () => {
    for (const code of Object.keys(authErrors) as (keyof typeof authErrors)[]) {
      expect(causes).toContain(causeOf({ code, platformCode: undefined }));
    }
  });

  it('can be reached, each of them', () => {
    const numbers = Array.from({ length: 21_000 }, (_, number) => number).concat([
      99_991_400, 99_991_401, 99_991_403, 2_700_001,
    ]);
    const codes = [
      'access_denied',
      'no_network',
      'bad_answer',
      'code_unavailable',
      'client_too_old',
      'cookies_blocked',
    ] as const;
    const reached = new Set([
      ...numbers.map((platformCode) => causeOf({ code: 'internal', platformCode })),
      ...[...codes, ...(Object.keys(authErrors) as (keyof typeof authErrors)[])].map((code) =>
        causeOf({ code, platformCode: undefined }),
      ),
    ]);
    expect([...reached].sort()).toEqual([...causes].sort());
  });
});

describe('the explanations', () => {
  it.each([zh, en])('are complete in $language, with something to do in every case', ({ explanations }) => {
    for (const cause of causes) {
      const { title, what, steps } = explanations[cause];
      expect([title, what, ...steps.map(({ text }) => text)].every((text) => text.trim().length > 3)).toBe(true);
      expect(steps.length).toBeGreaterThan(0);
    }
  });

  it('name the same places in both languages', () => {
    const places = ({ explanations }: typeof zh, cause: Cause) => explanations[cause].steps.map(({ path }) => path);
    for (const cause of causes) expect(places(en, cause)).toEqual(places(zh, cause));
  });

  it('show a place to click to everybody who has to fix something in a console', () => {
    const elsewhere: Cause[] = [
      'not_allowed',
      'wrong_brand',
      'request_to_feishu',
      'page_address',
      'host_header',
      'fault',
    ];
    for (const cause of causes.filter((one) => !['you', 'time'].includes(needOf(one)) && !elsewhere.includes(one))) {
      expect([cause, zh.explanations[cause].steps.some(({ path }) => path !== undefined)]).toEqual([cause, true]);
    }
  });

  it('have different titles', () => {
    for (const { explanations } of [zh, en]) {
      const titles = causes.map((cause) => explanations[cause].title);
      expect(new Set(titles).size).toBe(causes.length);
    }
  });
});

describe('what a client explains by itself', () => {
  it('is what happens where the server cannot be asked, in the words the server would use', () => {
    for (const code of ['no_network', 'bad_answer', 'overloaded', 'shutting_down', 'access_denied'] as const) {
      const failure = { code, platformCode: undefined };
      expect(isExplainedByServer(failure)).toBe(false);
      const { told } = explain(failure, 'https://a.example');
      const cause = causeOf(failure) as keyof typeof wordsZh.failure.explanations;
      expect(told['zh-CN']).toMatchObject({ title: wordsZh.failure.explanations[cause].title });
      expect(told.en).toMatchObject({ title: wordsEn.failure.explanations[cause].title });
    }
  });

  it('is not what a number of Feishu’s tells more about', () => {
    expect(isExplainedByServer({ code: 'access_denied', platformCode: 107 })).toBe(true);
    expect(isExplainedByServer({ code: 'access_denied', platformCode: 2_700_002 })).toBe(false);
    expect(isExplainedByServer({ code: 'no_network', platformCode: 303 })).toBe(false);
    expect(isExplainedByServer({ code: 'user_not_allowed', platformCode: undefined })).toBe(true);
  });
});

describe('the explanation of the server', () => {
  it('names places in the console, and the addresses that have to be registered', () => {
    const { need, told } = explain({ code: 'upstream_unavailable', platformCode: 20_029 }, 'https://a.example');
    expect(need).toBe('developer');
    expect(told.en.steps[0]?.lines).toEqual([
      'Developer Console (开发者后台) → Security Settings (安全设置) → Redirect URLs (重定向 URL)',
      'https://a.example/auth/callback',
      'https://a.example/',
      'https://a.example/login',
    ]);
    expect(told['zh-CN'].steps[0]?.lines?.[0]).toBe('开发者后台 → 安全设置 → 重定向 URL');
  });
});

describe('the note for whoever can fix it', () => {
  it('tells what happened, where to go and what to look for', () => {
    const failure = {
      code: 'user_not_allowed',
      platformCode: 20_022,
      requestId: 'req_1',
      retryAfter: undefined,
    } as const;
    const where = { appId: 'cli_1', origin: 'https://a.example', now: '2026-01-02T03:04:05.000Z' };
    expect(reportOf(failure, explain(failure, where.origin).told.en, wordsEn, where)).toBe(
      [
        'This Feishu account is suspended',
        'The organization suspended it; it cannot sign in until it is resumed.',
        '',
        '1. An administrator resumes the account:',
        '   Admin Console (管理后台) → Organization (组织架构) → Member and Department (成员与部门)',
        '',
        'Feishu code: 20022',
        'Request ID: req_1',
        'App ID: cli_1',
        'https://a.example',
        '2026-01-02T03:04:05.000Z',
      ].join('\n'),
    );
  });

  it('leaves out what nobody knows', () => {
    const failure = failureOf(
      Object.assign(new Error('x'), { name: 'AuthFailure' as const, code: 'no_network' as const }),
    );
    const { told } = explain(failure, 'https://a.example');
    const note = reportOf(failure, told['zh-CN'], wordsZh, { appId: '', origin: 'https://a.example', now: 'now' });
    expect(note).not.toMatch(/undefined|null|App ID|编号|错误码/);
  });
});
