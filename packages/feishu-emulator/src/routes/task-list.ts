import { type Task, taskListEndpoint, taskListErrors, taskListScopes } from '@feishu-login/feishu-types';
import { requirePerson } from '../access/caller.ts';
import { idOf, readUserIdType } from '../access/user-ids.ts';
import type { Call } from '../exchange/call.ts';
import type { Endpoint } from '../exchange/endpoint.ts';
import { type Refusal, refuse } from '../exchange/failure.ts';
import type { Platform } from '../state/platform.ts';

/** 列取任务列表: what the user is responsible for; a user token only. */
export const taskList: Endpoint = {
  ...taskListEndpoint,
  dialect: 'envelope',
  errors: taskListErrors,
  handle: listTasks,
};

function listTasks(call: Call, platform: Platform): object {
  const { app, user } = requirePerson(call, platform, taskListScopes);
  const type = readUserIdType(call.query);
  const size = Number(call.query.get('page_size') ?? '50');
  const start = Number(call.query.get('page_token') || '0');
  if (!type || !Number.isInteger(size) || size < 1 || size > 100 || !Number.isInteger(start) || start < 0) {
    throw badQuery();
  }
  const completed = call.query.get('completed');
  const tasks = user.tasks.filter((task) => completed === null || task.done === (completed === 'true'));
  const page = tasks.slice(start, start + size);
  const has_more = start + size < tasks.length;
  const items = page.map((task): Task => {
    const created = String(task.created_at);
    return {
      guid: task.guid,
      summary: task.summary,
      creator: { id: idOf(platform, app, type, user), type: 'user' },
      created_at: created,
      updated_at: created,
      completed_at: task.done ? created : '0',
      status: task.done ? 'done' : 'todo',
      url: `https://applink.feishu.cn/client/todo/detail?guid=${task.guid}`,
    };
  });
  return { code: 0, msg: 'success', data: { items, page_token: has_more ? String(start + size) : '', has_more } };
}

function badQuery(): Refusal {
  return refuse(taskListErrors, 1470400, {
    en: 'page_size goes from 1 to 100, page_token comes from the answer before, user_id_type is open_id, union_id or user_id.',
    zh: 'page_size 取值 1–100，page_token 取自上一次返回，user_id_type 为 open_id、union_id 或 user_id。',
  });
}
