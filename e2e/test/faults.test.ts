import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type OwnGround, openGround } from '../src/faults/ground.ts';
import { faultRuns } from '../src/faults/runs.ts';

let ground: OwnGround;
beforeAll(() => {
  ground = openGround({ long: false, seed: 1, note: () => undefined });
});
afterAll(() => ground.close());

it.each(faultRuns)('The fault run “$name” keeps every promise', async (run) => {
  const figures = await run.run(ground);
  const broken = figures.filter(({ met, loose }) => !met && !loose);
  expect(broken.map(({ what, promised, measured }) => `${what.en}: ${promised}, was ${measured}`)).toEqual([]);
});
