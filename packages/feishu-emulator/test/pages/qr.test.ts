import { describe, expect, it } from '@jest/globals';
import { startWorld, type World, zhangsan, zhaoliu } from '../world.ts';
import { authorizePath, Visitor } from './visitor.ts';

const passport = '/suite/passport/oauth/authorize';
const path = authorizePath({}, passport);

async function scan(world: World, open_id = zhangsan): Promise<{ goto: string; answer: Record<string, unknown> }> {
  const goto = world.url + path;
  const { body } = await world.control('POST', 'qr/confirm', { goto, open_id });
  return { goto, answer: body };
}

describe('signing in by QR code', () => {
  it('goes from the scan to a code, without another question', async () => {
    const world = await startWorld();
    const { answer } = await scan(world);
    const { status, location } = await new Visitor(world).open(`${path}&tmp_code=${answer.tmp_code}`);
    expect(status).toBe(302);
    expect(location).toMatch(/^http:\/\/localhost:3000\/auth\/callback\?code=[\w-]+&state=st-1$/);
    const code = new URL(location ?? '').searchParams.get('code') ?? '';
    expect((await world.exchange(code)).body.code).toBe(0);
  });

  it('takes a tmp_code once, for five minutes, for the address it was made for', async () => {
    const world = await startWorld();
    const visitor = new Visitor(world);
    const once = await scan(world);
    await visitor.open(`${path}&tmp_code=${once.answer.tmp_code}`);
    expect((await visitor.open(`${path}&tmp_code=${once.answer.tmp_code}`)).code).toBe('20001');

    const other = await scan(world);
    const elsewhere = authorizePath({ redirect_uri: 'http://localhost:3000/' }, passport);
    expect((await visitor.open(`${elsewhere}&tmp_code=${other.answer.tmp_code}`)).code).toBe('20001');

    const late = await scan(world);
    await world.advance(301);
    expect((await visitor.open(`${path}&tmp_code=${late.answer.tmp_code}`)).code).toBe('20001');
    expect((await visitor.open(`${path}&tmp_code=guessed`)).code).toBe('20001');
  });

  it('forgets a scan on reset, and brings it back with the snapshot it is in', async () => {
    const world = await startWorld();
    const visitor = new Visitor(world);
    const { answer } = await scan(world);
    const scanned = `${path}&tmp_code=${answer.tmp_code}`;
    const { id } = (await world.control('POST', 'snapshot')).body;
    await world.control('POST', 'reset');
    expect((await visitor.open(scanned)).code).toBe('20001');
    for (let n = 0; n < 2; n += 1) {
      await world.control('POST', 'restore', { id });
      expect((await visitor.open(scanned)).status).toBe(302);
      expect((await visitor.open(scanned)).code).toBe('20001');
    }
  });

  it('shows the page for a passport goto and an error page for any other', async () => {
    const world = await startWorld();
    const visitor = new Visitor(world);
    const qr = (goto: string) => visitor.open(`/suite/passport/sso/qr?goto=${encodeURIComponent(goto)}`);
    expect((await qr(world.url + path)).page).toBe('qr');
    expect((await qr(world.url + authorizePath())).code).toBe('20001');
    expect((await qr('')).code).toBe('20001');
    const unregistered = authorizePath({ redirect_uri: 'https://evil.example/' }, passport);
    expect((await qr(world.url + unregistered)).code).toBe('20029');
  });

  it('confirms nothing for a user who may not use the app', async () => {
    const world = await startWorld();
    const { answer } = await scan(world, zhaoliu);
    expect(answer).toMatchObject({ code: 20010 });
    expect(answer).not.toHaveProperty('tmp_code');
  });
});
