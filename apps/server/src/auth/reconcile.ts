import type { Ports } from './ports/ports.ts';
import { recheck } from './recheck.ts';

export interface Reconciled {
  readonly checked: number;
  readonly ended: number;
  /** The platform would not say: the app may not read contacts, or the person is outside its contact range. */
  readonly unknown: number;
  /** The platform did not answer; asked again after a while. */
  readonly failed: number;
  /** People whose turn it is, and who were not in this batch. */
  readonly remaining: number;
}

export interface ReconcileOptions {
  /** Milliseconds: nobody is asked about more often. */
  readonly interval: number;
  /** Told after each batch. */
  readonly report: (batch: Reconciled) => void;
  /** Ends the run between two people. */
  readonly signal: AbortSignal;
}

const batchSize = 100;
/** A run ends after this many; the next one goes on. */
const batchesPerRun = 10;
/** When whoever was claimed and not reached has another turn, in milliseconds. */
const retryAfter = 10 * 60_000;
/** When whoever the platform was silent about has one: later, so that they stand in nobody's way. */
const silentAfter = 60 * 60_000;
/** So many silences in a row are the platform's, not the person's. */
const silencesAllowed = 3;

/**
 * Asks the platform about people with live sessions or a kept permission whom nobody has asked about for `interval`: the
 * net under events that never came. Bounded, shared with other instances, and resumable at any point, because each
 * answer is written down at once.
 */
export async function reconcile(ports: Ports, { interval, report, signal }: ReconcileOptions): Promise<void> {
  for (let batch = 0; batch < batchesPerRun && !signal.aborted; batch += 1) {
    const done = await reconcileBatch(ports, interval, signal);
    if (done === undefined) return;
    report(done);
    if (done.remaining === 0 || done.failed >= silencesAllowed) return;
  }
}

async function reconcileBatch(ports: Ports, interval: number, signal: AbortSignal): Promise<Reconciled | undefined> {
  const now = ports.clock.now();
  const before = now - interval;
  const claim = { now, before, claimedAs: before + retryAfter, limit: batchSize };
  const { people, remaining } = await ports.store.people.claimForCheck(ports.app.appId, claim);
  if (people.length === 0) return undefined;
  const done = { checked: 0, ended: 0, unknown: 0, failed: 0, remaining };
  let silences = 0;
  for (const person of people) {
    if (signal.aborted || silences === silencesAllowed) break;
    const answer = await recheck(ports, person);
    silences = answer === 'failed' ? silences + 1 : 0;
    if (answer === 'failed') {
      done.failed += 1;
      await ports.store.people.checked(person, before + silentAfter);
      continue;
    }
    await ports.store.people.checked(person, ports.clock.now());
    done.checked += 1;
    if (answer === 'gone') done.ended += 1;
    if (answer === 'unknown') done.unknown += 1;
  }
  return done;
}
