import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPlace, type Place } from './server-process.ts';
import { talk } from './tcp.ts';

/** The built server, as it is deployed. */
describe('P10: in production', () => {
  let place: Place;
  beforeAll(async () => {
    place = await createPlace();
    await place.startReady({
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://login.example.com',
      FEISHU_OPEN_URL: 'https://open.feishu.cn',
      FEISHU_ACCOUNTS_URL: 'https://accounts.feishu.cn',
      FEISHU_ENCRYPT_KEY: randomBytes(16).toString('hex'),
      ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
      ALLOWED_TENANTS: 'tenant_1',
    });
  }, 120_000);
  afterAll(() => place.close());

  async function status(path: string, host = 'login.example.com'): Promise<number | undefined> {
    const request = `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
    return (await talk(place.port, request, 10_000)).statuses[0];
  }

  it.each(['/openapi.json', '/docs', '/docs/page.js', '/docs/swagger-ui.css'])(
    'P10: there is nothing at %s',
    async (path) => {
      expect(await status(path)).toBe(404);
    },
  );

  it.each(['localhost', '127.0.0.1', '[::1]'])('I1: %s is somebody else’s name', async (name) => {
    expect(await status('/', `${name}:${place.port}`)).toBe(421);
    expect(await status('/api/v1/me', name)).toBe(421);
  });

  it('the site answers under its own name', async () => {
    expect(await status('/')).toBe(200);
    expect(await status('/api/v1/me')).toBe(401);
  });
});
