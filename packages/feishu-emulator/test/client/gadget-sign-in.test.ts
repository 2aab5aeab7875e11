import { describe, expect, it } from '@jest/globals';
import { type ConsentSheet, clientAges, createHttpBridge, createTt, type GadgetSettings } from 'feishu-emulator/client';
import { app, lisi, startWorld, type World, zhangsan } from '../world.ts';
import { answerOf } from './answers.ts';

function gadget(world: World, settings: Partial<GadgetSettings> = {}) {
  return createTt({
    kind: 'gadget',
    appId: app.client_id,
    openId: zhangsan,
    bridge: createHttpBridge(world.url),
    ...settings,
  }).tt;
}

describe('a gadget signs in', () => {
  it('with requestAccess on a current client, and the code is exchanged once', async () => {
    const world = await startWorld();
    const { ok } = await answerOf(gadget(world).requestAccess, { scopeList: [], state: 's-1' });
    expect(ok).toEqual({ errMsg: 'requestAccess:ok', code: expect.any(String), state: 's-1' });
    const { body } = await world.exchange(ok.code);
    expect(body.code).toBe(0);
    expect((await world.userInfo(body.access_token)).body.data.open_id).toBe(zhangsan);
    expect((await world.exchange(ok.code)).body.code).toBe(20065);
  });

  it('with login on any client, whose code is for tokenLoginValidate', async () => {
    const world = await startWorld();
    for (const version of Object.values(clientAges)) {
      const { ok } = await answerOf(gadget(world, { version, openId: lisi }).login, {});
      const { body } = await world.ask('/open-apis/mina/v2/tokenLoginValidate', {
        json: { code: ok.code },
        bearer: await world.appToken(),
      });
      expect(body.data.open_id).toBe(lisi);
    }
  });

  it('returns no state when none was sent, and no Promise', async () => {
    const world = await startWorld();
    const tt = gadget(world);
    const { ok } = await answerOf(tt.requestAccess, { scopeList: [] });
    expect(ok).not.toHaveProperty('state');
    expect(tt.login({})).toBeUndefined();
  });

  it('runs complete after success and after fail', async () => {
    const world = await startWorld();
    const tt = gadget(world);
    expect((await answerOf(tt.requestAccess, { scopeList: [] })).order).toEqual(['success', 'complete']);
    expect((await answerOf(tt.checkSession, {})).order).toEqual(['success', 'complete']);
    const refusing = gadget(world, { behaviour: { signIn: 'refuse' } });
    expect((await answerOf(refusing.login, {})).order).toEqual(['fail', 'complete']);
  });

  it('has no session before the first sign-in call, and none when it expired', async () => {
    const world = await startWorld();
    const behaviour: NonNullable<GadgetSettings['behaviour']> = {};
    const tt = gadget(world, { behaviour });
    expect((await answerOf(tt.checkSession, {})).failed.errno).toBe(1001001);
    await answerOf(tt.login, {});
    expect((await answerOf(tt.checkSession, {})).ok).toEqual({ errMsg: 'checkSession:ok' });
    behaviour.session = 'expired';
    expect((await answerOf(tt.checkSession, {})).failed.errMsg).toBe('checkSession:fail invalid session, please login');
  });
});

describe('an old client', () => {
  it.each([
    ['ios', '6.8.9'],
    ['android', '6.5.0'],
    ['darwin', '4.10.0'],
    ['openharmony', '7.34.0'],
  ] as const)('on %s %s has no requestAccess', async (platform, version) => {
    const world = await startWorld();
    const tt = gadget(world, { platform, version });
    expect(tt.requestAccess).toBeUndefined();
    expect('requestAccess' in tt).toBe(false);
  });

  it('may have requestAccess and answer errno 103', async () => {
    const world = await startWorld();
    const tt = gadget(world, { version: clientAges.middle, behaviour: { requestAccess: 'errno103' } });
    const { failed } = await answerOf(tt.requestAccess, { scopeList: [] });
    expect(failed).toEqual({
      errMsg: 'requestAccess:fail feature not support',
      errno: 103,
      errString: 'feature not support',
    });
    expect((await answerOf(tt.login, {})).ok.code).toEqual(expect.any(String));
  });

  it('is also played by the fault of that name, as often as it was asked for', async () => {
    const world = await startWorld();
    await world.control('POST', 'faults', { fault: 'old-client-errno-103', times: 1 });
    const tt = gadget(world);
    expect((await answerOf(tt.requestAccess, { scopeList: [] })).failed.errno).toBe(103);
    expect((await answerOf(tt.requestAccess, { scopeList: [] })).ok.code).toEqual(expect.any(String));
  });

  it('tells no errno before 5.15', async () => {
    const world = await startWorld();
    const behaviour = { network: 'offline' } as const;
    const older = await answerOf(gadget(world, { version: '5.14.0', behaviour }).login, {});
    expect(older.failed).toEqual({ errMsg: 'login:fail No network connection' });
    const newer = await answerOf(gadget(world, { version: '5.15.0', behaviour }).login, {});
    expect(newer.failed).toMatchObject({ errno: 303, errString: 'No network connection' });
  });
});

