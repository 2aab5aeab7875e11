import { describe, expect, it } from '@jest/globals';
import { consentIsOver, createAuthClient } from '../src/index.ts';
import { ok, refused, tokens, world } from './world.ts';

const gadget = 'POST /api/v1/auth/gadget';
const grant = 'GET /api/v1/feishu/grant';

describe('consent', () => {
  it.each([
    ['that was given and has ended is over', ok({ status: 'reauth_required' }), true],
    ['that holds is not over', ok({ status: 'active' }), false],
    ['that nobody gave is not over', ok({ status: 'none' }), false],
    ['that nobody can tell of is asked for as if for the first time', refused(503, 'db_unavailable'), false],
  ])('%s', async (_, answer, over) => {
    const client = createAuthClient(world({ [gadget]: [ok(tokens(1))], [grant]: [answer] }).ports);
    await client.signIn();
    expect(await consentIsOver(client.call)).toBe(over);
  });

  it('does not hide a mistake of our own', async () => {
    const mistaken = () => Promise.reject(new TypeError('a mistake'));
    await expect(consentIsOver(mistaken)).rejects.toThrow('a mistake');
  });
});
