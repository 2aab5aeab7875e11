import { describe, expect, it } from '@jest/globals';
import { readable } from '../log-line.ts';

const strip = (text: string) => text.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g'), '').slice(9);
const line = (facts: object) => JSON.stringify({ level: 'info', time: '2026-01-02T03:04:05.678Z', ...facts });

describe('the server’s log in a terminal', () => {
  it('tells a request in one glance', () => {
    const facts = { method: 'POST', path: '/api/v1/auth/gadget', status: 200, duration_ms: 35, request_id: 'r' };
    expect(strip(readable(line(facts)))).toBe('POST /api/v1/auth/gadget 200 35 ms');
  });

  it('names an event and its facts', () => {
    expect(strip(readable(line({ event: 'login.denied', reason: 'code_invalid', platform_code: null })))).toBe(
      'login.denied reason=code_invalid',
    );
  });

  it('gives an error’s reasons and leaves its stacks out', () => {
    const err = { message: 'no answer', stack: 'Error: no answer\n at x', cause: { message: 'locked', stack: 's' } };
    expect(strip(readable(line({ level: 'warn', event: 'db.slow', err })))).toBe('warn db.slow err=no answer (locked)');
  });

  it('leaves lines alone that are not the log’s', () => {
    expect(readable('PORT must be a port number')).toBe('PORT must be a port number');
    expect(readable('{"some":"json"}')).toBe('{"some":"json"}');
  });
});
