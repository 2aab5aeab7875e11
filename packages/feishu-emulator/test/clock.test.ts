import { describe, expect, it } from '@jest/globals';
import { createClock } from '../src/clock.ts';

describe('the emulated clock', () => {
  it('does what falls due on the way, in order and at its moment', async () => {
    const clock = createClock(() => 0);
    const done: [string, number][] = [];
    const note = (name: string) => () => done.push([name, clock.now()]);
    clock.at(2000, note('second'));
    clock.at(1000, note('first'));
    clock.at(9000, note('later'));
    await clock.advance(5);
    expect(done).toEqual([
      ['first', 1000],
      ['second', 2000],
    ]);
    expect(clock.now()).toBe(5000);
    clock.close();
  });

  it('does work that other work planned for the same stretch', async () => {
    const clock = createClock(() => 0);
    const moments: number[] = [];
    const again = async (): Promise<void> => {
      moments.push(clock.now());
      if (moments.length < 3) clock.at(clock.now() + 1000, again);
    };
    clock.at(1000, again);
    await clock.set(10_000);
    expect(moments).toEqual([1000, 2000, 3000]);
    clock.close();
  });

  it('forgets work that was called off', async () => {
    const clock = createClock(() => 0);
    let done = false;
    clock.at(1000, () => {
      done = true;
    })();
    await clock.advance(2);
    expect(done).toBe(false);
    clock.close();
  });

  it('does due work by itself as real time passes', async () => {
    const clock = createClock();
    await new Promise<void>((resolve) => clock.at(clock.now() + 20, resolve));
    clock.close();
  });
});
