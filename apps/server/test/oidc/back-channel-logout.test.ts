import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, jwtVerify } from 'jose';
import type { OutboxEntry } from '../../src/auth/outbox.ts';
import { fetchAnywhere } from '../../src/oidc/configuration.ts';
import { createOpenIdProvider } from '../../src/oidc/openid-provider.ts';
import { somebody } from '../http/fake-feishu.ts';
import type { TestBrowser } from '../http/test-browser.ts';
import { createWorld, type World } from '../http/world.ts';
import { operatorEnds } from './operator-ends.ts';
import { leadsTo, press, register, relyingParty, signInTo } from './relying-party.ts';

let world: World;
let app: Server;
let address: string;
let answer: number;
const received: { type: string | undefined; body: string }[] = [];
beforeAll(async () => {
  world = await createWorld();
  app = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push({ type: request.headers['content-type'], body });
    response.writeHead(answer).end();
  });
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(app.address() as AddressInfo).port}/logout`;
});
beforeEach(() => {
  answer = 200;
  received.splice(0);
});
afterAll(async () => {
  await world.close();
  await new Promise((resolve) => app.close(resolve));
});

/** Somebody nobody else is, signed in to an app that wants to know when that ends. */
async function signedInTo(backchannelLogoutUri: string | null) {
  const client = await register(world, { backchannelLogoutUri });
  const who = somebody();
  const browser = await world.signedInBrowser(who);
  const claims = (await signInTo(world, await relyingParty(world, client), browser)).claims();
  return { client, who, browser, claims };
}

type Somebody = Awaited<ReturnType<typeof signedInTo>>;

/** The page to which an app leads whoever signs out there, and its button. */
async function signOutAtAnApp(browser: TestBrowser) {
  const { text } = await browser.open('/oidc/session/end');
  const xsrf = /name="xsrf" value="([^"]*)"/.exec(text)?.[1] ?? '';
  const answer = await press(world, browser, '/oidc/session/end/confirm', { xsrf, logout: 'yes' });
  expect(leadsTo(answer)).toContain('/oidc/session/end/success');
}

/** What the client is still to be told. */
function outboxOf(clientId: string): Promise<OutboxEntry[]> {
  const now = world.clock.now();
  const whose = { kind: 'logout_token', receiver: clientId } as const;
  return world.ports.store.outbox.claim(whose, { owner: 'test', now, until: now + 1, limit: 10 });
}

const send = (entry: OutboxEntry) =>
  createOpenIdProvider(world.ports).sendLogoutToken(entry, AbortSignal.timeout(5_000));

describe('An app that people were signed in to', () => {
  it.each<[string, (person: Somebody) => Promise<unknown>]>([
    ['a sign-out', ({ browser }) => browser.fetch('POST', '/api/v1/auth/logout', '')],
    ['a sign-out everywhere', ({ browser }) => browser.fetch('POST', '/api/v1/auth/logout/everywhere', '')],
    ['a sign-out that an app asked for', ({ browser }) => signOutAtAnApp(browser)],
    [
      'a device ended by another',
      async ({ who }) => (await world.signedInBrowser(who)).fetch('DELETE', '/api/v1/sessions?others=true'),
    ],
    ...operatorEnds.map(([what, end]): [string, (person: Somebody) => Promise<unknown>] => [
      what,
      ({ browser }) => end(world, browser),
    ]),
    ['a leaver’s event', ({ who }) => world.ports.store.people.leave(who, world.clock.now(), 'gone')],
  ])('U9: is to be told of %s, written down with it', async (_what, end) => {
    const person = await signedInTo(address);
    expect(await outboxOf(person.client.clientId)).toEqual([]);
    await end(person);
    const entries = await outboxOf(person.client.clientId);
    expect(entries.map(({ payload }) => JSON.parse(payload))).toEqual([
      { sub: person.claims?.sub, sid: person.claims?.sid },
    ]);
    expect(person.claims?.sid).toEqual(expect.any(String));
  });

  it('is told by a logout token that it can verify', async () => {
    const { client, browser, claims } = await signedInTo(address);
    await browser.fetch('POST', '/api/v1/auth/logout', '');
    const [entry] = await outboxOf(client.clientId);
    expect(entry && (await send(entry))).toBe('delivered');
    expect(received).toMatchObject([{ type: 'application/x-www-form-urlencoded' }]);
    const token = new URLSearchParams(received[0]?.body).get('logout_token') ?? '';
    const keys = JSON.parse((await world.send({ url: '/oidc/jwks' })).text);
    const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(keys), {
      issuer: `${world.origin}/oidc`,
      audience: client.clientId,
      typ: 'logout+jwt',
    });
    expect(protectedHeader.alg).toBe('RS256');
    expect(payload).toMatchObject({
      sub: claims?.sub,
      sid: claims?.sid,
      jti: expect.any(String),
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    });
    expect(payload).not.toHaveProperty('nonce');
  });

  it('is tried again when it does not take the token, and given up when it was removed', async () => {
    const { client, browser } = await signedInTo(address);
    await browser.fetch('POST', '/api/v1/auth/logout', '');
    const [entry] = await outboxOf(client.clientId);
    if (entry === undefined) throw new Error('Nothing is to be told.');
    answer = 503;
    await expect(send(entry)).rejects.toThrow('503');
    await world.ports.store.oidc.clients.remove(client.clientId);
    expect(await send(entry)).toBe('refused');
  });

  it('is left alone if it does not want to know', async () => {
    const { client, browser } = await signedInTo(null);
    await browser.fetch('POST', '/api/v1/auth/logout', '');
    expect(await outboxOf(client.clientId)).toEqual([]);
  });

  it('is reached on a private network, which the library would not do', async () => {
    const refusing = {
      dispatch: () => {
        throw new Error('hostname resolves to a special-use IP address');
      },
    };
    expect((await fetchAnywhere(address, Object.assign({ method: 'POST' }, { dispatcher: refusing }))).status).toBe(
      200,
    );
  });

  it('finds the promise in the discovery document', async () => {
    const { text } = await world.send({ url: '/oidc/.well-known/openid-configuration' });
    expect(JSON.parse(text)).toMatchObject({
      backchannel_logout_supported: true,
      backchannel_logout_session_supported: true,
    });
  });
});
