import { erasePerson } from '../../auth/administration/erasing.ts';
import { createOperatorPersonData, type PersonData } from '../../db/operator/person-data.ts';
import type { Command } from '../command.ts';
import { exitCodes, OperatorFailure } from '../failure.ts';
import { withServerData } from '../open-server-data.ts';
import { asOperator } from '../operator-audit.ts';
import { readArguments } from '../terminal/arguments.ts';
import type { Text } from '../terminal/language.ts';
import { isoTime } from '../terminal/times.ts';
import { findPerson, nameOf, nobodyHas } from './person.ts';

export const usersExport: Command = {
  name: 'users export',
  usage: '<user id | open_id | union_id> [--json]',
  does: {
    zh: '以 JSON 导出一个用户的全部数据（不含令牌）',
    en: 'prints everything kept about a user as JSON, tokens left out',
  },
  options: [],
  run: ({ env, screen }, args) => {
    const id = onePerson('users export', args).id;
    return withServerData(env, async (data) => {
      const { id: userId } = await findPerson(data, id);
      const { user = [], ...held } = await createOperatorPersonData(data.database).export(userId);
      const sections = { user: readable({ user }).user?.[0], ...readable(held) };
      screen.print(JSON.stringify({ exported_at: isoTime(data.clock.now()), ...sections }, null, 2));
      return exitCodes.done;
    });
  },
};

export const usersErase: Command = {
  name: 'users erase',
  usage: '<user id | open_id | union_id> [--dry-run] [--json]',
  does: {
    zh: '清除一个用户的全部数据，不可恢复；审计只记下发生过',
    en: 'erases everything kept about a user, for good; the audit trail says only that it happened',
  },
  options: [['--dry-run', { zh: '只说明会发生什么', en: 'only tells what would happen' }]],
  run: ({ env, screen }, args) => {
    const { id, dryRun, json } = onePerson('users erase', args, { dryRun: true });
    return withServerData(env, async (data) => {
      const person = await findPerson(data, id);
      const kept = createOperatorPersonData(data.database);
      const rows = dryRun ? await kept.count(person.id) : await erasePerson(asOperator(data), person.id);
      if (rows === undefined) throw nobodyHas(id);
      if (json) screen.print(JSON.stringify({ dry_run: dryRun, user_id: person.id, erased: rows }, null, 2));
      else if (dryRun) screen.tell(wouldErase(nameOf(person), rows));
      else screen.tell(erased(rows), screen.paint('green', '✓'));
      return exitCodes.done;
    });
  },
};

function onePerson(command: string, args: readonly string[], { dryRun = false } = {}) {
  const json = { json: { type: 'boolean', default: false } } as const;
  const { values, positionals } = dryRun
    ? readArguments(args, { ...json, 'dry-run': { type: 'boolean', default: false } })
    : readArguments(args, json);
  const [id, extra] = positionals;
  if (id === undefined || extra !== undefined)
    throw new OperatorFailure('usage', {
      zh: `${command} 需要一个 ID：用户 ID、open_id 或 union_id。`,
      en: `${command} takes one id: a user id, open id or union id.`,
    });
  return { id, json: values.json, dryRun: 'dry-run' in values && values['dry-run'] === true };
}

type Rows = Readonly<Record<string, number>>;

function listed(rows: Rows): string {
  return Object.entries(rows)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}

function wouldErase(name: string, rows: Rows): Text {
  return {
    zh: `演练：将清除 ${name} 的全部数据（${listed(rows)}）。没有改动任何数据。`,
    en: `Dry run: everything kept about ${name} would be erased (${listed(rows)}). Nothing was changed.`,
  };
}

/** Whose it was is not said again. */
function erased(rows: Rows): Text {
  return {
    zh: `已清除（${listed(rows)}）。备份和日志文件不在其中；此人再次登录时是新用户。`,
    en: `Erased (${listed(rows)}). Backups and log files are not among it; whoever signs in again is somebody new.`,
  };
}

/** Times as people read them, and what is kept as JSON as what it is. */
function readable(held: PersonData): PersonData {
  const value = (column: string, kept: unknown) => {
    if (typeof kept === 'number' && /(^|_)(at|after)$/.test(column)) return kept === 0 ? null : isoTime(kept);
    if (typeof kept === 'string' && /^(payload|facts)$/.test(column)) return kept === '' ? null : JSON.parse(kept);
    return kept;
  };
  const row = (columns: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.entries(columns).map(([column, kept]) => [column, value(column, kept)]));
  return Object.fromEntries(Object.entries(held).map(([name, rows]) => [name, rows.map(row)]));
}
