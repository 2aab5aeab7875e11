import { setTimeout as delay } from 'node:timers/promises';
import { AuthError } from '@feishu-login/auth-types';
import { toldAuditEntry } from '../../auth/administration/audit-entry.ts';
import type { AuditFilter, AuditPlace } from '../../auth/ports/security-log.ts';
import type { Command, Context } from '../command.ts';
import { exitCodes, OperatorFailure } from '../failure.ts';
import { withServerData } from '../open-server-data.ts';
import type { ServerData } from '../server-data.ts';
import { onlyOptions } from '../terminal/arguments.ts';
import type { Text } from '../terminal/language.ts';
import { filterHelp, filterOptions, readFilter, refuseUnknownEvent } from './audit-filter.ts';

/** Entries in memory at a time, however many there are. */
const pageSize = 1_000;
const askEvery = 1_000;
/** Servers write entries a moment after what they tell of; clocks and a database that was away make it longer. */
const lateBy = 10_000;

export const auditExport: Command = {
  name: 'audit export',
  usage: '[--user <id>] [--event NAME] [--request ID] [--since WHEN] [--until WHEN] [--follow]',
  does: {
    zh: '以 NDJSON 导出审计记录，每行一条，最旧的在前；可持续跟随',
    en: 'writes the audit trail as NDJSON, an entry on a line, oldest first; goes on as things happen',
  },
  options: [
    ...filterHelp,
    ['--until WHEN', { zh: '到何时为止', en: 'older than this' }],
    [
      '--follow',
      {
        zh: '导出后继续等待新记录（不写 --since 则从现在起）',
        en: 'then waits for what happens (from now on, without --since)',
      },
    ],
  ],
  run: (context, args) => {
    const options = onlyOptions(args, {
      ...filterOptions,
      until: { type: 'string' },
      follow: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    });
    refuseUnknownEvent(options.event);
    if (options.follow && options.until !== undefined)
      throw new OperatorFailure('usage', {
        zh: '--follow 没有终点，不能与 --until 同时使用。',
        en: '--follow has no end; it does not go with --until.',
      });
    return withServerData(context.env, async (data) => {
      const filter = await readFilter(data, options);
      if (options.follow) await follow(context, data, { since: data.clock.now(), ...filter });
      else for await (const _ of entriesBehind(context, data, filter, undefined));
      return exitCodes.done;
    });
  },
};

/** Writes what is behind a place, as fast as it is taken. Yields where each page begins and ends. */
async function* entriesBehind(
  { screen }: Context,
  { store }: ServerData,
  filter: AuditFilter,
  from: AuditPlace | undefined,
  written?: Map<string, number>,
): AsyncGenerator<AuditPlace> {
  let after = from;
  for (;;) {
    const page = await store.audit.page(filter, { after, limit: pageSize });
    for (const entry of page) {
      if (written?.has(entry.id) !== true) screen.print(JSON.stringify(toldAuditEntry(entry)));
      written?.set(entry.id, entry.at);
    }
    await screen.taken();
    const last = page.at(-1);
    if (last === undefined) return;
    after = { at: last.at, id: last.id };
    yield after;
    if (page.length < pageSize) return;
  }
}

/**
 * Looks again at the last seconds, each time, for what was written late, and writes each entry once. Whoever collects
 * these lines wants them after an outage, too, so it waits for a database that is away.
 */
async function follow(context: Context, data: ServerData, filter: AuditFilter): Promise<void> {
  const stopped = context.stopped();
  const written = new Map<string, number>();
  let latest = filter.since ?? 0;
  let away = false;
  const lookAgain = async () => {
    const from = { at: latest - lateBy, id: '' };
    for await (const place of entriesBehind(context, data, filter, from, written)) {
      latest = Math.max(latest, place.at);
      for (const [id, at] of written) if (at < latest - lateBy) written.delete(id);
      if (stopped.aborted) return;
    }
    away = false;
  };
  while (!stopped.aborted) {
    await lookAgain().catch((error: unknown) => {
      if (!(error instanceof AuthError && error.code === 'db_unavailable')) throw error;
      if (!away) context.screen.note(context.screen.say(isAway));
      away = true;
    });
    await delay(askEvery, undefined, { signal: stopped }).catch(() => undefined);
  }
}

const isAway: Text = {
  zh: '数据库暂时没有应答；恢复后接着输出。',
  en: 'The database does not answer; this goes on when it does.',
};
