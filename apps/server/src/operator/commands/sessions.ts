import type { Command, Context } from '../command.ts';
import { exitCodes, OperatorFailure } from '../failure.ts';
import { withServerData } from '../open-server-data.ts';
import { onlyOptions } from '../terminal/arguments.ts';
import { findPerson } from './person.ts';
import { type Revoked, revokeAll, revokeOne, revokePerson } from './revocation.ts';
import { printSessions, sessionJson } from './session-report.ts';

export const sessionsList: Command = {
  name: 'sessions list',
  usage: '--user <id> [--json]',
  does: { zh: '列出一个用户的在线会话', en: 'lists a user’s live sessions' },
  options: [['--user ID', { zh: '用户 ID、open_id 或 union_id', en: 'user id, open id or union id' }]],
  run: ({ env, screen }, args) => {
    const options = onlyOptions(args, {
      user: { type: 'string', default: '' },
      json: { type: 'boolean', default: false },
    });
    if (options.user === '') throw userNeeded;
    return withServerData(env, async (data) => {
      const person = await findPerson(data, options.user);
      const sessions = await data.store.sessions.list(person.id, data.clock.now());
      if (options.json)
        screen.print(JSON.stringify({ user_id: person.id, sessions: sessions.map(sessionJson) }, null, 2));
      else printSessions(screen, sessions);
      return exitCodes.done;
    });
  },
};

const userNeeded = new OperatorFailure('usage', {
  zh: 'sessions list 需要 --user <用户 ID 或 open_id>。',
  en: 'sessions list needs --user <user id or open id>.',
});

export const sessionsRevoke: Command = {
  name: 'sessions revoke',
  usage: '(--user <id> | --session <id> | --all) [--dry-run] [--json]',
  does: { zh: '立即结束会话，运行中的服务马上生效', en: 'ends sessions at once, on running servers too' },
  options: [
    [
      '--user ID',
      { zh: '这个用户的全部会话，包括正在进行的登录', en: 'all sessions of this user, a sign-in under way included' },
    ],
    ['--session ID', { zh: '一个会话', en: 'one session' }],
    ['--all', { zh: '所有人的会话', en: 'everybody’s sessions' }],
    ['--dry-run', { zh: '只说明会结束什么', en: 'only tells what would end' }],
  ],
  run: ({ env, screen }, args) => {
    const options = onlyOptions(args, {
      user: { type: 'string' },
      session: { type: 'string' },
      all: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    });
    const target = targetOf(options);
    const dryRun = options['dry-run'];
    return withServerData(env, async (data) => {
      const revoked = await target(data, dryRun, (done) => screen.note(screen.say(progress(done))));
      if (options.json) screen.print(JSON.stringify({ dry_run: dryRun, ended: revoked.sessions }, null, 2));
      else printRevoked(screen, revoked, dryRun);
      return exitCodes.done;
    });
  },
};

interface Targets {
  readonly user?: string;
  readonly session?: string;
  readonly all: boolean;
}

/** Exactly one of the three; an empty id is a forgotten one, and must never mean everybody. */
function targetOf({ user, session, all }: Targets): typeof revokeAll {
  const named = [user !== undefined, session !== undefined, all].filter(Boolean).length;
  if (named !== 1 || user === '' || session === '') {
    throw new OperatorFailure('usage', {
      zh: '请从 --user <id>、--session <id>、--all 中选且只选一个。',
      en: 'Say whose sessions: exactly one of --user <id>, --session <id> and --all.',
    });
  }
  if (user !== undefined) return (data, dryRun) => revokePerson(data, user, dryRun);
  if (session !== undefined) return (data, dryRun) => revokeOne(data, session, dryRun);
  return revokeAll;
}

function progress(done: number) {
  return { zh: `已标记 ${done} 个会话……`, en: `${done} sessions marked …` };
}

function printRevoked(screen: Context['screen'], { whose, sessions }: Revoked, dryRun: boolean): void {
  const who = screen.say(whose);
  if (dryRun) {
    screen.tell({
      zh: `演练：将结束 ${sessions} 个会话（${who}）。没有改动任何数据。`,
      en: `Dry run: ${sessions} ${plural(sessions)} would end (${who}). Nothing was changed.`,
    });
    return;
  }
  const done = {
    zh: `已结束 ${sessions} 个会话（${who}）。`,
    en: `Ended ${sessions} ${plural(sessions)} (${who}).`,
  };
  screen.tell(done, screen.paint('green', '✓'));
}

function plural(count: number): string {
  return count === 1 ? 'session' : 'sessions';
}
