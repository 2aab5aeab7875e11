import { decideAdmission, endUnfit, goesByContacts, wantedFacts } from './admission.ts';
import { isSilence, PersonGone } from './ports/feishu-failure.ts';
import type { OrganisationEvent } from './ports/person-events.ts';
import type { Ports } from './ports/ports.ts';
import type { GrantKey } from './ports/records.ts';

/** When whoever could not be asked about is asked about again, in milliseconds. */
const askedAgainAfter = 60_000;
const atOnce = 50;

/**
 * Asks anew what the organisation says of people whose entry in it has changed, and ends everything of those who do not
 * fit any more. Written down first: whom the platform would not speak of just now is asked about again.
 * @returns how many sessions ended
 */
export async function reassess(ports: Ports, people: readonly GrantKey[]): Promise<number> {
  if (!goesByContacts(ports)) return 0;
  let ended = 0;
  for (const person of people) {
    await ports.store.facts.beingAsked(person, ports.clock.now() + askedAgainAfter);
    ended += await reassessOne(ports, person);
  }
  return ended;
}

async function reassessOne(ports: Ports, person: GrantKey): Promise<number> {
  const known = await ports.store.facts.find(person, ports.clock.now());
  if (known === undefined) return 0;
  // What was said of them before decides nothing now.
  const decided = await decideAdmission(ports, { ...known, facts: null }).catch((error: unknown) => {
    if (error instanceof PersonGone) return { admitted: false } as const;
    if (isSilence(error)) return undefined;
    throw error;
  });
  if (decided === undefined) return 0;
  if (decided.admitted === false) return endUnfit(ports, person);
  const facts = decided.admitted === true ? decided.facts : undefined;
  // No answer, and nothing to go by it: what is kept stays, and is asked for again.
  if (decided.admitted === true && facts === undefined && wantedFacts(ports.app).size > 0) return 0;
  await ports.store.facts.asked(person, facts, ports.clock.now());
  return 0;
}

/** A department was renamed, moved or taken away, or the app sees other parts of the organisation: whoever that concerns is due. */
export async function noticeChange(ports: Ports, event: OrganisationEvent): Promise<void> {
  const concerned = goesByContacts(ports) ? await ports.store.facts.markDue(event, ports.clock.now()) : 0;
  ports.log.event('event.accepted', { event_id: event.id, kind: event.kind, concerned });
  // Nobody waits for what may take as long as there are people; the job goes on with what is left.
  if (concerned > 0)
    void reassessDue(ports).catch((error: unknown) => {
      if (!isSilence(error)) ports.log.event('facts.untold', { reason: 'failed' });
    });
}

/** Asks about those who are due, until none is or the platform falls silent. */
export async function reassessDue(ports: Ports, signal?: AbortSignal): Promise<void> {
  if (!goesByContacts(ports)) return;
  for (;;) {
    const now = ports.clock.now();
    const due = await ports.store.facts.claimDue(ports.app.appId, { now, until: now + askedAgainAfter, limit: atOnce });
    for (const person of due) {
      if (signal?.aborted === true) return;
      await reassessOne(ports, person);
    }
    if (due.length < atOnce || signal?.aborted === true) return;
  }
}
