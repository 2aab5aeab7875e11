import { describe, expect, it } from '@jest/globals';
import { encryptEvent } from '../src/events/encryption.ts';
import { forgeries } from '../src/events/forgery.ts';
import { decrypt, type Receiver, signatureOf, startReceiver } from './receiver.ts';
import { app, lisi, otherApp, outsider, startWorld, storeApp, type World, zhangsan } from './world.ts';

const encrypt_key = 'an-encrypt-key';

async function listening(more: object = {}): Promise<{ world: World; receiver: Receiver }> {
  const [world, receiver] = [await startWorld(), await startReceiver()];
  await world.control('PUT', `apps/${app.client_id}`, { event_url: receiver.url, ...more });
  return { world, receiver };
}

const types = (receiver: Receiver) => receiver.received.map(({ body }) => body.header?.event_type ?? body.event?.type);

describe('an event', () => {
  it('is pushed when a user resigns, before the change is answered', async () => {
    const { world, receiver } = await listening();
    await world.control('PATCH', `users/${zhangsan}`, { status: 'resigned' });
    expect(receiver.received).toHaveLength(1);
    const [push] = receiver.received;
    expect(push?.headers['content-type']).toBe('application/json;charset=utf-8');
    expect(push?.headers).not.toHaveProperty('x-lark-signature');
    expect(push?.body).toMatchObject({
      schema: '2.0',
      header: {
        event_id: expect.stringMatching(/^[0-9a-f]{32}$/),
        token: 'emulator-verification-token-0001',
        create_time: expect.stringMatching(/^\d{13}$/),
        event_type: 'contact.user.deleted_v3',
        tenant_key: '736588c9260f175d',
        app_id: app.client_id,
      },
      event: { object: { open_id: zhangsan, user_id: 'zhangsan' }, old_object: { open_id: zhangsan } },
    });
  });

  it('tells a freeze by the changed fields as they were', async () => {
    const { world, receiver } = await listening();
    await world.control('PATCH', `users/${zhangsan}`, { status: 'frozen' });
    expect(types(receiver)).toEqual(['contact.user.updated_v3']);
    const { event } = receiver.received[0]?.body ?? {};
    expect(event.object.status).toMatchObject({ is_frozen: true, is_activated: true });
    expect(event.old_object).toEqual({
      status: expect.objectContaining({ is_frozen: false }),
      open_id: zhangsan,
      union_id: expect.any(String),
    });
  });

  it('comes apart for e-mail and other fields, and not at all for what the app may not see', async () => {
    const { world, receiver } = await listening();
    await world.control('PATCH', `users/${zhangsan}`, {
      name: '张三三',
      email: 'new@example.com',
      mobile: '+8613999999999',
    });
    expect(receiver.received.map(({ body }) => Object.keys(body.event.old_object).sort())).toEqual([
      ['name', 'open_id', 'union_id'],
      ['email', 'open_id', 'union_id'],
    ]);
  });

  it('greets who joins or comes back', async () => {
    const { world, receiver } = await listening();
    await world.control('POST', 'users', { open_id: 'ou_new', name: '新人' });
    await world.control('PATCH', 'users/ou_new', { status: 'resigned' });
    await world.control('PATCH', 'users/ou_new', { status: 'active' });
    expect(types(receiver)).toEqual(['contact.user.created_v3', 'contact.user.deleted_v3', 'contact.user.created_v3']);
  });

  it('is not pushed with push: false, to apps of other tenants, or without scope or subscription', async () => {
    const { world, receiver } = await listening();
    await world.control('PATCH', `users/${zhangsan}`, { status: 'frozen', push: false });
    await world.control('PATCH', `users/${outsider}`, { status: 'frozen' });
    await world.control('PUT', `apps/${app.client_id}`, { events: [] });
    await world.control('PATCH', `users/${zhangsan}`, { status: 'active' });
    await world.control('PUT', `apps/${app.client_id}`, { events: ['contact.user.updated_v3'], scopes: [] });
    await world.control('PATCH', `users/${zhangsan}`, { status: 'frozen' });
    expect(receiver.received).toEqual([]);
  });

  it('tells of somebody who left by the historic user_leave too, where that is subscribed to', async () => {
    const { world, receiver } = await listening({ events: ['user_leave'] });
    await world.control('PATCH', `users/${zhangsan}`, { status: 'frozen' });
    expect(types(receiver)).toEqual([]);
    await world.control('PATCH', `users/${zhangsan}`, { status: 'resigned' });
    expect(types(receiver)).toEqual(['user_leave']);
    expect(receiver.received[0]?.body).toEqual({
      ts: expect.stringMatching(/^\d+\.\d{7}$/),
      uuid: expect.any(String),
      token: expect.any(String),
      type: 'event_callback',
      event: {
        type: 'user_leave',
        app_id: app.client_id,
        tenant_key: '736588c9260f175d',
        open_id: zhangsan,
        employee_id: expect.any(String),
        union_id: expect.stringMatching(/^on_/),
      },
    });
  });

  it.each(['user_leave', 'user_status_change'])('pushes %s when asked to, about anybody', async (type) => {
    const { world, receiver } = await listening({ events: [] });
    await world.control('POST', 'events', { type, open_id: zhangsan });
    expect(types(receiver)).toEqual([type]);
  });

  it('of the historic kind comes beside the new one when both are subscribed', async () => {
    const { world, receiver } = await listening({ events: ['contact.user.deleted_v3', 'user_status_change'] });
    await world.control('PATCH', `users/${zhangsan}`, { status: 'resigned' });
    expect(types(receiver)).toEqual(['contact.user.deleted_v3', 'user_status_change']);
    expect(receiver.received[1]?.body).toMatchObject({
      uuid: expect.any(String),
      type: 'event_callback',
      event: { open_id: zhangsan, before_status: { is_active: true }, current_status: { is_resigned: true } },
    });
  });

  it('can be pushed on purpose, with a body of one’s own', async () => {
    const { world, receiver } = await listening();
    const one = await world.control('POST', 'events', { type: 'contact.user.deleted_v3', open_id: lisi });
    expect(one.body.delivery).toMatchObject({ ok: true, status: 200, attempt: 1 });
    await world.control('POST', 'events', { type: 'contact.user.updated_v3', event: { object: 7 } });
    expect(receiver.received.map(({ body }) => body.event.object.open_id ?? body.event.object)).toEqual([lisi, 7]);
  });

  it('of every type says on purpose what it would say by itself', async () => {
    const [world, receiver] = [await startWorld(), await startReceiver()];
    await world.control('PUT', `apps/${storeApp.client_id}`, { event_url: receiver.url });
    const said = async (type: string) => {
      await world.control('POST', 'events', { type, app_id: storeApp.client_id });
      return Object.keys(receiver.received.at(-1)?.body.event).sort();
    };
    for (const type of ['contact.department.created_v3', 'contact.department.updated_v3']) {
      await said(type);
      expect(receiver.received.at(-1)?.body.event.object.open_department_id).toMatch(/^od-/);
    }
    expect(await said('application.application.visibility.added_v6')).toEqual(['source', 'users']);
    expect(await said('app_open')).toEqual(['app_id', 'applicants', 'installer', 'tenant_key', 'type']);
    expect(await said('app_uninstalled')).toEqual(['app_id', 'tenant_key', 'type']);
    expect(await said('contact.scope.updated_v3')).toEqual(['added', 'removed']);
  });

  it('has nowhere to go without an address', async () => {
    const world = await startWorld();
    const { status, body } = await world.control('POST', 'events', { type: 'contact.user.deleted_v3' });
    expect(status).toBe(400);
    expect(body.error.message).toContain('event_url');
  });
});

