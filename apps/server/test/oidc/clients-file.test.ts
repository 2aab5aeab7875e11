import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as openid from 'openid-client';
import { sha256 } from '../../src/auth/token.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { takeClientsOfFile } from '../../src/oidc-clients-file.ts';
import { createWorld, type World } from '../http/world.ts';
import { callback, register, relyingParty, signInTo } from './relying-party.ts';

const folder = mkdtempSync(join(tmpdir(), 'fl-clients-'));
const app = { FEISHU_APP_ID: 'cli_a1b2c3d4e5f60718', FEISHU_APP_SECRET: 'dskLLdkasdjlasdKK' };
let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await world.close();
});

const reports = {
  client_id: 'reports',
  name: '报表',
  client_secret_sha256: sha256('a-secret-of-the-file'),
  redirect_uris: [callback],
  first_party: true,
};

function settingsOf(content: unknown) {
  const file = join(folder, 'clients.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readConfig({ ...app, OIDC_CLIENTS: file }).oidcClients;
}

const start = (content: unknown) => takeClientsOfFile(world.ports, settingsOf(content), () => undefined);
const ids = async () => (await world.ports.store.oidc.clients.list()).map(({ clientId }) => clientId);

describe('The clients of OIDC_CLIENTS', () => {
  it('are there from the start, and sign people in with the secret whose hash the file has', async () => {
    await start([reports]);
    const found = await world.ports.store.oidc.clients.find('reports');
    if (found === undefined) throw new Error('It is not there.');
    const config = await relyingParty(world, { ...found, secret: 'a-secret-of-the-file' });
    const tokens = await signInTo(world, config, await world.signedInBrowser());
    expect(tokens.claims()?.aud).toBe('reports');
    const wrong = await relyingParty(world, { ...found, secret: 'another' });
    await expect(openid.tokenIntrospection(wrong, tokens.access_token)).rejects.toMatchObject({ status: 401 });
  });

  it('end with their line in the file; those of a command stay, and without a file nothing changes', async () => {
    const { clientId } = await register(world);
    await start([reports, { ...reports, client_id: 'times', name: '考勤' }]);
    await start([reports]);
    expect((await ids()).sort()).toEqual([clientId, 'reports'].sort());
    const missed: string[] = [];
    await takeClientsOfFile(world.ports, readConfig(app).oidcClients, (kept) => missed.push(...kept));
    expect(await ids()).toContain('reports');
    expect(missed).toEqual(['reports']);
    await start([]);
    expect(await ids()).toEqual([clientId]);
  });

  it.each<[string, unknown, string]>([
    ['is no JSON', '[{', 'OIDC_CLIENTS must name a JSON file that can be read'],
    ['is no list', {}, 'OIDC_CLIENTS: must be a list'],
    ['has a field of another name', [{ ...reports, secret: 'x' }], 'OIDC_CLIENTS: client 1: '],
    ['has a secret in place of its hash', [{ ...reports, client_secret_sha256: 'hush-hush' }], 'sha256sum'],
    ['names one client twice', [reports, reports], 'names one client_id twice'],
    ['sends people to an unsafe address', [{ ...reports, redirect_uris: ['http://a.example/cb'] }], 'cannot be used'],
    [
      'has a scope that is none',
      [reports, { ...reports, client_id: 'b', scopes: ['all'] }],
      'client 2: There is no scope',
    ],
  ])('stop the start where the file %s, and nothing of it is taken', async (_what, content, message) => {
    const before = await ids();
    const starting = Promise.resolve().then(() => start(content));
    await expect(starting).rejects.toThrow(message);
    await expect(starting).rejects.not.toThrow('hush-hush');
    expect(await ids()).toEqual(before);
  });
});
