import { auditedId } from '../../auth/administration/person.ts';
import { type AuditEntry, securityEvents } from '../../auth/ports/security-log.ts';
import type { Command } from '../command.ts';
import { exitCodes, OperatorFailure } from '../failure.ts';
import { withServerData } from '../open-server-data.ts';
import { onlyOptions, readLimit } from '../terminal/arguments.ts';
import { type Column, printTable } from '../terminal/table.ts';
import { isoTime, localTimeWithSeconds, momentBefore } from '../terminal/times.ts';

const usual = 50;

export const audit: Command = {
  name: 'audit',
  usage: '[--user <id>] [--event NAME] [--request ID] [--since WHEN] [--limit N] [--json]',
  does: { zh: '查询审计记录，最新的在前', en: 'shows what happened, newest first' },
  options: [
    ['--user ID', { zh: '与这个用户有关', en: 'about this user' }],
    ['--event NAME', { zh: '事件名，如 login.denied', en: 'with this name, such as login.denied' }],
    ['--request ID', { zh: '请求编号，失败页面上有', en: 'of this request; failure pages show its id' }],
    ['--since WHEN', { zh: '从何时起：30m、24h、7d 或日期', en: 'not older: 30m, 24h, 7d or a date' }],
    ['--limit N', { zh: `最多几条（默认 ${usual}）`, en: `at most so many (${usual})` }],
  ],
  run: ({ env, screen }, args) => {
    const options = onlyOptions(args, {
      user: { type: 'string' },
      event: { type: 'string' },
      request: { type: 'string' },
      since: { type: 'string' },
      limit: { type: 'string' },
      json: { type: 'boolean', default: false },
    });
    if (options.event !== undefined) refuseUnknown(options.event);
    const limit = readLimit(options.limit, usual);
    return withServerData(env, async (data) => {
      const since = options.since === undefined ? undefined : momentBefore(options.since, data.clock.now());
      const entries = await data.store.audit.search({
        limit,
        ...(options.user === undefined ? {} : { userId: await auditedId(data, options.user) }),
        ...(options.event === undefined ? {} : { event: options.event }),
        ...(options.request === undefined ? {} : { requestId: options.request }),
        ...(since === undefined ? {} : { since }),
      });
      if (options.json) screen.print(JSON.stringify({ entries: entries.map(entryJson) }, null, 2));
      else if (entries.length === 0)
        screen.print(screen.say({ zh: '没有这样的记录。', en: 'There is no such entry.' }));
      else printTable(screen, columns, entries);
      return exitCodes.done;
    });
  },
};

/** A name mistyped would find nothing, which reads like nothing happened. */
function refuseUnknown(event: string): void {
  if (securityEvents.some((known) => known === event)) return;
  const known = securityEvents.join(' ');
  throw new OperatorFailure('usage', {
    zh: `没有名为“${event}”的事件。可用的事件名：${known}`,
    en: `No event is called “${event}”. There are: ${known}`,
  });
}

const columns: readonly Column<AuditEntry>[] = [
  { title: { zh: '时间', en: 'TIME' }, cell: ({ at }) => localTimeWithSeconds(at) },
  { title: { zh: '事件', en: 'EVENT' }, cell: ({ event }) => event },
  { title: { zh: '原因', en: 'REASON' }, cell: ({ reason }) => reason ?? '—' },
  { title: { zh: '用户', en: 'USER' }, cell: ({ userId }) => userId ?? '—' },
  { title: { zh: '请求', en: 'REQUEST' }, cell: ({ requestId }) => requestId ?? '—' },
  { title: { zh: '其他', en: 'MORE' }, cell: more, atMost: 120 },
];

function more({ sessionId, addressHash, facts }: AuditEntry): string {
  const all = { ...facts, session: sessionId, address: addressHash };
  return Object.entries(all)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

function entryJson(entry: AuditEntry): object {
  return {
    at: isoTime(entry.at),
    event: entry.event,
    reason: entry.reason,
    request_id: entry.requestId,
    user_id: entry.userId,
    session_id: entry.sessionId,
    address_hash: entry.addressHash,
    facts: entry.facts,
  };
}