describe('with an Encrypt Key', () => {
  it('encryption is the documented one', () => {
    const vector = 'P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=';
    const plain = (encrypted: string) => {
      try {
        return decrypt('test key', encrypted);
      } catch (error) {
        return error instanceof SyntaxError ? error.message : error;
      }
    };
    // The vector holds `hello world`, which is no JSON: the parser's complaint quotes it.
    expect(plain(vector)).toContain('hello');
    expect(decrypt('test key', encryptEvent('test key', '{"a":"你好"}'))).toEqual({ a: '你好' });
  });

  it('a push is encrypted and signed over its raw bytes', async () => {
    const { world, receiver } = await listening({ encrypt_key });
    await world.control('PATCH', `users/${zhangsan}`, { status: 'resigned' });
    const [push] = receiver.received;
    if (!push) throw new Error('Nothing arrived');
    expect(Object.keys(push.body)).toEqual(['encrypt']);
    expect(push.headers['x-lark-signature']).toBe(signatureOf(push, encrypt_key));
    expect(push.headers['x-lark-request-timestamp']).toMatch(/^\d{10}$/);
    expect(decrypt(encrypt_key, push.body.encrypt).header.event_type).toBe('contact.user.deleted_v3');
  });

  it('the challenge is encrypted but not signed, and answered in plain', async () => {
    const { world, receiver } = await listening({ encrypt_key });
    const { body } = await world.control('POST', 'events', { type: 'url_verification' });
    expect(body).toMatchObject({ ok: false });
    const [push] = receiver.received;
    expect(push?.headers).not.toHaveProperty('x-lark-signature');
    expect(decrypt(encrypt_key, push?.body.encrypt)).toEqual({
      challenge: expect.any(String),
      token: 'emulator-verification-token-0001',
      type: 'url_verification',
    });
    await world.control('PUT', `apps/${app.client_id}`, { encrypt_key: null });
    expect((await world.control('POST', 'events', { type: 'url_verification' })).body).toEqual({
      ok: true,
      status: 200,
      why: null,
    });
  });
});