describe('requestAccess that comes to nothing', () => {
  it.each([
    ['refuse', 2700002],
    ['forbid', 107],
  ] as const)('when the user would %s, with errno %i', async (signIn, errno) => {
    const world = await startWorld();
    const { failed } = await answerOf(gadget(world, { behaviour: { signIn } }).requestAccess, { scopeList: [] });
    expect(failed.errno).toBe(errno);
    expect(world.state.codes.all()).toEqual([]);
  });

  it.each([
    ['offline', 303],
    ['timeout', 302],
    ['broken', 305],
  ] as const)('when the network is %s, with errno %i', async (network, errno) => {
    const world = await startWorld();
    const { failed } = await answerOf(gadget(world, { behaviour: { network } }).requestAccess, { scopeList: [] });
    expect(failed.errno).toBe(errno);
  });

  it('when the emulator is not there, with errno 305', async () => {
    const tt = createTt({
      kind: 'gadget',
      appId: 'cli_x',
      openId: zhangsan,
      bridge: createHttpBridge('http://127.0.0.1:9'),
    }).tt;
    expect((await answerOf(tt.requestAccess, { scopeList: [] })).failed.errno).toBe(305);
  });

  it('without scopeList, with errno 104', async () => {
    const world = await startWorld();
    const tt = gadget(world);
    // @ts-expect-error scopeList is required
    expect((await answerOf(tt.requestAccess, {})).failed.errno).toBe(104);
  });

  it('for an app or a user the platform does not know', async () => {
    const world = await startWorld();
    const noApp = await answerOf(gadget(world, { appId: 'cli_ffffffffffffffff' }).requestAccess, { scopeList: [] });
    expect(noApp.failed).toMatchObject({ errno: 2700002, errString: expect.stringContaining('20028') });
    const nobody = await answerOf(gadget(world, { openId: 'ou_nobody' }).requestAccess, { scopeList: [] });
    expect(nobody.failed.errno).toBe(2700001);
  });
});

describe('consent', () => {
  it('is asked for scopes that are new, and for nothing else', async () => {
    const world = await startWorld();
    const sheets: ConsentSheet[] = [];
    const tt = gadget(world, {
      behaviour: {
        consent(sheet) {
          sheets.push(sheet);
          return 'accept';
        },
      },
    });
    await answerOf(tt.requestAccess, { scopeList: [] });
    await answerOf(tt.requestAccess, { scopeList: ['task:task:read'] });
    await answerOf(tt.requestAccess, { scopeList: ['task:task:read', 'contact:user.email:readonly'] });
    await answerOf(tt.requestAccess, { scopeList: ['task:task:read'] });
    expect(sheets.map((sheet) => sheet.scopes.map(({ name }) => name))).toEqual([
      ['task:task:read'],
      ['contact:user.email:readonly'],
    ]);
    expect(sheets[0]).toMatchObject({ app: { name: '示例应用' }, user: { name: '张三' } });
  });

  it('refused leaves nothing granted and no code', async () => {
    const world = await startWorld();
    const tt = gadget(world, { behaviour: { consent: 'refuse' } });
    const { failed } = await answerOf(tt.requestAccess, { scopeList: ['task:task:read'] });
    expect(failed.errno).toBe(2700002);
    expect(world.state.grants.all()).toEqual([]);
    expect(world.state.codes.all()).toEqual([]);
  });

  it('cannot be given to a scope that the app has not enabled', async () => {
    const world = await startWorld();
    const { failed } = await answerOf(gadget(world).requestAccess, { scopeList: ['contact:user.phone:readonly'] });
    expect(failed).toMatchObject({ errno: 2700002, errString: expect.stringContaining('Error code: 20027') });
    const [entry] = await world.journal('?path=/_emulator/client/request-access');
    expect(entry).toMatchObject({ code: 20027, committed: false, why: expect.stringContaining('user.phone') });
  });

  it('gives a refresh token when offline_access is in the list', async () => {
    const world = await startWorld();
    const { ok } = await answerOf(gadget(world).requestAccess, { scopeList: ['offline_access'] });
    expect((await world.exchange(ok.code)).body.refresh_token).toEqual(expect.any(String));
  });
});

describe('getUserInfo', () => {
  it('needs a sign-in first and then describes the user', async () => {
    const world = await startWorld();
    const tt = gadget(world);
    expect((await answerOf(tt.getUserInfo, {})).failed.errno).toBe(1001001);
    await answerOf(tt.login, {});
    const { ok } = await answerOf(tt.getUserInfo, {});
    expect(ok.userInfo).toMatchObject({ nickName: '张三', language: 'zh_CN' });
    expect(JSON.parse(ok.rawData)).toEqual(ok.userInfo);
  });
});
