import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Company, type Needs, needsOf, readMeasured } from './load-model.ts';
import { repository } from './run.ts';

/** `pnpm model`: what companies of some sizes need, or one of the size given, by what `pnpm bench` measured. */
const { values } = parseArgs({
  args: process.argv.slice(2).filter((arg) => arg !== '--'),
  options: {
    people: { type: 'string' },
    minutes: { type: 'string', default: '30' },
    checks: { type: 'string', default: '6' },
    'feishu-calls': { type: 'string', default: '40' },
    lang: { type: 'string' },
  },
});

const sizes = [100, 1_000, 5_000, 20_000, 100_000];
const head = {
  zh: ['人数', '数据库', '实例', '数据库连接', '检查/秒', '登录/秒', '全员登录（分钟）', '最久等待（分钟）'],
  en: [
    'people',
    'database',
    'instances',
    'connections',
    'checks/s',
    'sign-ins/s',
    'all in after, min',
    'longest wait, min',
  ],
} as const;
const locale = values.lang ?? [process.env.LC_ALL, process.env.LC_MESSAGES, process.env.LANG].find(Boolean) ?? '';
const language = /^zh/i.test(locale) ? 'zh' : 'en';

/** What the last whole run of `pnpm bench` wrote. */
const source = 'docs/measurements.md';
const measured = readMeasured(readFileSync(join(repository, source), 'utf8'));
const companies = (values.people === undefined ? sizes : [number('people')]).map(
  (people): Company => ({
    people,
    arrivalMinutes: number('minutes'),
    checksPerPerson: number('checks'),
    feishuCallsPerSecond: number('feishu-calls'),
  }),
);

console.log(`${source}: ${JSON.stringify(measured)}\n`);
console.log(`| ${head[language].join(' | ')} |\n|${head[language].map(() => ' ---: |').join('')}`);
for (const company of companies) console.log(row(company, needsOf(company, measured)));

function row({ people }: Company, needs: Needs): string {
  const { database, instances, databaseConnections, checksPerSecond, signInsPerSecond } = needs;
  const figures = [checksPerSecond, signInsPerSecond, needs.minutes, needs.longestWaitMinutes];
  const cells = [people, database, instances, databaseConnections, ...figures.map((figure) => figure.toFixed(1))];
  return `| ${cells.join(' | ')} |`;
}

/** @throws Error that names the option */
function number(name: 'people' | 'minutes' | 'checks' | 'feishu-calls'): number {
  const text = values[name] ?? '';
  if (!/^\d{1,9}(\.\d+)?$/.test(text) || Number(text) === 0)
    throw new Error(`--${name} must be a number above 0, such as 30.`);
  return Number(text);
}
