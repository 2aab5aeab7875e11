import { describe } from '../../auth/administration/person.ts';
import type { ListedPerson } from '../../auth/ports/register.ts';
import type { Command } from '../command.ts';
import { exitCodes, OperatorFailure } from '../failure.ts';
import { withServerData } from '../open-server-data.ts';
import { onlyOptions, readArguments, readLimit } from '../terminal/arguments.ts';
import { type Column, printTable } from '../terminal/table.ts';
import { isoTime, localTime } from '../terminal/times.ts';
import { findPerson } from './person.ts';
import { describePerson, personJson } from './person-report.ts';

const usual = 50;

export const usersList: Command = {
  name: 'users list',
  usage: '[--search TEXT] [--limit N] [--json]',
  does: { zh: '列出用户，最近登录的在前', en: 'lists users, who signed in last first' },
  options: [
    [
      '--search TEXT',
      {
        zh: '按姓名、邮箱、用户 ID 或 open_id 查找',
        en: 'whose name, e-mail address, user id or open id contains this',
      },
    ],
    ['--limit N', { zh: `最多几人（默认 ${usual}）`, en: `at most so many (${usual})` }],
  ],
  run: ({ env, screen }, args) => {
    const options = onlyOptions(args, {
      search: { type: 'string', default: '' },
      limit: { type: 'string' },
      json: { type: 'boolean', default: false },
    });
    const limit = readLimit(options.limit, usual);
    return withServerData(env, async ({ store, clock }) => {
      const rows = await store.register.list({ search: options.search, limit: limit + 1, now: clock.now() });
      const shown = rows.slice(0, limit);
      if (options.json)
        screen.print(JSON.stringify({ users: shown.map(listedJson), more: rows.length > limit }, null, 2));
      else if (shown.length === 0) screen.print(screen.say({ zh: '没有这样的用户。', en: 'There is no such user.' }));
      else printTable(screen, columns, shown);
      if (rows.length > limit) {
        screen.note(
          screen.say({
            zh: `只显示前 ${limit} 人；用 --limit 或 --search。`,
            en: `The first ${limit} are shown; use --limit or --search.`,
          }),
        );
      }
      return exitCodes.done;
    });
  },
};

const columns: readonly Column<ListedPerson>[] = [
  { title: { zh: '姓名', en: 'NAME' }, cell: ({ name }) => name ?? '—', atMost: 24 },
  { title: { zh: '用户 ID', en: 'USER ID' }, cell: ({ id }) => id },
  { title: { zh: 'open_id', en: 'OPEN ID' }, cell: ({ openId }) => openId ?? '—' },
  { title: { zh: '在线会话', en: 'SESSIONS' }, cell: ({ liveSessions }) => String(liveSessions) },
  {
    title: { zh: '最近登录', en: 'LAST SIGN-IN' },
    cell: ({ signedInAt }) => (signedInAt === null ? '—' : localTime(signedInAt)),
  },
];

function listedJson(person: ListedPerson): object {
  return {
    id: person.id,
    name: person.name,
    open_id: person.openId,
    tenant_key: person.tenantKey,
    live_sessions: person.liveSessions,
    signed_in_at: person.signedInAt === null ? null : isoTime(person.signedInAt),
    blocked_at: person.blockedAt === null ? null : isoTime(person.blockedAt),
  };
}

export const usersShow: Command = {
  name: 'users show',
  usage: '<user id | open_id | union_id> [--json]',
  does: {
    zh: '显示一个用户的身份、会话、授权和允许过的应用',
    en: 'shows a user’s identities, sessions, Feishu authorizations and the apps they allowed',
  },
  options: [],
  run: ({ env, screen }, args) => {
    const { values, positionals } = readArguments(args, { json: { type: 'boolean', default: false } });
    const [id, extra] = positionals;
    if (id === undefined || extra !== undefined) {
      throw new OperatorFailure('usage', {
        zh: 'users show 需要一个 ID：用户 ID、open_id 或 union_id。',
        en: 'users show takes one id: a user id, open id or union id.',
      });
    }
    return withServerData(env, async (data) => {
      const found = await describe(data, await findPerson(data, id));
      if (values.json) screen.print(JSON.stringify(personJson(found), null, 2));
      else describePerson(screen, found);
      return exitCodes.done;
    });
  },
};
