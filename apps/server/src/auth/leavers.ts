import type { PersonEvent, Ports } from './ports.ts';

/** What the platform told us takes effect before we say that we heard it: an answer of 200 stops its retries. */
export async function applyPersonEvent(ports: Ports, event: PersonEvent): Promise<void> {
  const { applied, sessionsEnded } = await ports.store.people.apply(event, ports.clock.now());
  ports.log.event('event.accepted', {
    event_id: event.id,
    kind: event.kind,
    reason: event.kind === 'left' ? event.reason : null,
    duplicate: !applied,
    sessions_ended: sessionsEnded,
  });
}
