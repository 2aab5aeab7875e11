import { describe, expect, it } from '@jest/globals';
import { journalSize } from '../src/exchange/journal.ts';
import { fingerprint } from '../src/index.ts';
import { app, startWorld } from './world.ts';

describe('the journal', () => {
  it('keeps order, and since and path choose from it', async () => {
    const world = await startWorld();
    const { access } = await world.signIn();
    await world.userInfo(access);
    await world.userInfo('x');
    const all = await world.journal();
    expect(all.map((entry) => [entry.seq, entry.path.split('/').at(-1)])).toEqual([
      [1, 'token'],
      [2, 'user_info'],
      [3, 'user_info'],
    ]);
    expect(await world.journal('?since=2')).toEqual(all.slice(2));
    expect(await world.journal('?path=/open-apis/authen/v1/user_info')).toEqual(all.slice(1));
  });

  it('never writes down a secret, code, token or verifier', async () => {
    const world = await startWorld();
    const verifier = 'v'.repeat(43);
    const code = await world.code({ via: 'authorize', code_challenge: verifier, scopes: ['offline_access'] });
    const { body } = await world.exchange(code, { code_verifier: verifier });
    await world.userInfo(body.access_token);
    await world.refresh(body.refresh_token);
    await world.refresh(body.refresh_token, { client_secret: 'a-wrong-secret' });
    await world.appToken();
    await world.ask(`/open-apis/authen/v1/user_info?access_token=${body.access_token}`);
    const written = JSON.stringify(await world.journal()) + JSON.stringify((await world.ask('/_emulator/state')).body);
    for (const secret of [code, verifier, body.access_token, body.refresh_token, app.client_secret, 'a-wrong-secret']) {
      expect(written).not.toContain(secret);
    }
  });

  it('finds a code and a token again by their SHA-256', async () => {
    const world = await startWorld();
    const code = await world.code();
    const { body } = await world.exchange(code);
    await world.userInfo(body.access_token);
    const byCode = await world.journal(`?hash=${fingerprint(code)}`);
    expect(byCode).toMatchObject([
      { seq: 1, committed: true, parameters: expect.arrayContaining(['code', 'grant_type']) },
    ]);
    expect((await world.journal(`?hash=${fingerprint(body.access_token)}`)).map((entry) => entry.seq)).toEqual([1, 2]);
  });

  it('shows that the verifier was sent, byte for byte', async () => {
    const world = await startWorld();
    await world.exchange('some+code/=', { code_verifier: 'abc' });
    expect((await world.journal())[0].credentials).toMatchObject({
      code: fingerprint('some+code/='),
      code_verifier: fingerprint('abc'),
    });
  });

  it('says what was wrong, what to change, and which page tells more', async () => {
    const world = await startWorld();
    const code = await world.code({ via: 'authorize', redirect_uri: 'http://localhost:3000/auth/callback' });
    await world.exchange(code, { redirect_uri: 'http://localhost:3000/callback' });
    const [entry] = await world.journal();
    expect(entry.why).toBe(
      'redirect_uri is "http://localhost:3000/callback", but authorization was asked for with "http://localhost:3000/auth/callback". They must be equal, character by character. [获取 user_access_token (v2)]',
    );
    expect(entry.page).toBe('获取 user_access_token (v2)');
  });

  it('explains an address that does not exist', async () => {
    const world = await startWorld();
    const nowhere = await world.ask('/open-apis/authen/v9/token', { json: {} });
    expect([nowhere.status, nowhere.headers.get('content-type')]).toEqual([404, 'text/plain; charset=utf-8']);
    expect(nowhere.body).toBe('404 page not found');
    expect((await world.journal())[0]).toMatchObject({ status: 404, why: expect.stringContaining('method and path') });
  });

  it('leaves out the control API', async () => {
    const world = await startWorld();
    await world.ask('/_emulator/state');
    expect(await world.journal()).toEqual([]);
  });

  it('stays bounded, the oldest entries make room', async () => {
    const world = await startWorld();
    const { journal } = world.state;
    await world.userInfo('x');
    const [first] = journal.list();
    if (!first) throw new Error('No entry');
    const { seq: _, at: __, ...entry } = first;
    for (let n = 0; n < journalSize + 50; n += 1) journal.record(entry);
    const kept = journal.list();
    expect(kept).toHaveLength(journalSize);
    expect(kept[0]?.seq).toBe(52);
    expect(kept.at(-1)?.seq).toBe(journalSize + 51);
  });

  it('keeps counting after a reset, so that `since` stays true', async () => {
    const world = await startWorld();
    await world.userInfo('x');
    await world.control('POST', 'reset');
    expect(await world.journal()).toEqual([]);
    await world.userInfo('x');
    expect((await world.journal())[0].seq).toBe(2);
  });
});
