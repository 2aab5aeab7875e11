import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as feishu from '@feishu-login/feishu-types';
import { describe, expect, it } from '@jest/globals';
import { createApp } from '../src/app.ts';
import { coverage } from '../src/routes/coverage.ts';
import { endpoints } from '../src/routes/endpoints.ts';
import { eventCoverage } from '../src/routes/event-coverage.ts';
import { factRows } from '../src/routes/facts.ts';
import { createState } from '../src/state/create-state.ts';
import { startWorld } from './world.ts';

const documented = Object.entries(feishu).filter(([name]) => name.endsWith('Endpoint')) as [
  string,
  { method: string; path: string; page: string },
][];

const here = new URL('.', import.meta.url).pathname;
const textOf = (path: string): string =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .map((file) => textOf(join(path, file)))
        .join('\n')
    : readFileSync(path, 'utf8');

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

describe('the coverage table', () => {
  it('lists every documented endpoint, with its page', () => {
    expect(coverage.map(({ method, path, page }) => `${method} ${path} ${page}`).sort()).toEqual(
      documented.map(([, { method, path, page }]) => `${method} ${path} ${page}`).sort(),
    );
  });

  it('lists nothing that the router does not serve', () => {
    const state = createState();
    const { router } = createApp(state, {
      gadgetHtml: undefined,
      relayOrigins: [],
      allowedHosts: [],
      worlds: { names: () => [], remove: () => false },
    });
    const served = router.stack.flatMap((layer) => layer.methods.map((method) => `${method} ${String(layer.path)}`));
    for (const { method, path } of coverage) expect(served).toContain(`${method} ${path}`);
    state.close();
  });

  it('leaves out nothing that the router serves of the platform', () => {
    const listed = coverage.map(({ method, path }) => `${method} ${path}`);
    for (const { method, path } of endpoints) expect(listed).toContain(`${method} ${path}`);
  });

  it('has the errors that the endpoint itself declares', () => {
    for (const endpoint of endpoints) {
      const row = coverage.find(({ path }) => path === endpoint.path);
      for (const code of Object.keys(row?.errors ?? {})) expect(Object.keys(endpoint.errors)).toContain(code);
    }
  });

  it.each(coverage.map((row) => [`${row.method} ${row.path}`, row] as const))(
    'names the test that shows each error of %s',
    (_name, row) => {
      const path = join(here, row.test);
      expect(existsSync(path)).toBe(true);
      const text = textOf(path);
      for (const code of Object.keys(row.errors)) {
        const byFault = row.byFaultOnly.map(String).includes(code);
        if (!byFault) expect(text).toContain(code);
      }
    },
  );

  it('lists every documented event, and names the test that shows it', () => {
    expect(eventCoverage.map(({ type }) => type).sort()).toEqual(Object.keys(feishu.eventScopes).sort());
    for (const { type, test } of eventCoverage) expect(textOf(join(here, test))).toContain(type);
  });

  it('names the test that shows each fact, by its sentence', () => {
    const untold = factRows.filter(({ test }) => {
      const [file = '', sentence = ''] = test.split(/: (.*)/s);
      return !new RegExp(`(it|\\))\\('${literal(sentence)}'`).test(textOf(join(here, file)));
    });
    expect(untold).toEqual([]);
  });

  it('says of every endpoint, event, fact and switch how it is known, in each place alike', async () => {
    const world = await startWorld();
    const sources = ['documented', 'official code', 'field', 'assumed'];
    const { provenance, settings } = (await world.ask('/_emulator/state')).body;
    const listed = (await world.ask('/_emulator/coverage')).body;
    expect(Object.keys(provenance.settings).sort()).toEqual(Object.keys(settings).sort());
    expect((await world.ask('/_emulator/settings')).body.provenance).toEqual(provenance.settings);
    for (const one of listed.endpoints) {
      expect(provenance.endpoints[`${one.method} ${one.path}`]).toEqual(one.provenance);
    }
    for (const one of listed.events) expect(provenance.events[one.type]).toEqual(one.provenance);
    const named = [...listed.endpoints, ...listed.events];
    const facts = [...listed.everywhere, ...named.flatMap((one: { facts: unknown[] }) => one.facts)];
    expect(facts).toHaveLength(provenance.facts.length);
    const all = [provenance.endpoints, provenance.events, provenance.settings].flatMap((group) => Object.values(group));
    for (const { source } of [...all, ...facts.map((fact) => fact.provenance)] as { source: string }[]) {
      expect(sources).toContain(source);
    }
    expect(provenance.settings.gateway_status).toEqual({ source: 'field', seen: '2026-09' });
    expect(provenance.endpoints['POST /oauth/v3/token']).toEqual({ source: 'documented' });
    expect(provenance.endpoints['POST /oauth/v1/revoke']).toEqual({ source: 'official code' });
  });

  it('is shown by the emulator', async () => {
    const world = await startWorld();
    const { endpoints, events } = (await world.ask('/_emulator/coverage')).body;
    expect([endpoints.length, events.length]).toEqual([coverage.length, eventCoverage.length]);
  });
});

describe('every documented error with a number can be had by its number', () => {
  const rows = coverage.filter(({ path }) => endpoints.some((endpoint) => endpoint.path === path));
  it.each(rows.map((row) => [`${row.method} ${row.path}`, row] as const))('at %s', async (_name, row) => {
    const world = await startWorld();
    const path = row.path.replace(/:\w+/g, 'x');
    for (const [code, documentedRow] of Object.entries(row.errors)) {
      if (!/^\d+$/.test(code)) continue;
      await world.control('POST', 'faults', { fault: code, times: 1 });
      const reply = await world.ask(path, { method: row.method });
      const text = 'msg' in documentedRow ? documentedRow.msg : documentedRow.description;
      expect([reply.status, reply.body.code, reply.body.msg ?? reply.body.error_description]).toEqual([
        documentedRow.http,
        Number(code),
        text,
      ]);
    }
  });
});
