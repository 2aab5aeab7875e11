import { describe, expect, it } from '@jest/globals';
import { app, startWorld, type World } from './world.ts';

const me = '/open-apis/application/v6/applications/me';

async function ask(world: World, path = `${me}?lang=zh_cn`, bearer?: string) {
  return world.ask(path, { bearer: bearer ?? (await world.appToken()) });
}

/** An app that may ask about itself. */
async function open(change: object = {}): Promise<World> {
  const world = await startWorld();
  await world.control('PUT', `apps/${app.client_id}`, { scopes: ['admin:app.info:readonly'], ...change });
  return world;
}

describe('an application asks about itself and', () => {
  it('hears of its addresses, security, events, scopes and state', async () => {
    const world = await open({
      redirect_urls: ['http://localhost:3000/auth/callback'],
      h5_domains: ['http://localhost:3000'],
      event_url: 'http://localhost:3000/feishu/events',
      events: ['contact.user.deleted_v3'],
      refresh_allowed: false,
    });
    expect((await ask(world)).body).toEqual({
      code: 0,
      msg: 'success',
      data: {
        app: {
          app_id: app.client_id,
          app_name: expect.any(String),
          status: 1,
          scene_type: 0,
          redirect_urls: ['http://localhost:3000/auth/callback'],
          online_version_id: expect.stringMatching(/^oav_/),
          scopes: [{ scope: 'admin:app.info:readonly' }],
          event: {
            subscription_type: 'webhook',
            request_url: 'http://localhost:3000/feishu/events',
            subscribed_events: ['contact.user.deleted_v3'],
          },
          security: {
            redirect_urls: ['http://localhost:3000/auth/callback'],
            h5_trusted_domains: ['http://localhost:3000'],
            allowed_ips: [],
          },
          allow_refresh_token: false,
        },
      },
    });
  });

  it('hears only what the page documents where the platform knows no more', async () => {
    const world = await open();
    await world.control('PATCH', 'settings', { application_details: 'documented' });
    const told = (await ask(world)).body.data.app;
    expect(told).toMatchObject({ redirect_urls: expect.any(Array), status: 1 });
    for (const field of ['event', 'security', 'allow_refresh_token']) expect(told).not.toHaveProperty(field);
  });

  it('hears that it was never released, or is not installed', async () => {
    const world = await open({ installed: false });
    const told = (await ask(world)).body.data.app;
    expect(told.status).toBe(2);
    expect(told).not.toHaveProperty('online_version_id');
  });

  it.each([me, `${me}?lang=`, `${me}?lang=fr`])('is told 99992402 without a language: %s', async (path) => {
    expect((await ask(await open(), path)).body.code).toBe(99992402);
  });

  it('is told 99991672, with both scopes of which one would do, and 99991663 with a dead token', async () => {
    const world = await open({ scopes: [] });
    const { body } = await ask(world);
    expect(body.code).toBe(99991672);
    expect(body.error.permission_violations.map(({ subject }: { subject: string }) => subject)).toEqual([
      'application:application:self_manage',
      'admin:app.info:readonly',
    ]);
    expect((await ask(world, undefined, 't-dead')).body.code).toBe(99991663);
  });
});
