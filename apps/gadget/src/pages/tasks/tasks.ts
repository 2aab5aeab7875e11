import { type AuthFailure, consentIsOver, isAuthFailure, scopesToGrant, withScopes } from '@feishu-login/gadget-login';
import { failureOf } from '@feishu-login/product';
import { whoIsThere } from '../../lib/entry.ts';
import { login } from '../../lib/login.ts';
import { inEach, type Messages, messages } from '../../lib/messages.ts';
import { opened, setTitle } from '../../lib/navigation.ts';
import { createNoticeBoard, noNotice } from '../../lib/notice-board.ts';
import { currentLanguage } from '../../lib/system.ts';
import { type TaskItem, taskItems } from '../../lib/task-list.ts';

const board = createNoticeBoard();

const fetchTasks = () => login.request('GET /api/v1/feishu/tasks');

Page({
  data: {
    t: labelsIn(messages[currentLanguage()]),
    /** `consent`: the user has to agree first. `off`: the app asks nobody for this. */
    state: 'loading' as 'loading' | 'tasks' | 'consent' | 'off' | 'failed',
    /** Consent was given before, and is over. */
    again: false,
    tasks: [] as TaskItem[],
    busy: false,
    ...noNotice,
  },

  onLoad(query) {
    opened('tasks', query);
  },

  onShow() {
    const t = messages[currentLanguage()];
    setTitle(t.tasks.title);
    board.sayAgain(this);
    this.setData({ t: labelsIn(t) });
    // Feishu's sheet may hide this page and show it again.
    if (!this.data.busy) void this.load();
  },

  onHide: board.stop,
  onUnload: board.stop,

  load() {
    return this.show(fetchTasks);
  },

  /** On a tap alone: Feishu asks for what is missing, and the tasks are fetched once more. */
  async allow() {
    if (this.data.busy) return;
    this.setData({ busy: true });
    await this.show(() => withScopes(fetchTasks, login.requireScopes));
    this.setData({ busy: false });
  },

  async show(fetch: typeof fetchTasks) {
    board.clear(this);
    if ((await whoIsThere()) === undefined) return;
    try {
      const { tasks } = await fetch();
      this.setData({ state: 'tasks', tasks: taskItems(tasks, messages[currentLanguage()]) });
    } catch (thrown) {
      if (isAuthFailure(thrown) && thrown.code === 'reauth_required') return this.explain(thrown);
      // Whoever declines stays where they are: signed in, with the button that asks again.
      await board.tell(this, thrown);
      if (this.data.state === 'loading') this.setData({ state: 'failed' });
    }
  },

  copyReport() {
    return board.copy(this);
  },

  /** Why there are no tasks to be seen; after a tap that changed nothing, that too. */
  async explain(refusal: AuthFailure) {
    const askable = scopesToGrant(refusal).length > 0;
    this.setData({ again: askable && (await consentIsOver(login.request)), state: askable ? 'consent' : 'off' });
    if (!askable || !this.data.busy) return;
    const told = inEach((language) => {
      const { missingTitle, tasks } = messages[language];
      return { title: missingTitle, what: tasks.missing, steps: [] };
    });
    board.show(this, { failure: failureOf(refusal), need: 'you', told, said: '' });
  },
});

/** What the template says, which is no place for a function. */
function labelsIn({ loading, failure: { retry }, tasks }: Messages) {
  return { loading, retry, ...tasks, due: '' };
}
