import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { defaultSeed } from '../src/seed/default-seed.ts';
import { seedJsonSchema } from '../src/seed/json-schema.ts';
import { startWorld } from './world.ts';

const published = new URL('../seed.schema.json', import.meta.url);
const current = `${JSON.stringify(seedJsonSchema(), null, 2)}\n`;
if (process.env.UPDATE_SEED_SCHEMA) writeFileSync(published, current);

describe('the published JSON Schema of the seed', () => {
  it('is the one the emulator checks with; UPDATE_SEED_SCHEMA=1 with this test writes it anew', () => {
    expect(JSON.parse(readFileSync(published, 'utf8'))).toEqual(JSON.parse(current));
  });

  it('knows every field that the default seed uses', () => {
    const { properties } = JSON.parse(current);
    for (const table of ['tenants', 'apps', 'users'] as const) {
      const known = Object.keys(properties[table].items.properties);
      for (const row of defaultSeed[table] ?? []) expect(known).toEqual(expect.arrayContaining(Object.keys(row)));
    }
    expect(properties.settings.properties.strict.description).toContain('letter of the documentation');
  });

  it('is served too, for an editor that has only the address', async () => {
    const world = await startWorld();
    expect((await world.ask('/_emulator/seed.schema.json')).body).toEqual(JSON.parse(current));
  });

  it('can be named by a seed file', async () => {
    const seed = { $schema: './seed.schema.json', apps: [{ app_id: 'a', app_secret: 'b' }] };
    expect((await startWorld({ seed })).state.apps.all()).toHaveLength(1);
  });
});