describe('a push that fails', () => {
  it('comes again after 15 s, 5 min, 1 h and 6 h, then no more', async () => {
    const { world, receiver } = await listening();
    receiver.answers = Array.from({ length: 20 }, () => 500);
    await world.control('PATCH', `users/${zhangsan}`, { status: 'resigned' });
    const counts = [receiver.received.length];
    for (const seconds of [15, 300, 3600, 6 * 3600, 24 * 3600]) {
      await world.advance(seconds);
      counts.push(receiver.received.length);
    }
    expect(counts).toEqual([1, 2, 3, 4, 5, 5]);
    const ids = receiver.received.map(({ body }) => body.header.event_id);
    expect(new Set(ids).size).toBe(1);
    const { deliveries } = (await world.ask('/_emulator/events')).body;
    expect(deliveries.map((one: { attempt: number }) => one.attempt)).toEqual([1, 2, 3, 4, 5]);
    expect(deliveries[0]).toMatchObject({ ok: false, status: 500, why: expect.stringContaining('Only 200 counts') });
    expect(deliveries[4].next_attempt_at).toBeNull();
  });

  it('comes again in one long leap, each attempt at its moment', async () => {
    const { world, receiver } = await listening();
    receiver.answers = [500, 500, 500];
    await world.control('PATCH', `users/${zhangsan}`, { status: 'resigned' });
    await world.advance(8 * 3600);
    expect(receiver.received).toHaveLength(4);
    const { deliveries } = (await world.ask('/_emulator/events')).body;
    const moments = deliveries.map((one: { at: string }) => Date.parse(one.at));
    const gaps = moments.slice(1).map((moment: number, n: number) => Math.round((moment - moments[n]) / 1000));
    expect(gaps).toEqual([15, 300, 3600]);
  });

  it('holds back the next about the same person, not about others', async () => {
    const { world, receiver } = await listening();
    receiver.answers = [500];
    await world.control('PATCH', `users/${zhangsan}`, { status: 'frozen' });
    await world.control('PATCH', `users/${zhangsan}`, { status: 'resigned' });
    await world.control('PATCH', `users/${lisi}`, { status: 'frozen' });
    expect(types(receiver)).toEqual(['contact.user.updated_v3', 'contact.user.updated_v3']);
    await world.advance(15);
    expect(receiver.received.slice(2).map(({ body }) => [body.header.event_type, body.event.object.open_id])).toEqual([
      ['contact.user.updated_v3', zhangsan],
      ['contact.user.deleted_v3', zhangsan],
    ]);
  });

  it('keeps its signature only when a setting says so', async () => {
    for (const event_retry_restamps of [true, false]) {
      const { world, receiver } = await listening({ encrypt_key });
      await world.control('PATCH', 'settings', { event_retry_restamps });
      receiver.answers = [500];
      await world.control('PATCH', `users/${zhangsan}`, { status: 'resigned' });
      await world.advance(15);
      const [first, second] = receiver.received.map(({ headers }) => headers['x-lark-signature']);
      expect(first === second).toBe(!event_retry_restamps);
    }
  });

  it('is told why nobody answered', async () => {
    const world = await startWorld();
    await world.control('PUT', `apps/${app.client_id}`, { event_url: 'http://127.0.0.1:9/' });
    await world.control('PATCH', `users/${zhangsan}`, { status: 'resigned' });
    const { deliveries } = (await world.ask('/_emulator/events')).body;
    expect(deliveries[0]).toMatchObject({ ok: false, status: null, why: expect.stringContaining('No answer') });
  });
});

describe('a fault of the sender', () => {
  const strike = async (fault: string, params: object = {}) => {
    const { world, receiver } = await listening();
    await world.control('POST', 'faults', { fault, times: 1, params });
    await world.control('PATCH', `users/${zhangsan}`, { status: 'resigned' });
    return { world, receiver };
  };

  it('duplicates', async () => {
    const { receiver } = await strike('event-duplicated');
    const [one, two] = receiver.received.map(({ body }) => body.header.event_id);
    expect(receiver.received).toHaveLength(2);
    expect(one).toBe(two);
  });

  it('drops', async () => {
    expect((await strike('event-dropped')).receiver.received).toEqual([]);
  });

  it('delays', async () => {
    const { world, receiver } = await strike('event-delayed', { seconds: 90 });
    expect(receiver.received).toEqual([]);
    await world.advance(90);
    expect(receiver.received).toHaveLength(1);
  });
});

