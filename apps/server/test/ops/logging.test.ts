import { AuthError } from '@feishu-login/auth-types';
import { describe, expect, it } from '@jest/globals';
import { createLogger, createSecurityLog } from '../../src/ops/logging.ts';
import { withRequest } from '../../src/ops/request-context.ts';

/** A log that is kept instead of printed. */
function openLog(level = 'trace') {
  const lines: string[] = [];
  const log = createLogger(level, { write: (line: string) => void lines.push(line) });
  const parsed = (): Record<string, unknown>[] => lines.map((line) => JSON.parse(line));
  return { log, lines, parsed };
}

const canary = 'canary-4d1c';

describe('A line of the log', () => {
  it('is one JSON object with level, time and what happened', () => {
    const { log, parsed } = openLog();
    log.info({ event: 'server.listening', port: 3000 });
    expect(parsed()).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        event: 'server.listening',
        port: 3000,
      },
    ]);
  });

  it('P4: stays one line, whatever somebody writes into it', () => {
    const { log, lines, parsed } = openLog();
    const hostile = 'a\r\n{"level":"fatal"}\u2028\u0000\u001b[2J" , "x":1';
    log.info({ event: 'http.answered', path: hostile, [hostile]: hostile });
    expect(lines).toHaveLength(1);
    expect(lines[0]?.trimEnd()).not.toMatch(/\p{Cc}/u);
    expect(parsed()[0]).toMatchObject({ level: 'info', path: hostile });
  });

  it('is left out below its level', () => {
    const { log, lines } = openLog('warn');
    log.info({ event: 'quiet' });
    log.warn({ event: 'loud' });
    expect(lines).toHaveLength(1);
  });

  it.each([
    'authorization',
    'Authorization',
    'cookie',
    'set-cookie',
    'code',
    'state',
    'access_token',
    'accessToken',
    'refresh_token',
    'refreshToken',
    'app_access_token',
    'tenant_access_token',
    'app_secret',
    'appSecret',
    'client_secret',
    'code_verifier',
    'codeVerifier',
    'encrypt_key',
    'verification_token',
    'session_key',
    'token',
    'ticket',
    'password',
    'secret',
    'email',
    'mobile',
  ])('P1: never shows the value of %s, at whatever depth and in whatever shape', (name) => {
    const { log, lines } = openLog();
    log.info({ [name]: canary });
    log.info({ headers: { [name]: [canary, canary] } });
    log.info({ request: { headers: { [name]: { value: canary } } } });
    log.info({ a: { b: { c: { d: [{ [name]: canary }] } } } });
    expect(lines).toHaveLength(4);
    expect(lines.join('')).not.toContain(canary);
    expect(lines.join('')).toContain('[redacted]');
  });

  it('shows what is not secret beside what is', () => {
    const { log, parsed } = openLog();
    log.info({ event: 'x', platform_code: 20003, session: { id: 's1', token: canary }, list: [1, 'two', null] });
    expect(parsed()[0]).toMatchObject({
      platform_code: 20003,
      session: { id: 's1', token: '[redacted]' },
      list: [1, 'two', null],
    });
  });

  it('is written of things that contain themselves, too', () => {
    const { log, lines } = openLog();
    const circular: Record<string, unknown> = { name: 'round' };
    circular.self = circular;
    log.info({ circular });
    expect(lines).toHaveLength(1);
  });

  it('tells an error by message and causes, without the fields that libraries hang on it', () => {
    const { log, lines, parsed } = openLog();
    const driver = Object.assign(new Error('UNIQUE constraint failed'), { parameters: [canary], query: canary });
    const error = new AuthError('db_unavailable', 'The database does not answer.', { cause: driver, retryAfter: 2 });
    Object.assign(error, { request: { headers: canary } });
    log.warn({ event: 'http.refused', err: error });
    log.warn(error);
    expect(lines.join('')).not.toContain(canary);
    for (const line of parsed()) {
      expect(line.err).toMatchObject({
        name: 'AuthError',
        message: 'The database does not answer.',
        stack: expect.any(String),
        cause: { message: 'UNIQUE constraint failed' },
      });
    }
  });

  it('tells what was thrown and is no error', () => {
    const { log, parsed } = openLog();
    log.warn({ err: 'just a text' });
    expect(parsed()[0]).toMatchObject({ err: { message: 'just a text' } });
  });

  it('carries the id of the request it belongs to, across everything awaited, and of no other', async () => {
    const { log, parsed } = openLog();
    const request = (n: number) =>
      withRequest({ request_id: `r${n}`, ip: `192.0.2.${n}` }, async () => {
        await new Promise((resolve) => setTimeout(resolve, 5 - n));
        log.info({ n });
      });
    await Promise.all([request(1), request(2), request(3)]);
    log.info({ n: 0 });
    for (const { n, ...line } of parsed()) {
      if (n === 0) expect(line).not.toHaveProperty('request_id');
      else expect(line).toMatchObject({ request_id: `r${n}`, ip: `192.0.2.${n}` });
    }
  });
});

describe('The security log', () => {
  const open = () => {
    const counted: [string, unknown][] = [];
    const { log, parsed } = openLog();
    const security = createSecurityLog(log, { event: (name, facts) => void counted.push([name, facts]) });
    return { security, parsed, counted };
  };

  it('writes a line for each act and counts it by its reason', () => {
    const { security, parsed, counted } = open();
    security.event('login.ok', { user_id: 'u1', session_id: 's1', kind: 'gadget' });
    security.event('login.denied', { reason: 'code_replay', platform_code: null });
    expect(parsed()).toMatchObject([
      { level: 'info', event: 'login.ok', user_id: 'u1', session_id: 's1', kind: 'gadget' },
      { level: 'info', event: 'login.denied', reason: 'code_replay', platform_code: null },
    ]);
    expect(counted).toEqual([
      ['login.ok', { user_id: 'u1', session_id: 's1', kind: 'gadget' }],
      ['login.denied', { reason: 'code_replay', platform_code: null }],
    ]);
  });

  it.each(['refresh.reuse_detected', 'upstream.inconsistent', 'crypto.auth_failed'] as const)(
    'raises its voice for %s',
    (name) => {
      const { security, parsed } = open();
      security.event(name, { session_id: 's1' });
      expect(parsed()).toMatchObject([{ level: 'warn', event: name }]);
    },
  );
});
