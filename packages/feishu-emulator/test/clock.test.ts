import { describe, expect, it } from '@jest/globals';
import { createClock } from '../src/state/create-clock.ts';

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

  it('does not take back the time that work took', async () => {
    let real = 0;
    const clock = createClock(() => real);
    clock.at(1000, () => {
      real += 50;
    });
    await clock.advance(1);
    expect(clock.now()).toBe(1050);
    await clock.set(500);
    expect(clock.now()).toBe(500);
    clock.close();
  });

  it('does recurring work once at the end of a leap when only the latest counts', async () => {
    const clock = createClock(() => 0);
    const done: [string, number][] = [];
    const hourly = (): unknown =>
      clock.atLatest(clock.now() + 1000, () => {
        done.push(['hourly', clock.now()]);
        hourly();
      });
    hourly();
    clock.at(5000, () => done.push(['once', clock.now()]));
    await clock.advance(100);
    expect(done).toEqual([
      ['once', 5000],
      ['hourly', 100_000],
    ]);
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
