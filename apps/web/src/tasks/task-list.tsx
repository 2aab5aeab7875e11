import type { Task } from '@feishu-login/auth-types';
import { dateAndTime } from '../session/when.ts';
import { useTexts } from '../texts/language.tsx';

/** Tasks, each with its way into Feishu. */
export function TaskList({ tasks }: { tasks: readonly Task[] }) {
  const { tasks: texts, language } = useTexts();
  if (tasks.length === 0) {
    return (
      <p class="part__intro">
        {texts.none} {texts.noneText}
      </p>
    );
  }
  return (
    <ul class="part__list">
      {tasks.map(({ id, summary, url, due_at, completed }) => {
        const facts = completed ? texts.completed : due_at && texts.due(dateAndTime(due_at, language, Date.now()));
        return (
          <li key={id} class={completed ? 'task task--done' : 'task'}>
            <span class="task__mark" aria-hidden="true" />
            <div class="device__text">
              <p class="task__summary">
                {url?.startsWith('https://') ? (
                  <a href={url} target="_blank" rel="noreferrer">
                    {summary}
                  </a>
                ) : (
                  summary
                )}
              </p>
              {facts && <p class="device__facts">{facts}</p>}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
