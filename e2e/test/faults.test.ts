import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { repository } from '../../scripts/run.ts';
import { type OwnGround, openGround } from '../src/faults/ground.ts';
import { promises } from '../src/faults/promises.ts';
import { faultRuns } from '../src/faults/runs.ts';

/** Each run, and what it is the proof of. */
const proofs: [promise: string, run: string][] = [
  ['B7: Feishu stumbles over one call in twenty: nobody who was told to be signed in is not', 'sign-ins'],
  ['O6, O13: a server killed at any moment keeps what it acknowledged, and no halves', 'kill'],
  [
    'O1: the database gone: 503 with a time to come back, never 401, and well again by itself within five',
    'database-away',
  ],
  ['O2: a database that is slow, then silent: waits are bounded', 'database-slow'],
  [
    'O3: every connection ended again and again: only 503, the processes stay, nobody is signed out',
    'connections-ended',
  ],
  ['O2: a pool without a free connection: waits are bounded, and over with the lock', 'pool-exhausted'],
  ['the standby takes over: what was acknowledged is there', 'failover'],
  ['two instances behind PgBouncer: not one request fails', 'pgbouncer'],
  ['O7: two servers restarted one after the other lose not one request of people who go on working', 'rolling-restart'],
  ['F1: an instance cut off from the database answers nothing from memory', 'partition'],
  ['O5: a full disk, then one that is read-only', 'disk'],
  ['a damaged page: refused, and nothing is invented', 'corrupted'],
  ['K11: slow and half-open clients are cut off, and nobody else feels them', 'slow-clients'],
  ['N5: events doubled, disordered and forged', 'event-storm'],
  ['O12: the clock of one instance jumps by a day', 'clock'],
  [
    'O16: five times the sign-ins that can be answered: nobody signed in is refused, and a refusal says when',
    'overload',
  ],
  ['two instances do what a model says, in whatever order they are asked', 'session-machine'],
  ['P2: whatever HTTP can say: not one 500', 'fuzz'],
];

/** A minute is too long for a test, and says nothing of an hour; it runs at night. */
const tooLong = ['soak'];

let ground: OwnGround;
beforeAll(() => {
  ground = openGround({ long: false, seed: 1, note: () => undefined });
});
afterAll(() => ground.close());

it('Each fault run is tried', () => {
  const names = [...proofs.map(([, name]) => name), ...tooLong];
  expect(new Set(names)).toEqual(new Set(faultRuns.map(({ name }) => name)));
});

it.each(promises)('Printed by a run, by the bench or proved by a test: $what', ({ run, figures, bench, threats }) => {
  const documentOf = (name: string) => readFileSync(join(repository, 'docs', name), 'utf8');
  const rows = [
    ...(bench ?? []).filter((row) => !documentOf('measurements.md').includes(row)),
    ...(threats ?? []).filter((row) => !new RegExp(`^\\| ${row}\\b`, 'm').test(documentOf('threats.md'))),
  ];
  expect(rows).toEqual([]);
  expect([run === undefined, (bench ?? threats ?? figures) === undefined]).toEqual([figures === undefined, false]);
  expect([undefined, ...faultRuns.map(({ name }) => name)]).toContain(run);
});

it.each(proofs)('%s', async (_promise, name) => {
  const figures = (await faultRuns.find((run) => run.name === name)?.run(ground)) ?? [];
  const promised = promises.filter(({ run }) => run === name).flatMap((one) => one.figures ?? []);
  expect(promised.filter((words) => !figures.some(({ what }) => what.en.includes(words)))).toEqual([]);
  const broken = figures.filter(({ met, loose }) => !met && !loose);
  expect(broken.map(({ what, promised, measured }) => `${what.en}: ${promised}, was ${measured}`)).toEqual([]);
});
