import type { Ports } from './ports/ports.ts';
import type { GrantKey } from './ports/records.ts';

/** No event came, but an answer says the same: their sessions and their grant end now. */
export async function endEverything(ports: Ports, person: GrantKey, platformCode: number): Promise<void> {
  const ended = await ports.store.people.leave(person, ports.clock.now(), 'gone');
  ports.log.event('session.ended', {
    user_id: ended?.userId ?? null,
    reason: 'gone',
    platform_code: platformCode,
    count: ended?.sessionsEnded ?? 0,
  });
}
