import { describe, expect, it } from '@jest/globals';
import { createControl, type JournalEntry } from '../src/control-api/index.ts';
import { groupSignIns, isSignIn } from '../src/pages/browser/journal-groups.ts';
import { Visitor } from './pages/visitor.ts';
import { app, lisi, otherApp, startWorld, type World, wangwu, zhangsan } from './world.ts';

const authorize = (state: string) =>
  `/open-apis/authen/v1/authorize?client_id=${app.client_id}&response_type=code&redirect_uri=${encodeURIComponent('http://localhost:3000/auth/callback')}&state=${state}`;

/** What a person sees: each sign-in in a line, and every other call in one. */
async function linesOf(world: World): Promise<string[]> {
  const { entries } = await createControl(world.url).journal();
  const name = (entry: Pick<JournalEntry, 'open_id'>) => world.state.users.find(entry.open_id ?? '')?.name ?? '?';
  return groupSignIns(entries.reverse()).map((line) =>
    isSignIn(line) ? `${name(line)} ${line.ending} ${line.calls.length}` : `${line.method} ${line.path}`,
  );
}

describe('the journal', () => {
  it('puts page, sign-in, consent, exchange and profile of a person into one line', async () => {
    const world = await startWorld();
    const visitor = new Visitor(world);
    const here = authorize('one');
    await visitor.open(here);
    await visitor.signIn(here, lisi);
    await visitor.open(here);
    const { location } = await visitor.decide(here, 'accept');
    const code = new URL(location ?? '').searchParams.get('code') ?? '';
    const redirect_uri = 'http://localhost:3000/auth/callback';
    const { body } = await world.exchange(code, { redirect_uri });
    await world.userInfo(body.access_token);
    expect(await linesOf(world)).toEqual(['李四 signed_in 6']);
  });

  it('shows a person who declined as one who did, and one who may not as refused', async () => {
    const world = await startWorld();
    const visitor = new Visitor(world);
    await visitor.open(authorize('one'));
    await visitor.signIn(authorize('one'), zhangsan);
    await visitor.decide(authorize('one'), 'refuse');
    const other = new Visitor(world);
    await other.open(authorize('two'));
    await other.signIn(authorize('two'), wangwu);
    await other.open(authorize('two'));
    expect(await linesOf(world)).toEqual(['王五 refused 3', '张三 declined 3']);
  });

  it('tells a sign-in that broke from one that was refused, and one on its way from both', async () => {
    const world = await startWorld();
    await world.control('POST', 'faults', { fault: 'reset', when: 'after', times: 1 });
    const code = await world.code();
    await world.exchange(code).catch(() => undefined);
    await world.exchange(code);
    const visitor = new Visitor(world);
    await visitor.open(authorize('one'));
    await visitor.signIn(authorize('one'), zhangsan);
    expect(await linesOf(world)).toEqual(['张三 under_way 2', '张三 failed 2']);
  });

  it('keeps apart what only an app’s token, or a state that every attempt sends, has in common', async () => {
    const world = await startWorld();
    const bearer = await world.appToken();
    for (const open_id of [zhangsan, lisi]) {
      const json = { grant_type: 'authorization_code', code: await world.code({ open_id }) };
      const { body } = await world.ask('/open-apis/authen/v1/oidc/access_token', { json, bearer });
      await world.userInfo(body.data.access_token);
    }
    await world.appToken(otherApp);
    const tokens = 'POST /open-apis/auth/v3/app_access_token/internal';
    expect(await linesOf(world)).toEqual([tokens, '李四 signed_in 2', '张三 signed_in 2', tokens]);
    const visitor = new Visitor(world);
    await visitor.signIn(authorize('same'), zhangsan);
    await visitor.open(authorize('same'));
    await visitor.decide(authorize('same'), 'accept');
    await visitor.open(authorize('same'));
    await visitor.decide(authorize('same'), 'accept');
    expect((await linesOf(world)).slice(0, 2)).toEqual(['张三 under_way 2', '张三 under_way 3']);
  });
});
