import { createOperatorLinks, type IdentityLink } from '../../db/operator/links.ts';
import type { Command, Context } from '../command.ts';
import { exitCodes, OperatorFailure } from '../failure.ts';
import { withServerData } from '../open-server-data.ts';
import { onlyOptions, readArguments, readLimit } from '../terminal/arguments.ts';
import { type Column, printTable } from '../terminal/table.ts';
import { isoTime, localTime } from '../terminal/times.ts';
import { findPerson } from './person.ts';
import { type Unlinked, unlink } from './unlinking.ts';

const usual = 50;

export const linksList: Command = {
  name: 'links list',
  usage: '[--user <id>] [--limit N] [--json]',
  does: {
    zh: '列出按 union_id 合并的身份，最新的在前',
    en: 'lists identities joined by their union id, newest first',
  },
  options: [
    ['--user ID', { zh: '与这个用户有关', en: 'to or from this user' }],
    ['--limit N', { zh: `最多几条（默认 ${usual}）`, en: `at most so many (${usual})` }],
  ],
  run: ({ env, screen }, args) => {
    const options = onlyOptions(args, {
      user: { type: 'string' },
      limit: { type: 'string' },
      json: { type: 'boolean', default: false },
    });
    const limit = readLimit(options.limit, usual);
    return withServerData(env, async (data) => {
      const userId = options.user === undefined ? undefined : (await findPerson(data, options.user)).id;
      const links = await createOperatorLinks(data.database).list({ userId, limit });
      if (options.json) screen.print(JSON.stringify({ links: links.map(linkJson) }, null, 2));
      else if (links.length === 0) screen.print(screen.say({ zh: '没有合并过的身份。', en: 'Nothing was joined.' }));
      else printTable(screen, columns, links);
      return exitCodes.done;
    });
  },
};

const columns: readonly Column<IdentityLink>[] = [
  { title: { zh: '关联 ID', en: 'LINK ID' }, cell: ({ id }) => id },
  { title: { zh: 'open_id', en: 'OPEN ID' }, cell: ({ openId }) => openId },
  { title: { zh: '归入用户', en: 'TO USER' }, cell: ({ userId }) => userId },
  { title: { zh: '原用户', en: 'FROM USER' }, cell: ({ previousUserId }) => previousUserId ?? '—' },
  { title: { zh: '关联于', en: 'LINKED' }, cell: ({ linkedAt }) => localTime(linkedAt) },
  {
    title: { zh: '撤销于', en: 'UNDONE' },
    cell: ({ undoneAt }) => (undoneAt === null ? '—' : localTime(undoneAt)),
  },
];

function linkJson(link: IdentityLink): object {
  return {
    id: link.id,
    app_id: link.appId,
    open_id: link.openId,
    user_id: link.userId,
    previous_user_id: link.previousUserId,
    linked_at: isoTime(link.linkedAt),
    undone_at: link.undoneAt === null ? null : isoTime(link.undoneAt),
  };
}

export const linksUndo: Command = {
  name: 'links undo',
  usage: '<link id> [--dry-run] [--json]',
  does: {
    zh: '撤销一次合并：身份还给原用户，其会话结束',
    en: 'gives an identity back to its own user and ends its sessions',
  },
  options: [['--dry-run', { zh: '只说明会发生什么', en: 'only tells what would happen' }]],
  run: ({ env, screen }, args) => {
    const { values, positionals } = readArguments(args, {
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    });
    const [id, extra] = positionals;
    if (id === undefined || extra !== undefined) {
      throw new OperatorFailure('usage', {
        zh: 'links undo 需要一个关联 ID；用 links list 查找。',
        en: 'links undo takes one link id; links list tells it.',
      });
    }
    const dryRun = values['dry-run'];
    return withServerData(env, async (data) => {
      const unlinked = await unlink(data, id, dryRun);
      if (values.json) screen.print(JSON.stringify(unlinkedJson(unlinked, dryRun), null, 2));
      else printUnlinked(screen, unlinked, dryRun);
      return exitCodes.done;
    });
  },
};

function unlinkedJson({ link, backTo, sessions }: Unlinked, dryRun: boolean): object {
  return { dry_run: dryRun, link: linkJson(link), given_to: backTo ?? null, sessions_ended: sessions };
}

function printUnlinked({ paint, tell }: Context['screen'], unlinked: Unlinked, dryRun: boolean): void {
  const { link, backTo, sessions } = unlinked;
  const ended = sessions === 1 ? '1 session' : `${sessions} sessions`;
  if (dryRun) {
    tell({
      zh: `演练：${link.openId} 将归${backTo === undefined ? '一个新用户' : `用户 ${backTo}`}，${sessions} 个会话将结束。没有改动任何数据。`,
      en: `Dry run: ${link.openId} would go to ${backTo === undefined ? 'a new user' : `user ${backTo}`} and ${ended} would end. Nothing was changed.`,
    });
    return;
  }
  const done = {
    zh: `${link.openId} 已归用户 ${backTo}，${sessions} 个会话已结束。今后不会再合并。`,
    en: `${link.openId} now belongs to user ${backTo}; ${ended} ended. It will not be joined again.`,
  };
  tell(done, paint('green', '✓'));
}
