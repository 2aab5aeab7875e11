import { describe, expect, it } from '@jest/globals';
import { createControl } from '../src/control-api/index.ts';
import { startReceiver } from './receiver.ts';
import { app, lisi, startWorld, zhangsan } from './world.ts';

it('the address that the command prints leads a person to the panel, and a program nowhere', async () => {
  const world = await startWorld();
  const { status, headers } = await world.ask('/', { headers: { accept: 'text/html,*/*' } });
  expect([status, headers.get('location')]).toEqual([302, '/_emulator/']);
  const inside = await world.ask('/w/mine/', { headers: { accept: 'text/html' } });
  expect(inside.headers.get('location')).toBe('/w/mine/_emulator/');
  expect((await world.ask('/')).body).toBe('404 page not found');
});

describe('snapshots', () => {
  it('have a name when they are given one, and are listed with their moment', async () => {
    const control = createControl((await startWorld()).url);
    await control.moveClock({ set: '2030-01-01T00:00:00Z', frozen: true });
    const [first, second] = [await control.snapshot('before it all'), await control.snapshot()];
    const taken_at = '2030-01-01T00:00:00.000Z';
    expect((await control.clock()).now).toBe(taken_at);
    expect(await control.snapshots()).toEqual([
      { id: first, name: 'before it all', taken_at },
      { id: second, name: null, taken_at },
    ]);
    await control.moveClock({ frozen: false });
    await control.restore(first);
    expect(await control.clock()).toMatchObject({ now: taken_at, frozen: true });
  });
});

describe('an event', () => {
  it('is sent again as it was, and one that is not known is refused', async () => {
    const world = await startWorld();
    const control = createControl(world.url);
    const receiver = await startReceiver();
    await control.changeApp(app.client_id, { event_url: receiver.url });
    const pushed = await control.pushEvent({ type: 'contact.user.updated_v3', open_id: lisi });
    const event_id = 'event_id' in pushed ? (pushed.event_id ?? '') : '';
    const again = await control.resendEvent(event_id);
    expect(again).toMatchObject({ event_id, delivery: { ok: true, attempt: 1 } });
    expect(receiver.received.map(({ body }) => (body as { header: unknown }).header)).toHaveLength(2);
    expect(receiver.received[1]?.body).toEqual(receiver.received[0]?.body);
    await expect(control.resendEvent('none')).rejects.toThrow('no event "none"');
  });
});

describe('a person without a picture', () => {
  it('gets one drawn here, whose address is this platform’s, in its world too', async () => {
    const world = await startWorld();
    const { access } = await world.signIn({ open_id: lisi });
    const { avatar_url } = (await world.userInfo(access)).body.data;
    expect(avatar_url).toBe(`${world.url}/_emulator/avatars/${lisi}.svg`);
    const drawn = await fetch(avatar_url);
    expect(drawn.headers.get('content-type')).toContain('image/svg+xml');
    expect(await drawn.text()).toContain('>李</text>');
    const { state, url } = world.emulator.world('mine');
    const person = state.users.find(zhangsan);
    expect(person && state.users.avatarOf(person)).toBe(`${url}/_emulator/avatars/${zhangsan}.svg`);
  });

  it('keeps the picture that was given, and a name cannot break out of a drawn one', async () => {
    const world = await startWorld();
    const control = createControl(world.url);
    await control.changeUser(lisi, { avatar_url: 'https://example.com/a.png' });
    const { access } = await world.signIn({ open_id: lisi });
    expect((await world.userInfo(access)).body.data.avatar_url).toBe('https://example.com/a.png');
    await control.changeUser(zhangsan, { name: '<script>alert(1)</script>' });
    const { body } = await world.ask(`/_emulator/avatars/${zhangsan}.svg`);
    expect(body).not.toContain('<script');
  });
});
