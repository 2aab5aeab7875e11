import { describe, expect, it } from '@jest/globals';
import { jsapiSignature } from '../src/state/tickets.ts';
import { app, startWorld, type World } from './world.ts';

const path = '/open-apis/jssdk/ticket/get';
const fetchTicket = async (world: World, bearer?: string) =>
  world.ask(path, { method: 'POST', bearer: bearer ?? (await world.appToken()) });

describe('a JSAPI ticket', () => {
  it('is given to a tenant token', async () => {
    const world = await startWorld();
    expect(await fetchTicket(world)).toMatchObject({
      status: 200,
      body: {
        code: 0,
        msg: 'ok',
        data: { ticket: expect.stringMatching(/^[0-9a-f]{40}$/), expire_in: expect.closeTo(7200, -1) },
      },
    });
  });

  it('stays the same while half an hour is left', async () => {
    const world = await startWorld();
    const first = (await fetchTicket(world)).body.data;
    await world.advance(5300);
    const second = (await fetchTicket(world)).body.data;
    expect(second.ticket).toBe(first.ticket);
    expect(second.expire_in).toBeLessThan(1901);
    await world.advance(200);
    expect((await fetchTicket(world)).body.data.ticket).not.toBe(first.ticket);
  });

  it('is refused without a token, with a dead one, and from outside the IP allow-list', async () => {
    const world = await startWorld();
    expect(await world.ask(path, { method: 'POST' })).toMatchObject({ status: 400, body: { code: 99991661 } });
    expect((await fetchTicket(world, 't-dead')).body).toMatchObject({
      code: 99991663,
      error: { log_id: expect.any(String), message: expect.any(String) },
    });
    await world.control('PUT', `apps/${app.client_id}`, { ip_allow_list: ['203.0.113.7'] });
    expect((await fetchTicket(world)).body).toMatchObject({
      code: 99991401,
      msg: 'ip 127.0.0.1 is denied by app setting',
    });
  });

  it('is counted, and limited when a setting says so', async () => {
    const world = await startWorld({ settings: { ticket_quota: 1 } });
    expect((await fetchTicket(world)).body.code).toBe(0);
    expect(await fetchTicket(world)).toMatchObject({ status: 429, body: { code: 99991403 } });
  });
});

describe('a page’s signature', () => {
  const url = 'https://example.cn/test/1234/content.html';

  it('is the documented one for the documented values', () => {
    const signature = jsapiSignature('617bf955832a4d4d80d9d8d85917a427', 'Y7a8KkqX041bsSwT', 1_510_045_655_000, url);
    expect(signature).toBe('40a68999ecf7e05907edba43b31a50fd1830c777');
  });

  it('holds once, for ten minutes, and for its page', async () => {
    const world = await startWorld();
    const { ticket } = (await fetchTicket(world)).body.data;
    const { tickets, clock } = world.state;
    const sign = (nonceStr: string, timestamp = clock.now()) => ({
      app_id: app.client_id,
      timestamp,
      nonceStr,
      url,
      signature: jsapiSignature(ticket, nonceStr, timestamp, url),
    });
    const first = sign('one');
    expect(tickets.verify({ ...first, url: `${url}?x` })).toBe(333441);
    expect(tickets.verify(first)).toBeUndefined();
    expect(tickets.verify(first)).toBe(333443);
    const second = sign('two');
    await clock.advance(601);
    expect(tickets.verify(second)).toBe(333444);
    expect(tickets.verify({ ...sign('three'), app_id: 'cli_none' })).toBe(333442);
  });
});
