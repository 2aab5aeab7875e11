import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { people } from '../src/people.ts';
import { startWorld, type World } from '../src/world.ts';

const token = '/oauth/v3/token';
const userInfo = '/open-apis/authen/v1/user_info';

describe('when the platform is in trouble', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterEach(async () => {
    await world.platform.clearFaults();
    await signInOnceBack();
  });
  afterAll(() => world.close());

  const freshCode = () => world.platform.code({ open_id: people.zhangSan, via: 'requestAccess' });

  /** After much trouble the server leaves the platform alone for five seconds. */
  async function signInOnceBack() {
    const giveUp = performance.now() + 10_000;
    for (;;) {
      const answer = await world.server.signIn(await freshCode());
      if (answer.status === 200 || performance.now() > giveUp) return answer;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }

  it.each([token, userInfo])(
    'M5, M6: and its connection breaks at %s every time, the client is told when to come back',
    async (path) => {
      const code = await freshCode();
      await world.platform.fault({ fault: 'reset', when: 'before', match: { path } });
      const { status, headers, body } = await world.server.signIn(code);
      expect([status, body.error?.code]).toEqual([503, 'upstream_unavailable']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    },
  );

  it('M4: and answers an HTML page, the client learns nothing of that page', async () => {
    const code = await freshCode();
    await world.platform.fault({ fault: 'html-answer', when: 'before', match: { path: token } });
    const { status, body } = await world.server.signIn(code);
    expect([status, body.error?.code]).toEqual([503, 'upstream_unavailable']);
    expect(JSON.stringify(body)).not.toContain('<');
  });

  it('M2: and limits our rate, the client is told to wait', async () => {
    const code = await freshCode();
    await world.platform.fault({ fault: 'rate-limited', when: 'before', match: { path: token } });
    const { status, headers } = await world.server.signIn(code);
    expect([429, 503]).toContain(status);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('M5: and answers slowly, the client still gets an answer within the eight seconds promised', async () => {
    const code = await freshCode();
    await world.platform.fault({ fault: 'slow', when: 'before', match: { path: token }, params: { ms: 9_000 } });
    const begun = performance.now();
    const { status } = await world.server.signIn(code);
    expect([503, 409]).toContain(status);
    expect(performance.now() - begun).toBeLessThan(9000);
  });

  it('M5: for one call only, nobody notices', async () => {
    const code = await freshCode();
    await world.platform.fault({ fault: 'reset', when: 'before', match: { path: token }, times: 1 });
    expect((await world.server.signIn(code)).status).toBe(200);
  });

  it('B7: and its answer is lost after it spent the code, the client is asked for a new code and that one works', async () => {
    const code = await freshCode();
    await world.platform.fault({ fault: 'reset', when: 'after', match: { path: token }, times: 1 });
    const lost = await world.server.signIn(code);
    expect([lost.status, lost.body.error?.code]).toEqual([409, 'code_retry']);
    expect((await world.server.signIn(await freshCode())).status).toBe(200);
  });

  it('B7: and every answer is lost, the code it spent is not asked for again once it is back', async () => {
    const code = await freshCode();
    await world.platform.fault({ fault: 'reset', when: 'after', match: { path: token } });
    expect((await world.server.signIn(code)).status).toBeGreaterThanOrEqual(409);
    await world.platform.clearFaults();
    const again = await world.server.signIn(code);
    expect([again.status, again.body.error?.code]).toEqual([409, 'code_retry']);
    expect((await signInOnceBack()).status).toBe(200);
  });

  it('sessions that exist do not need it', async () => {
    const { body } = await signInOnceBack();
    await world.platform.fault({ fault: 'reset', when: 'before' });
    expect((await world.server.me(body.access_token)).status).toBe(200);
    expect((await world.server.refresh(body.refresh_token)).status).toBe(200);
  });
});
