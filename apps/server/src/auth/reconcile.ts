import { endEverything } from './leavers.ts';
import type { Ports } from './ports.ts';

export interface Reconciled {
  readonly checked: number;
  readonly ended: number;
  /** The platform would not say: the app may not read contacts, or the person is outside its contact range. */
  readonly unknown: number;
}

/** People checked in one run; the next run goes on where this one ended. */
const batch = 100;

/**
 * Asks the platform about people with live sessions whom nobody has asked about for `interval`: the net under events
 * that never came. Bounded, and resumable at any point, because each answer is written down at once.
 */
export async function reconcile(ports: Ports, interval: number): Promise<Reconciled> {
  const people = await ports.store.people.dueForCheck(ports.app.appId, ports.clock.now() - interval, batch);
  let ended = 0;
  let unknown = 0;
  for (const person of people) {
    const standing = await ports.feishu.standing(person.openId);
    if (standing.standing === 'gone') {
      await endEverything(ports, person, standing.platformCode);
      ended += 1;
    }
    if (standing.standing === 'unknown') unknown += 1;
    await ports.store.people.checked(person, ports.clock.now());
  }
  return { checked: people.length, ended, unknown };
}
