/** 列取任务列表 (任务 v2). User token only. */
export const taskListEndpoint = {
  method: 'GET',
  path: '/open-apis/task/v2/tasks',
  page: '列取任务列表',
} as const;

/** One of these. */
export const taskListScopes = ['task:task:read', 'task:task:write'] as const;

export interface Task {
  guid: string;
  summary: string;
  description?: string;
  due?: { timestamp: string; is_all_day: boolean };
  creator: { id: string; type: 'user' | 'app' };
  created_at: string;
  updated_at: string;
  /** `0` while open. */
  completed_at: string;
  status: 'todo' | 'done';
  url: string;
}

export interface TaskListReply {
  code: 0;
  msg: 'success';
  data: { items: Task[]; page_token: string; has_more: boolean };
}

/** The number follows the pattern of the task API's other pages. */
export const taskListErrors = {
  1470400: { http: 400, msg: 'invalid params' },
} as const;
