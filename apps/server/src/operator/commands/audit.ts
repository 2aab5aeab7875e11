import { toldAuditEntry } from '../../auth/administration/audit-entry.ts';
import type { AuditEntry } from '../../auth/ports/security-log.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../failure.ts';
import { withServerData } from '../open-server-data.ts';
import { onlyOptions, readLimit } from '../terminal/arguments.ts';
import { type Column, printTable } from '../terminal/table.ts';
import { localTimeWithSeconds } from '../terminal/times.ts';
import { filterHelp, filterOptions, readFilter, refuseUnknownEvent } from './audit-filter.ts';

const usual = 50;

export const audit: Command = {
  name: 'audit',
  usage: '[--user <id>] [--event NAME] [--request ID] [--since WHEN] [--limit N] [--json]',
  does: { zh: '查询审计记录，最新的在前', en: 'shows what happened, newest first' },
  options: [...filterHelp, ['--limit N', { zh: `最多几条（默认 ${usual}）`, en: `at most so many (${usual})` }]],
  run: ({ env, screen }, args) => {
    const options = onlyOptions(args, {
      ...filterOptions,
      limit: { type: 'string' },
      json: { type: 'boolean', default: false },
    });
    refuseUnknownEvent(options.event);
    const limit = readLimit(options.limit, usual);
    return withServerData(env, async (data) => {
      const entries = await data.store.audit.search({ ...(await readFilter(data, options)), limit });
      if (options.json) screen.print(JSON.stringify({ entries: entries.map(toldAuditEntry) }, null, 2));
      else if (entries.length === 0)
        screen.print(screen.say({ zh: '没有这样的记录。', en: 'There is no such entry.' }));
      else printTable(screen, columns, entries);
      return exitCodes.done;
    });
  },
};

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
