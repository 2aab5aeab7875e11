import { byOperator } from '../../auth/administration/acts.ts';
import { endSession, endSessionsOf } from '../../auth/administration/ending.ts';
import { createOperatorSessions } from '../../db/operator/sessions.ts';
import { OperatorFailure } from '../failure.ts';
import { asOperator } from '../operator-audit.ts';
import type { ServerData } from '../server-data.ts';
import type { Text } from '../terminal/language.ts';
import { findPerson, nameOf } from './person.ts';

export interface Revoked {
  readonly whose: Text;
  readonly sessions: number;
}

/** Marked in one transaction: SQLite's lock is held for milliseconds, and a server's sign-in hardly waits. */
const batch = 500;

/** Ends everything of one person. @throws OperatorFailure */
export async function revokePerson(data: ServerData, id: string, dryRun: boolean): Promise<Revoked> {
  const person = await findPerson(data, id);
  const name = nameOf(person);
  const whose = { zh: name, en: name };
  if (dryRun) return { whose, sessions: (await data.store.sessions.list(person.id, data.clock.now())).length };
  return { whose, sessions: await endSessionsOf(asOperator(data), person.id) };
}

/** Ends one session. @throws OperatorFailure if there is no such live one */
export async function revokeOne(data: ServerData, id: string, dryRun: boolean): Promise<Revoked> {
  const found = dryRun
    ? await data.store.register.findSession(id, data.clock.now())
    : await endSession(asOperator(data), id);
  if (found === undefined) {
    throw new OperatorFailure('refused', {
      zh: `没有 ID 为“${id}”的在线会话；它可能已经结束。用 sessions list --user 查看。`,
      en: `There is no live session “${id}”; it may have ended already. sessions list --user shows them.`,
    });
  }
  const device = found.device === null ? found.kind : `${found.kind}, ${found.device}`;
  return { whose: { zh: device, en: device }, sessions: 1 };
}

/** Ends everybody's sessions: all at once for the servers, then marked one batch after the other. */
export async function revokeAll(data: ServerData, dryRun: boolean, progress: (done: number) => void): Promise<Revoked> {
  const sessions = createOperatorSessions(data.database);
  const now = data.clock.now();
  const { sessions: live, users } = await data.store.register.countLive(now);
  const whose = { zh: `${users} 人`, en: users === 1 ? '1 person' : `${users} people` };
  if (dryRun) return { whose, sessions: live };
  await sessions.closeAll(now);
  const { record } = asOperator(data);
  await record({ event: 'session.ended', reason: byOperator, facts: { count: live, everybody: true } });
  for (let marked = 0; ; ) {
    const more = await sessions.markEnded(now, byOperator, batch);
    marked += more;
    if (more < batch) return { whose, sessions: live };
    progress(marked);
  }
}
