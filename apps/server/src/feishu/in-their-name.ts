import { taskListEndpoint, userInfoEndpoint } from '@feishu-login/feishu-types';
import type { z } from 'zod';
import type { Feishu, FeishuTask, OnBehalf } from '../auth/ports/feishu.ts';
import { taskListAnswer, userInfoAnswer } from './answers.ts';
import { accept, isGone, type Refusal } from './outcome.ts';
import type { Platform } from './platform.ts';

/** Milliseconds; whoever waits for one of these is waiting for nothing else. */
const deadline = 8_000;

/** What a person's own token opens. */
export function createCallsInTheirName(platform: Platform, openUrl: URL): Pick<Feishu, 'holder' | 'tasks'> {
  const get = (url: URL, bearer: string) =>
    platform.call({ method: 'GET', url, bearer }, AbortSignal.timeout(deadline));
  return {
    holder: async (accessToken) => {
      const outcome = await get(new URL(userInfoEndpoint.path, openUrl), accessToken);
      if (outcome.refused && isGone(outcome)) return gone(outcome);
      if (outcome.refused && outcome.meaning === 'reauth_required') return { answered: false, why: 'token' };
      return { answered: true, value: accept(userInfoAnswer, outcome).data.open_id };
    },
    tasks: async (accessToken) => {
      const url = new URL(taskListEndpoint.path, openUrl);
      url.searchParams.set('page_size', '20');
      const outcome = await get(url, accessToken);
      if (outcome.refused && isGone(outcome)) return gone(outcome);
      if (outcome.refused && outcome.meaning === 'reauth_required') return withoutPermission(outcome);
      const { data } = accept(taskListAnswer, outcome);
      return { answered: true, value: data.items.flatMap((task) => (task === undefined ? [] : [toTask(task)])) };
    },
  };
}

function gone({ code }: Refusal): OnBehalf<never> {
  return { answered: false, why: 'gone', platformCode: code };
}

/** 99991679 names the scopes; whatever else means "authorize again" is about the token. */
function withoutPermission({ missingScopes }: Refusal): OnBehalf<never> {
  return missingScopes.length === 0
    ? { answered: false, why: 'token' }
    : { answered: false, why: 'scopes', scopes: missingScopes };
}

function toTask(task: NonNullable<z.infer<typeof taskListAnswer>['data']['items'][number]>): FeishuTask {
  const { guid, summary, url, due, completed_at: completedAt } = task;
  return { id: guid, summary, url: url ?? null, dueAt: due?.timestamp ?? null, completed: completedAt !== '0' };
}
