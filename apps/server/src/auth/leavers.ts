import { AuthError } from '@feishu-login/auth-types';
import type { GrantKey, PersonEvent, Ports } from './ports.ts';

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

/** The platform refused a person we know, because they left, are frozen, or may not use the app any more. */
export class PersonGone extends AuthError {
  readonly person: GrantKey;

  constructor(person: GrantKey, platformCode: number) {
    super(
      'user_not_allowed',
      'This person may not use this app. An administrator of the organisation can change that.',
      {
        platformCode,
      },
    );
    this.person = person;
  }
}

/** No event came, but an answer says the same: their sessions and their grant end now. */
export async function endEverything(ports: Ports, person: GrantKey, platformCode: number): Promise<void> {
  const count = await ports.store.sessions.endAll(person, ports.clock.now(), 'gone');
  await ports.store.grants.forget(person);
  ports.log.event('session.ended', { reason: 'gone', platform_code: platformCode, count });
}
