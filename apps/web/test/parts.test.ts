import { describe, expect, it } from '@jest/globals';
import { deviceName } from '../src/session/device-name.ts';
import { initialsOf } from '../src/session/initials.ts';
import { ago, dateAndTime } from '../src/session/when.ts';
import { addressAfterScan } from '../src/sign-in/qr-login.ts';

describe('the address after a scan', () => {
  const origin = 'https://accounts.feishu.cn';
  const goto = 'https://passport.feishu.cn/suite/passport/oauth/authorize?client_id=cli_1&state=s1';
  const trusting = { matchOrigin: () => true, matchData: () => true };
  const scan = (message: { origin: string; data: unknown }, login = trusting) =>
    addressAfterScan(message, { goto, origin, login });

  it('carries the temporary code, encoded', () => {
    expect(scan({ origin, data: { tmp_code: 'a&state=evil#' } })).toBe(`${goto}&tmp_code=a%26state%3Devil%23`);
  });

  it.each([
    ['another origin, however much the SDK likes it', { origin: 'https://accounts.feishu.cn.evil.com' }, trusting],
    ['a page without an origin', { origin: 'null' }, trusting],
    ['an origin the SDK does not know', { origin }, { ...trusting, matchOrigin: () => false }],
    ['data the SDK does not know', { origin }, { ...trusting, matchData: () => false }],
  ])('does not exist for %s', (_, from, login) => {
    expect(scan({ data: { tmp_code: 'a' }, ...from }, login)).toBeUndefined();
  });

  it.each([undefined, null, 'tmp_code', {}, { tmp_code: '' }, { tmp_code: 7 }, { tmp_code: ['a'] }])(
    'does not exist for the data %j',
    (data) => {
      expect(scan({ origin, data })).toBeUndefined();
    },
  );
});

describe('the name of a device', () => {
  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36',
      'Chrome 120 · Windows',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
      'Safari 17 · macOS',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1',
      'Safari 17 · iPhone',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:124.0) Gecko/20100101 Firefox/124.0', 'Firefox 124 · Linux'],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Edg/120.0.2210.91',
      'Edge 120 · Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Lark/7.46.5 LarkLocale/zh_CN',
      '飞书 7.46 · iPhone',
    ],
    [
      'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0.0.0 Mobile Safari/537.36 Feishu/7.10.1',
      '飞书 7.10 · Android',
    ],
    ['Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 ArkWeb/4.1', 'HarmonyOS'],
    ['Mozilla/5.0 something unheard of', 'Mozilla/5.0 something unheard of'],
    ['iPhone 15 · iOS · 7.48.0', 'iPhone 15 · iOS · 7.48.0'],
  ])('%s → %s', (device, name) => {
    expect(deviceName(device, '飞书')).toBe(name);
  });
});

describe('initials', () => {
  it.each([
    ['张三', '张三'],
    ['欧阳娜娜', '娜娜'],
    ['Ada Lovelace', 'AL'],
    ['ada king lovelace', 'AL'],
    ['Madonna', 'Ma'],
    ['👩‍🚀 Zoe', '👩Z'],
    ['  ', ''],
  ])('of “%s” are “%s”', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});

describe('times', () => {
  const now = Date.parse('2026-03-10T12:00:00Z');

  it.each([
    ['2026-03-10T11:58:01Z', undefined],
    ['2026-03-10T12:05:00Z', undefined],
    ['2026-03-10T11:57:00Z', '3 minutes ago'],
    ['2026-03-10T10:59:00Z', '1 hour ago'],
    ['2026-03-09T11:00:00Z', 'yesterday'],
    ['2026-02-01T12:00:00Z', '37 days ago'],
    ['nonsense', undefined],
  ])('%s is %s', (instant, text) => {
    expect(ago(instant, 'en', now)).toBe(text);
  });

  it('name the year only where it is another one', () => {
    expect(dateAndTime('2026-02-01T12:00:00Z', 'en', now)).not.toContain('2026');
    expect(dateAndTime('2025-06-01T12:00:00Z', 'en', now)).toContain('2025');
    expect(dateAndTime('nonsense', 'en', now)).toBe('–');
  });
});
