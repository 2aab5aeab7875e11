import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { createMetrics } from '../../src/ops/metrics.ts';

const repository = join(import.meta.dirname, '../../../..');
const read = (file: string) => readFileSync(join(repository, file), 'utf8');

interface Rule {
  readonly alert: string;
  readonly expr: string;
}
const rules: Rule[] = parse(read('deploy/prometheus/alerts.yml')).groups.flatMap(
  (group: { rules: Rule[] }) => group.rules,
);
const panels: { title: string; targets?: { expr: string }[] }[] = JSON.parse(
  read('deploy/grafana/dashboard.json'),
).panels;
const expressions: [where: string, expr: string][] = [
  ...rules.map(({ alert, expr }): [string, string] => [alert, expr]),
  ...panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }): [string, string] => [title, expr])),
];
const documents = ['docs/metrics.md', 'docs/metrics.zh-CN.md'];

/** Every series by its name, with the names of its labels, after each thing that is counted happened once. */
let series: Map<string, Set<string>>;

beforeAll(async () => {
  const metrics = createMetrics();
  metrics.answered({ method: 'GET', route: '/', status: 200, duration_ms: 1 });
  metrics.event('login.ok', { entrance: 'gadget', ended_after_ms: 1 });
  metrics.shed('others');
  metrics.watch.load(() => ({ under_way: 1, waiting: 0 }));
  metrics.asked('/token', '0', 0.1);
  metrics.attempted('webhook', 'delivered', 1);
  metrics.watch.outbox(async () => [{ kind: 'webhook', count: 1, age: 1 }]);
  metrics.watch.sessions(async () => [{ kind: 'gadget', count: 1 }]);
  metrics.watch.connections(() => ({ used: 1, idle: 0, waiting: 0 }));
  series = new Map();
  for (const line of (await metrics.text()).split('\n')) {
    const [, name = '', labels = ''] = /^([a-z_]\w*)(?:\{(.*)\})? /.exec(line) ?? [];
    if (name !== '') series.set(name, new Set([...labels.matchAll(/(\w+)="/g)].map(([, label = '']) => label)));
  }
});

/** The names and labels an expression of PromQL speaks of. */
function spokenOf(expr: string): { name: string; labels: string[] }[] {
  const grouped = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, labels = '']) => labels.split(/,\s*/));
  const named = expr.replace(/\bby \([^)]*\)/g, '').replace(/\[[^\]]*\]/g, '');
  return [...named.matchAll(/([a-z]+(?:_[a-z0-9]+)+|\bup\b)(?!\w*\()(?:\{([^}]*)\})?/g)].map(
    ([, name = '', matchers = '']) => ({
      name,
      labels: [...grouped, ...[...matchers.matchAll(/(\w+)(?==|!=|=~)/g)].map(([, label = '']) => label)],
    }),
  );
}

/** What the scrape itself adds. */
const ofTheScrape = ['instance', 'job'];

describe('The files for Prometheus and Grafana', () => {
  it.each(expressions)('%s asks for metrics and labels that exist: %s', (_where, expr) => {
    const spoken = spokenOf(expr).filter(({ name }) => name !== 'up');
    expect(spoken.length + Number(expr.startsWith('up'))).toBeGreaterThan(0);
    for (const { name, labels } of spoken) {
      expect([...series.keys()]).toContain(name);
      expect(labels.filter((label) => ![...ofTheScrape, ...(series.get(name) ?? [])].includes(label))).toEqual([]);
    }
  });

  it('show every metric of ours, on the dashboard', () => {
    const shown = new Set(
      panels
        .flatMap(({ targets = [] }) => targets.flatMap(({ expr }) => spokenOf(expr)))
        .map(({ name }) => familyOf(name)),
    );
    expect(ours().filter((name) => !shown.has(name))).toEqual([]);
  });
});

describe.each(documents)('%s', (document) => {
  const rows = read(document)
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const firsts = rows.flatMap((row) =>
    [...(row.split(' | ')[0] ?? '').matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
  );

  it('explains every metric of ours and every alert, and none that is not there', () => {
    const known = [...new Set([...series.keys()].map(familyOf)), ...rules.map(({ alert }) => alert)];
    expect([...ours(), ...rules.map(({ alert }) => alert)].filter((name) => !firsts.includes(name))).toEqual([]);
    expect(firsts.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('names the labels that each has', () => {
    for (const row of rows.slice(0, ours().length)) {
      const [first = '', second = ''] = row.split(' | ');
      const name = /`(\w+)`/.exec(first)?.[1] ?? '';
      if (!ours().includes(name)) continue;
      const labels = [...second.matchAll(/`(\w+)`/g)].map(([, label = '']) => label);
      const real = series.get(name) ?? series.get(`${name}_count`) ?? new Set();
      expect([name, labels]).toEqual([name, [...real]]);
    }
  });
});

function familyOf(name: string): string {
  return name.replace(/_(bucket|sum|count)$/, '');
}

function ours(): string[] {
  return [...new Set([...series.keys()].map(familyOf))].filter((name) => !/^(process|nodejs)_/.test(name));
}
