import { createOperatorSessions } from '../../db/operator/sessions.ts';
import { OperatorFailure } from '../failure.ts';
import { recordAct } from '../operator-audit.ts';
import type { ServerData } from '../server-data.ts';
import type { Text } from '../terminal/language.ts';
import { findPerson, nameOf } from './person.ts';

export interface Revoked {
  readonly whose: Text;
  readonly sessions: number;
}

const reason = 'revoked_by_operator';
/** Marked in one transaction: SQLite's lock is held for milliseconds, and a server's sign-in hardly waits. */
const batch = 500;

/** Ends everything of one person. @throws OperatorFailure */
export async function revokePerson(data: ServerData, id: string, dryRun: boolean): Promise<Revoked> {
  const person = await findPerson(data, id);
  const name = nameOf(person);
  const whose = { zh: name, en: name };
  const now = data.clock.now();
  if (dryRun) return { whose, sessions: (await data.store.sessions.list(person.id, now)).length };
  const sessions = await createOperatorSessions(data.database).endAllOf(person.id, now, reason);
  await recordAct(data, { event: 'session.ended', reason, userId: person.id, facts: { count: sessions } });
  return { whose, sessions };
}

/** Ends one session. @throws OperatorFailure if there is no such live one */
export async function revokeOne(data: ServerData, id: string, dryRun: boolean): Promise<Revoked> {
  const sessions = createOperatorSessions(data.database);
  const now = data.clock.now();
  const found = await sessions.find(id, now);
  if (found === undefined || !(dryRun || (await sessions.end(id, now, reason)))) {
    throw new OperatorFailure('refused', {
      zh: `没有 ID 为“${id}”的在线会话；它可能已经结束。用 sessions list --user 查看。`,
      en: `There is no live session “${id}”; it may have ended already. sessions list --user shows them.`,
    });
  }
  if (!dryRun) await recordAct(data, { event: 'session.ended', reason, userId: found.userId, sessionId: id });
  const device = found.device === null ? found.kind : `${found.kind}, ${found.device}`;
  return { whose: { zh: device, en: device }, sessions: 1 };
}

/** Ends everybody's sessions: all at once for the servers, then marked one batch after the other. */
export async function revokeAll(data: ServerData, dryRun: boolean, progress: (done: number) => void): Promise<Revoked> {
  const sessions = createOperatorSessions(data.database);
  const now = data.clock.now();
  const { sessions: live, users } = await sessions.countLive(now);
  const whose = { zh: `${users} 人`, en: users === 1 ? '1 person' : `${users} people` };
  if (dryRun) return { whose, sessions: live };
  await sessions.closeAll(now);
  await recordAct(data, { event: 'session.ended', reason, facts: { count: live, everybody: true } });
  for (let marked = 0; ; ) {
    const more = await sessions.markEnded(now, reason, batch);
    marked += more;
    if (more < batch) return { whose, sessions: live };
    progress(marked);
  }
}
