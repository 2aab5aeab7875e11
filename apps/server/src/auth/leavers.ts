import { AuthError } from '@feishu-login/auth-types';
import type { JudgedEvent, OrganisationEvent, PersonEvent } from './ports/person-events.ts';
import type { Ports } from './ports/ports.ts';
import { noticeChange, reassess } from './reassess.ts';

/**
 * What the platform told us, whichever way it came, takes effect before this resolves: an acknowledgement stops its
 * retries. @throws AuthError `unauthorized` for what is no event of ours, `db_unavailable`
 */
export async function takeEvent(ports: Ports, judged: JudgedEvent): Promise<void> {
  switch (judged.verdict) {
    case 'accepted':
      return applyEvent(ports, judged.event);
    case 'ignored':
      return ports.log.event('event.ignored', { reason: judged.reason });
    case 'rejected':
      ports.log.event('event.rejected', { reason: judged.reason });
      throw notAnEvent();
  }
}

/** The one answer to everything that is no event of ours. */
export function notAnEvent(): AuthError {
  return new AuthError('unauthorized', 'This is not an event of the configured app.');
}

async function applyEvent(ports: Ports, event: PersonEvent | OrganisationEvent): Promise<void> {
  if (event.kind === 'organisation') return noticeChange(ports, event);
  const { outcome, userIds, sessionsEnded } = await ports.store.people.apply(event, ports.clock.now());
  const endedAfter = ports.clock.now() - event.happenedAt;
  if (outcome === 'other_tenant') return ports.log.event('event.ignored', { event_id: event.id, reason: outcome });
  // Each time it is told: the first time, somebody may have died on the way.
  const unfit = event.kind === 'changed' ? await reassess(ports, await ports.store.facts.concerned(event)) : 0;
  ports.log.event('event.accepted', {
    // Nobody here, one, or somebody with an account in several apps: the first is who the trail is looked up by.
    user_id: userIds[0] ?? null,
    event_id: event.id,
    kind: event.kind,
    reason: event.kind === 'left' ? event.reason : null,
    duplicate: outcome === 'duplicate',
    sessions_ended: sessionsEnded + unfit,
    // From what happened at the platform to the commit here.
    ...(sessionsEnded > 0 && { ended_after_ms: Math.max(0, endedAfter) }),
  });
}
