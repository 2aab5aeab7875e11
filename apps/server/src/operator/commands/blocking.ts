import { blockPerson, unblockPerson } from '../../auth/administration/blocking.ts';
import type { Command } from '../command.ts';
import { exitCodes, OperatorFailure } from '../failure.ts';
import { withServerData } from '../open-server-data.ts';
import { asOperator } from '../operator-audit.ts';
import { readArguments } from '../terminal/arguments.ts';
import { findPerson, nameOf } from './person.ts';

export const usersBlock: Command = {
  name: 'users block',
  usage: '<user id | open_id | union_id> [--json]',
  does: {
    zh: '停用一个用户：会话立即结束，不能再登录',
    en: 'shuts a user out: their sessions end at once, and they cannot sign in',
  },
  options: [],
  run: ({ env, screen }, args) => {
    const { id, json } = readId('users block', args);
    return withServerData(env, async (data) => {
      const person = await findPerson(data, id);
      const sessions = await blockPerson(asOperator(data), person.id);
      const name = nameOf(person);
      if (json) screen.print(JSON.stringify({ user_id: person.id, blocked: true, ended: sessions ?? 0 }, null, 2));
      else if (sessions === undefined) screen.tell({ zh: `${name} 已是停用状态。`, en: `${name} was blocked before.` });
      else
        screen.tell(
          { zh: `${name} 已停用，结束 ${sessions} 个会话。`, en: `${name} is blocked; sessions ended: ${sessions}.` },
          screen.paint('green', '✓'),
        );
      return exitCodes.done;
    });
  },
};

export const usersUnblock: Command = {
  name: 'users unblock',
  usage: '<user id | open_id | union_id> [--json]',
  does: { zh: '恢复一个被停用的用户', en: 'lets a user in again' },
  options: [],
  run: ({ env, screen }, args) => {
    const { id, json } = readId('users unblock', args);
    return withServerData(env, async (data) => {
      const person = await findPerson(data, id);
      const unblocked = await unblockPerson(asOperator(data), person.id);
      const name = nameOf(person);
      if (json) screen.print(JSON.stringify({ user_id: person.id, blocked: false }, null, 2));
      else if (unblocked)
        screen.tell({ zh: `${name} 可以再次登录。`, en: `${name} may sign in again.` }, screen.paint('green', '✓'));
      else screen.tell({ zh: `${name} 没有被停用。`, en: `${name} was not blocked.` });
      return exitCodes.done;
    });
  },
};

function readId(command: string, args: readonly string[]): { id: string; json: boolean } {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean', default: false } });
  const [id, extra] = positionals;
  if (id !== undefined && extra === undefined) return { id, json: values.json };
  throw new OperatorFailure('usage', {
    zh: `${command} 需要一个 ID：用户 ID、open_id 或 union_id。`,
    en: `${command} takes one id: a user id, open id or union id.`,
  });
}
