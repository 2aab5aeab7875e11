import type { Task } from '@feishu-login/auth-types';
import type { Messages } from './messages.ts';

/** A task as its page shows it. */
export interface TaskItem {
  id: string;
  summary: string;
  facts: string;
  completed: boolean;
}

/** What is still to be done first, each in Feishu's order. */
export function taskItems(tasks: readonly Task[], t: Messages): TaskItem[] {
  const items = tasks.map(({ id, summary, due_at, completed }) => ({
    id,
    summary,
    facts: completed ? t.tasks.completed : due_at === null ? '' : t.tasks.due(t.date(new Date(due_at))),
    completed,
  }));
  return [...items.filter(({ completed }) => !completed), ...items.filter(({ completed }) => completed)];
}
