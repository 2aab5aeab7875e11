import { describe, expect, it } from '@jest/globals';
import { app, otherApp, startWorld, type World } from './world.ts';

const statuses = async (world: World, times: number) => {
  const replies = await Promise.all(Array.from({ length: times }, () => world.exchange('x')));
  return replies.map((reply) => reply.status);
};

/** Real time would carry the calls over the edge of a second. */
async function standStill(world: World): Promise<void> {
  world.state.clock.freeze(true);
  await world.state.clock.set(Date.UTC(2030, 0, 1));
}

describe('the documented rate limits', () => {
  it('are off unless switched on', async () => {
    const world = await startWorld();
    expect(await statuses(world, 120)).not.toContain(429);
  });

  it('let 50 calls a second through for each app, and say how long to wait', async () => {
    const world = await startWorld({ settings: { rate_limits: true } });
    await standStill(world);
    const all = await statuses(world, 60);
    expect(all.filter((status) => status === 429)).toHaveLength(10);
    const refused = await world.exchange('x');
    expect(refused.body).toMatchObject({ code: 99991400, msg: 'request trigger frequency limit' });
    expect(refused.headers.get('x-ogw-ratelimit-limit')).toBe('50');
    expect(refused.headers.get('x-ogw-ratelimit-reset')).toBe('1');
    expect((await world.exchange('x', otherApp)).status).toBe(400);
    expect((await world.journal()).at(-2).why).toContain('频控策略');
  });

  it('open again with the next second', async () => {
    const world = await startWorld({ settings: { rate_limits: true } });
    await standStill(world);
    await statuses(world, 50);
    expect((await world.exchange('x')).status).toBe(429);
    await world.state.clock.advance(1);
    expect((await world.exchange('x')).status).toBe(400);
  });

  it('hold a thousand calls a minute beside that', async () => {
    const world = await startWorld({ settings: { rate_limits: true } });
    await standStill(world);
    for (let second = 0; second < 20; second += 1) {
      expect(await statuses(world, 50)).not.toContain(429);
      await world.state.clock.advance(1);
    }
    const refused = await world.exchange('x');
    expect(refused.headers.get('x-ogw-ratelimit-limit')).toBe('1000');
    expect(refused.headers.get('x-ogw-ratelimit-reset')).toBe('40');
  });

  it('are told with HTTP 400 where a setting says the API is old', async () => {
    const world = await startWorld({ settings: { rate_limits: true, rate_limited_status: 400 } });
    await standStill(world);
    await statuses(world, 50);
    expect(await world.exchange('x')).toMatchObject({ status: 400, body: { code: 99991400 } });
  });

  it('are ten a minute for the session query', async () => {
    const world = await startWorld({ settings: { rate_limits: true } });
    const bearer = await world.appToken(app);
    const ask = () => world.ask('/open-apis/passport/v1/sessions/query', { json: { user_ids: [] }, bearer });
    for (let n = 0; n < 10; n += 1) expect((await ask()).status).toBe(200);
    expect((await ask()).status).toBe(429);
  });
});
