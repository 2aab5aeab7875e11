import { spawn } from 'node:child_process';
import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createControl } from '../src/control-api/index.ts';
import { startEmulator } from '../src/index.ts';
import { lisi, startWorld, type World, zhangsan } from './world.ts';

const command = new URL('../bin/feishu-emulator.js', import.meta.url).pathname;

const newFile = async () => join(await mkdtemp(join(tmpdir(), 'state-')), 'state.json');

/** Ends it and starts another one with the same file. */
async function again(world: World, persist: string): Promise<World> {
  await world.emulator.close();
  return startWorld({ persist });
}

describe('a state kept in a file', () => {
  it('is gone on with: people, codes, tokens, grants, switches, faults and stubs', async () => {
    const persist = await newFile();
    const before = await startWorld({ persist });
    const control = createControl(before.url);
    const { access, refresh } = await before.signIn();
    const unused = await before.code({ open_id: lisi });
    await control.changeUser(lisi, { name: '李四四' });
    await control.changeSettings({ code_lifetime_client: 77 });
    await control.addFault({ fault: '20050', times: 2, match: { grant_type: 'refresh_token' } });
    await control.addStub({ method: 'GET', path: '/open-apis/ping/v1/ping', token: 'none' });
    expect((await before.refresh(refresh)).body.code).toBe(20050);

    const after = await again(before, persist);
    expect((await after.userInfo(access)).body.data.name).toBe('张三');
    expect((await after.exchange(unused)).body.code).toBe(0);
    expect((await after.refresh(refresh)).body.code).toBe(20050);
    expect((await after.refresh(refresh)).body.code).toBe(0);
    expect((await after.ask('/open-apis/ping/v1/ping')).body.code).toBe(0);
    expect(after.state.users.find(lisi)?.name).toBe('李四四');
    expect(after.state.grants.all()).toHaveLength(2);
    expect(after.state.settings.values.code_lifetime_client).toBe(77);
    expect((await createControl(after.url).addFault({ fault: 'slow' })).id).toBe('fault-2');
  });

  it('keeps the time, ahead or standing still', async () => {
    const persist = await newFile();
    const first = await startWorld({ persist });
    await createControl(first.url).moveClock({ advance_seconds: 86_400 });
    const second = await again(first, persist);
    expect(second.state.clock.now() - Date.now()).toBeGreaterThan(86_390_000);
    await createControl(second.url).moveClock({ set: '2030-01-01T00:00:00Z', frozen: true });
    const third = await again(second, persist);
    expect([third.state.clock.now(), third.state.clock.isFrozen()]).toEqual([Date.UTC(2030, 0), true]);
  });

  it('has every world in it, but none that was ended', async () => {
    const persist = await newFile();
    const before = await startWorld({ persist });
    const [one, two] = ['one', 'two'].map((name) => createControl(`${before.url}/w/${name}`));
    await one?.changeUser(zhangsan, { status: 'frozen' });
    await two?.changeSettings({ strict: true });
    await createControl(before.url).removeWorld('two');
    const after = await again(before, persist);
    expect((await createControl(after.url).worlds()).map(({ name }) => name)).toEqual(['one']);
    expect(after.emulator.world('one').state.users.find(zhangsan)?.status).toBe('frozen');
    expect(after.emulator.world('two').state.settings.values.strict).toBe(false);
    expect(after.state.users.find(zhangsan)?.status).toBe('active');
    await createControl(after.url).removeWorld('one');
    expect(after.emulator.world('one').state.users.find(zhangsan)?.status).toBe('active');
  });

  it('goes back to the seed by a reset', async () => {
    const persist = await newFile();
    const before = await startWorld({ persist });
    await createControl(before.url).changeUser(lisi, { name: 'x' });
    const after = await again(before, persist);
    await createControl(after.url).reset();
    expect(after.state.users.find(lisi)?.name).toBe('李四');
  });

  it('has what was answered even if the process is killed the next moment, again and again', async () => {
    const persist = await newFile();
    const names: string[] = [];
    for (let n = 0; n < 2; n += 1) {
      const child = spawn(process.execPath, [command, '--port', '0', '--lang', 'en', '--persist', persist], {
        env: { ...process.env, NODE_OPTIONS: '' },
      });
      const url = await new Promise<string>((resolve) => {
        child.stdout.on('data', (said: Buffer) => {
          const [, found] = /Feishu emulator: (http:\S+)/.exec(said.toString()) ?? [];
          if (found !== undefined) resolve(found);
        });
      });
      const control = createControl(url);
      // Many at once, so that writes overlap and some are under way when the end comes.
      const made = Array.from({ length: 20 }, (_, k) => `ou_${n}_${k}`);
      await Promise.all(made.map((open_id) => control.addUser({ open_id, name: open_id })));
      names.push(...made);
      const ended = new Promise((resolve) => child.once('close', resolve));
      const late = control.addUser({ open_id: 'ou_late', name: 'late' }).catch(() => undefined);
      child.kill('SIGKILL');
      await Promise.all([ended, late]);
    }
    const world = await startWorld({ persist });
    expect(world.state.users.all().map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  }, 60_000);

  it('is for its owner’s eyes', async () => {
    const persist = await newFile();
    await startWorld({ persist });
    expect((await stat(persist)).mode & 0o077).toBe(0);
  });
});

describe('a state file', () => {
  it('of version 1 is read for ever, or the version is another one', async () => {
    const persist = await newFile();
    await writeFile(persist, await readFile(new URL('./state-of-version-1.json', import.meta.url)));
    const world = await startWorld({ persist });
    const fresh = await startWorld();
    const shapeOf = (rows: object[]) => rows.map((row) => Object.keys(row).sort());
    expect(shapeOf(world.state.users.all())).toEqual(shapeOf(fresh.state.users.all()));
    expect(shapeOf(world.state.apps.all())).toEqual(shapeOf(fresh.state.apps.all()));
    await world.signIn();
    await fresh.signIn();
    const [kept, made] = [world, fresh].map(({ state }) =>
      [state.codes.all(), state.grants.all()].map((all) => shapeOf(all)[0]),
    );
    expect(kept).toEqual(made);
  });

  it.each([
    [
      'a later version',
      (text: string) => text.replace('"version":1', '"version":2'),
      'holds a state of version 2; this feishu-emulator reads version 1',
    ],
    ['a changed content', (text: string) => text.replace('张三', '张四'), 'was changed since it was written'],
    ['a torn end', (text: string) => text.slice(0, -100), 'is no state of feishu-emulator'],
    ['something else', () => '{"apps":[]}', 'is no state of feishu-emulator'],
  ])('with %s is refused, left as it is, and told what to do about', async (_what, change, message) => {
    const persist = await newFile();
    await (await startWorld({ persist })).emulator.close();
    const text = change(await readFile(persist, 'utf8'));
    await writeFile(persist, text);
    await expect(startEmulator({ persist })).rejects.toThrow(message);
    await expect(startEmulator({ persist })).rejects.toThrow('Move it away to begin with the seed.');
    expect(await readFile(persist, 'utf8')).toBe(text);
  });

  it('where none can be written is refused at start', async () => {
    await expect(startEmulator({ persist: '/nowhere/at/all.json' })).rejects.toThrow(
      '/nowhere/at/all.json cannot be written',
    );
  });
});
