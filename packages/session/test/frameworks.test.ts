import 'reflect-metadata';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, Req } from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';
import { NextRequest } from 'next/server.js';
import * as forExpress from '../src/express.ts';
import * as forFastify from '../src/fastify.ts';
import * as forHono from '../src/hono.ts';
import { createSession, type Session } from '../src/index.ts';
import * as forKoa from '../src/koa.ts';
import * as forNest from '../src/nest.ts';
import * as forNext from '../src/next.ts';
import { createSignInServer, refusal, token } from './sign-in-server.ts';

type Ask = (headers: Record<string, string>) => Promise<Response>;
interface Running {
  ask: Ask;
  close(): Promise<unknown>;
}
/** An app of one handler, `GET /`, which says the name of whoever asks. */
type Framework = (session: Session, optional: boolean) => Promise<Running>;

const at =
  (port: number): Ask =>
  (headers) =>
    fetch(`http://127.0.0.1:${port}/`, { headers });

async function listening(app: RequestListener): Promise<Running> {
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ask: at((server.address() as AddressInfo).port),
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

const frameworks: Record<string, Framework> = {
  async Koa(session, optional) {
    const app = new Koa({ env: 'test' });
    app.use(forKoa.signIn(session, { optional }));
    app.use((ctx) => {
      ctx.body = optional ? (forKoa.whoIs(ctx)?.user.name ?? 'nobody') : forKoa.signedInAs(ctx).user.name;
    });
    app.silent = true;
    return listening(app.callback());
  },
  async Express(session, optional) {
    const app = express().set('env', 'test');
    app.use(forExpress.signIn(session, { optional }));
    app.get('/', (request, response) => {
      response.send(
        optional ? (forExpress.whoIs(request)?.user.name ?? 'nobody') : forExpress.signedInAs(request).user.name,
      );
    });
    return listening(app);
  },
  async Fastify(session, optional) {
    const app = fastify();
    app.addHook('onRequest', forFastify.signIn(session, { optional }));
    app.get('/', async (request) =>
      optional ? (forFastify.whoIs(request)?.user.name ?? 'nobody') : forFastify.signedInAs(request).user.name,
    );
    await app.listen({ port: 0, host: '127.0.0.1' });
    return { ask: at((app.server.address() as AddressInfo).port), close: () => app.close() };
  },
  async NestJS(session, optional) {
    const app = await NestFactory.create(nestModule(session, optional), { logger: false });
    await app.listen(0, '127.0.0.1');
    return { ask: at((app.getHttpServer().address() as AddressInfo).port), close: () => app.close() };
  },
  async Hono(session, optional) {
    const app = new Hono();
    app.use(forHono.signIn(session, { optional }));
    app.get('/', (c) => c.text(optional ? (forHono.whoIs(c)?.user.name ?? 'nobody') : forHono.signedInAs(c).user.name));
    return listening(getRequestListener(app.fetch));
  },
};

/** What the decorators of a controller and a module do, without the compiler's help. */
function nestModule(session: Session, optional: boolean) {
  class Names {
    name(request: object): string {
      return optional ? (forNest.whoIs(request)?.user.name ?? 'nobody') : forNest.signedInAs(request).user.name;
    }
  }
  Req()(Names.prototype, 'name', 0);
  Get()(Names.prototype, 'name', Object.getOwnPropertyDescriptor(Names.prototype, 'name') ?? {});
  Controller()(Names);
  class App {}
  Module({
    controllers: [Names],
    providers: [{ provide: APP_GUARD, useValue: forNest.signIn(session, { optional }) }],
  })(App);
  return App;
}

let server: Awaited<ReturnType<typeof createSignInServer>>;
beforeAll(async () => {
  server = await createSignInServer();
});
afterAll(() => server.close());

describe.each(Object.entries(frameworks))('An app on %s', (_name, start) => {
  let app: Running | undefined;
  afterEach(() => app?.close());
  const running = async (optional: boolean): Promise<Ask> => {
    app = await start(createSession({ serverUrl: server.url }), optional);
    return app.ask;
  };

  it('knows who asks, refuses nobody with 401 and does not take an outage for it', async () => {
    const ask = await running(false);
    const known = await ask({ authorization: `Bearer ${token}` });
    expect([known.status, await known.text()]).toEqual([200, '张三']);
    expect((await ask({})).status).toBe(401);
    server.answers.push(refusal(503, 'shutting_down'));
    expect((await ask({ authorization: `Bearer ${token}` })).status).toBe(503);
  });

  it('lets nobody pass where it says so, and still no outage', async () => {
    const ask = await running(true);
    const nobody = await ask({});
    expect([nobody.status, await nobody.text()]).toEqual([200, 'nobody']);
    server.answers.push(refusal(500, 'internal'));
    expect((await ask({ authorization: `Bearer ${token}` })).status).toBe(503);
  });
});

describe('A route handler of Next', () => {
  const ask = async (headers: Record<string, string>, params = Promise.resolve({ id: '7' })) => {
    const handle = forNext.signIn(
      createSession({ serverUrl: server.url }),
      async (request: NextRequest, { user }, context: { params: Promise<{ id: string }> }) =>
        new Response(`${user.name} ${request.nextUrl.pathname} ${(await context.params).id}`),
    );
    return handle(new NextRequest('http://app.example/orders/7', { headers }), { params });
  };

  it('knows who asks, refuses nobody with 401 and does not take an outage for it', async () => {
    const known = await ask({ authorization: `Bearer ${token}` });
    expect([known.status, await known.text()]).toEqual([200, '张三 /orders/7 7']);
    const nobody = await ask({});
    expect([nobody.status, (await nobody.json()).error.code]).toEqual([401, 'unauthorized']);
    server.answers.push(refusal(503, 'overloaded', { 'Retry-After': '3' }));
    const outage = await ask({ authorization: `Bearer ${token}` });
    expect([outage.status, outage.headers.get('retry-after')]).toEqual([503, '3']);
  });
});

it('A handler whose app forgot to ask takes everybody for nobody', () => {
  expect(() => forExpress.signedInAs({})).toThrow(expect.objectContaining({ status: 401, code: 'unauthorized' }));
});
