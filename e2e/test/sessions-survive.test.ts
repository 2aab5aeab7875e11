import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Databases, databaseKinds } from '../src/databases.ts';
import { people } from '../src/people.ts';
import { startWorld, type World, type WorldOptions } from '../src/world.ts';

describe.each(databaseKinds)('on %s, a session', (_kind, startDatabases) => {
  let databases: Databases;
  let world: World;
  beforeAll(async () => {
    databases = await startDatabases();
  });
  afterEach(() => world.close());
  afterAll(() => databases.stop());

  async function signedIn(options: WorldOptions = {}) {
    world = await startWorld({ ...options, databaseUrl: await databases.create() });
    const code = await world.platform.code({ open_id: people.zhangSan, via: 'requestAccess' });
    const { status, body } = await world.server.signIn(code);
    expect(status).toBe(200);
    return body;
  }

  it('O8: works after the server was killed the moment it had answered', async () => {
    const tokens = await signedIn();
    await world.crashAndRestart();
    expect((await world.server.me(tokens.access_token)).body.user).toEqual(tokens.user);
    expect((await world.server.refresh(tokens.refresh_token)).status).toBe(200);
  });

  it('D2, D6: is refreshed to the same pair however often its token is sent within the window, also after a crash', async () => {
    const tokens = await signedIn();
    const first = await world.server.refresh(tokens.refresh_token);
    await world.crashAndRestart();
    const again = await Promise.all(Array.from({ length: 5 }, () => world.server.refresh(tokens.refresh_token)));
    for (const { status, body } of again) {
      expect(status).toBe(200);
      expect([body.access_token, body.refresh_token]).toEqual([first.body.access_token, first.body.refresh_token]);
    }
    expect((await world.server.me(tokens.access_token)).status).toBe(401);
    expect((await world.server.me(first.body.access_token)).status).toBe(200);
  });

  it('D4, D5: ends for thief and owner alike when a spent refresh token comes back after the window', async () => {
    const tokens = await signedIn({ env: { REFRESH_REUSE_WINDOW_SECONDS: '1' } });
    const next = await world.server.refresh(tokens.refresh_token);
    expect(next.status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    const replayed = await world.server.refresh(tokens.refresh_token);
    expect([replayed.status, replayed.body.error?.code]).toEqual([401, 'unauthorized']);
    expect((await world.server.me(next.body.access_token)).status).toBe(401);
    expect((await world.server.refresh(next.body.refresh_token)).status).toBe(401);
  });

  it('C16: ends with sign-out, tokens and all, and says so twice without complaint', async () => {
    const tokens = await signedIn();
    expect((await world.server.logout(tokens.access_token)).status).toBe(204);
    expect((await world.server.me(tokens.access_token)).status).toBe(401);
    expect((await world.server.refresh(tokens.refresh_token)).status).toBe(401);
  });
});

describe('a SQLite file', () => {
  it('O4: is safe from a second server, which refuses to start and says why', async () => {
    const world = await startWorld();
    try {
      const code = await world.platform.code({ open_id: people.zhangSan, via: 'requestAccess' });
      const { body } = await world.server.signIn(code);
      await expect(world.startSecondServer()).rejects.toThrow(/Another server is using .*app\.sqlite.*DATABASE_URL/);
      expect((await world.server.me(body.access_token)).status).toBe(200);
    } finally {
      await world.close();
    }
  });
});
