import { describe, expect, it } from '@jest/globals';
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