describe('a forged push', () => {
  const forge = async (kind: string) => {
    const { world, receiver } = await listening({ encrypt_key });
    const { body } = await world.control('POST', 'events', {
      type: 'contact.user.deleted_v3',
      open_id: zhangsan,
      forge: kind,
    });
    expect(body.delivery).toMatchObject({ forged: kind, next_attempt_at: null });
    const [push] = receiver.received;
    if (!push) throw new Error('Nothing arrived');
    const age = Date.now() / 1000 - Number(push.headers['x-lark-request-timestamp']);
    return { push, age, signed: push.headers['x-lark-signature'] === signatureOf(push, encrypt_key) };
  };
  const inside = (push: { body: { encrypt: string } }) => decrypt(encrypt_key, push.body.encrypt);

  it.each(Object.keys(forgeries))('%s is wrong in its one way only', async (kind) => {
    const { push, age, signed } = await forge(kind);
    const wrong = {
      signature: !signed && 'x-lark-signature' in push.headers && push.raw === JSON.stringify(push.body),
      plaintext: push.body.header !== undefined && push.body.encrypt === undefined,
      unsigned: push.body.encrypt !== undefined && !('x-lark-signature' in push.headers),
      token:
        signed &&
        inside({ body: push.body.encrypt ? push.body : { encrypt: encryptEvent(encrypt_key, '{"header":{}}') } }).header
          .token !== 'emulator-verification-token-0001',
      stale: signed && age > 8.5 * 3600 && age < 10 * 3600,
      future: signed && age < -3500,
      body: !signed && push.raw.endsWith(' '),
      boundary: signed && String(push.headers['x-lark-request-timestamp']).length === 11,
      siblings: signed && push.body.encrypt !== undefined && push.body.event !== undefined,
      app_id: signed && inside(push).header.app_id === 'cli_ffffffffffffffff',
      tenant: signed && inside(push).header.tenant_key === 'ffffffffffffffff',
    };
    expect(wrong[kind as keyof typeof wrong]).toBe(true);
  });

  it('needs an Encrypt Key, unless it is the token that is wrong', async () => {
    const { world, receiver } = await listening();
    const refused = await world.control('POST', 'events', { type: 'contact.user.deleted_v3', forge: 'signature' });
    expect(refused.body.error.message).toContain('encrypt_key');
    await world.control('POST', 'events', { type: 'contact.user.deleted_v3', forge: 'token' });
    expect(receiver.received[0]?.body.header.token).not.toBe('emulator-verification-token-0001');
  });
});

describe('a store app', () => {
  const store = { app_id: storeApp.client_id, app_secret: storeApp.client_secret };
  const listen = async (world: World) => {
    const receiver = await startReceiver();
    await world.control('PUT', `apps/${storeApp.client_id}`, { event_url: receiver.url });
    return receiver;
  };

  it('is sent its ticket at once, and every hour once, however far the clock leaps', async () => {
    const world = await startWorld();
    const receiver = await listen(world);
    expect(types(receiver)).toEqual(['app_ticket']);
    await world.advance(3600);
    expect(receiver.received).toHaveLength(2);
    await world.advance(30 * 24 * 3600);
    expect(receiver.received).toHaveLength(3);
    const { app_ticket } = receiver.received[2]?.body.event ?? {};
    const { body } = await world.ask('/open-apis/auth/v3/app_access_token', { json: { ...store, app_ticket } });
    expect(body.code).toBe(0);
  });

  it('asks for it again, and may wait for it', async () => {
    const world = await startWorld();
    const receiver = await listen(world);
    const resend = () => world.ask('/open-apis/auth/v3/app_ticket/resend', { json: store });
    expect((await resend()).body).toEqual({ code: 0, msg: 'success' });
    await world.advance(0.01);
    expect(receiver.received).toHaveLength(2);
    await world.control('POST', 'faults', { fault: 'ticket-delayed', times: 1, params: { seconds: 100 } });
    await resend();
    await world.advance(60);
    expect(receiver.received).toHaveLength(2);
    await world.advance(40);
    expect(receiver.received).toHaveLength(3);
  });

  it('hears of people of every tenant that installed it, and of new availability', async () => {
    const world = await startWorld();
    const receiver = await listen(world);
    await world.control('PATCH', `users/${outsider}`, { available: false });
    await world.control('PATCH', `users/${outsider}`, { available: true });
    await world.control('PATCH', `users/${outsider}`, { status: 'resigned' });
    expect(types(receiver)).toEqual([
      'app_ticket',
      'application.application.visibility.added_v6',
      'contact.user.deleted_v3',
    ]);
    expect(receiver.received[2]?.body.header.tenant_key).toBe('2ed263bf32cf1651');
  });

  it('only; a self-built one is told 10016', async () => {
    const world = await startWorld();
    const json = { app_id: otherApp.client_id, app_secret: otherApp.client_secret };
    expect((await world.ask('/open-apis/auth/v3/app_ticket/resend', { json })).body.code).toBe(10016);
  });
});
