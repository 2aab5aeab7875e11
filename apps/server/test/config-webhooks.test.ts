import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { webhookTypes } from '@feishu-login/auth-types';
import { afterAll, expect, it } from '@jest/globals';
import { readConfig } from '../src/config/read-config.ts';

const folder = mkdtempSync(join(tmpdir(), 'fl-webhooks-'));
afterAll(() => rmSync(folder, { recursive: true }));

const secret = `whsec_${Buffer.from(Array.from({ length: 32 }, (_, i) => i * 5)).toString('base64')}`;
const url = 'https://app.example.com/hooks?key=hidden';
const app = { FEISHU_APP_ID: 'cli_a1b2c3d4e5f60718', FEISHU_APP_SECRET: 'dskLLdkasdjlasdKK' };
const production = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://login.example.com',
  FEISHU_ENCRYPT_KEY: 'the-encrypt-key',
};

function read(content: unknown, env: Record<string, string> = {}) {
  const file = join(folder, 'webhooks.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readConfig({ ...app, ...env, WEBHOOKS: file }).webhooks;
}

it('W4: names each receiver without telling its address, and takes all types unless some are named', () => {
  expect(
    read([
      { url, secret },
      { url: 'http://localhost:9/', secret, events: ['user.left'] },
    ]),
  ).toEqual([
    { name: expect.stringMatching(/^app\.example\.com#[0-9a-f]{8}$/), url: new URL(url), secret, events: [] },
    {
      name: expect.stringMatching(/^localhost:9#/),
      url: new URL('http://localhost:9/'),
      secret,
      events: ['user.left'],
    },
  ]);
});

it.each(webhookTypes.options)('takes %s, as the contract names it', (type) => {
  expect(read([{ url, secret, events: [type] }])[0]?.events).toEqual([type]);
});

it.each<[string, unknown, string]>([
  ['is no JSON', '[{', 'WEBHOOKS must name a JSON file'],
  ['is no list', {}, 'must be a list'],
  ['is empty', [], 'names no receiver'],
  [
    'names one twice',
    [
      { url, secret },
      { url, secret },
    ],
    'names one url twice',
  ],
  ['has no URL', [{ url: 'app', secret }], 'receiver 1: url must be a URL'],
  ['has a user in a URL', [{ url: 'https://u:p@app.example.com', secret }], 'receiver 1: url must be a URL'],
  ['has a secret that is short', [{ url, secret: 'whsec_YWJj' }], 'receiver 1: secret must be whsec_'],
  ['has a secret of zeros', [{ url, secret: `whsec_${'A'.repeat(44)}` }], 'receiver 1: secret must be whsec_'],
  ['has no secret', [{ url }], 'receiver 1: secret must be'],
  ['names an unknown type', [{ url, secret, events: ['user.gone'] }], 'must be one of user.created'],
  ['has an unknown field', [{ url, secret, event: [] }], 'receiver 1'],
])('W3, W4: refuses at start a file that %s', (_, content, message) => {
  expect(() => read(content)).toThrow(message);
  expect(() => read(content)).not.toThrow(/hidden|whsec_YWJj/);
});

it('W5: refuses in production what others could read or what leads to the machine itself', () => {
  expect(read([{ url, secret }], production)).toHaveLength(1);
  for (const unfit of ['http://app.example.com/', 'https://localhost/'])
    expect(() => read([{ url: unfit, secret }], production)).toThrow('receiver 1: url must start with https://');
});
