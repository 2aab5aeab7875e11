import type { Task } from '@feishu-login/auth-types';
import { type AuthFailure, consentIsOver, isAuthFailure, scopesToGrant } from '@feishu-login/client';
import { useEffect, useState } from 'preact/hooks';
import { call } from '../server.ts';
import type { ConsentReturn } from './consent-return.ts';

/** Why the reader, who was asked for their consent, is asked once more. */
export type Unsettled = 'refused' | 'missing' | AuthFailure;

export interface ConsentView {
  kind: 'consent';
  scopes: readonly string[];
  /** Consent was given before, and is over. */
  again: boolean;
  unsettled?: Unsettled | undefined;
}

export type TasksView =
  /** Nothing is asked of Feishu. */
  | { kind: 'closed'; after?: 'refused' | 'forgotten' | undefined }
  | { kind: 'loading' }
  | { kind: 'tasks'; tasks: readonly Task[] }
  | ConsentView
  /** The app asks nobody for these scopes. */
  | { kind: 'off' }
  | { kind: 'failed'; failure: AuthFailure };

interface TasksOptions {
  returned: ConsentReturn | undefined;
  /** Resolves with false when the page leaves. */
  askFor: (scopes: readonly string[]) => Promise<boolean>;
  onSessionOver: () => void;
}

/** The reader's Feishu tasks: read when they want them, and once more after their consent. */
export function useTasks({ returned, askFor, onSessionOver }: TasksOptions) {
  const [view, show] = useState<TasksView>(() =>
    returned === 'agreed' ? { kind: 'loading' } : { kind: 'closed', after: returned },
  );

  async function load(asked: 'not-yet' | 'just-now'): Promise<void> {
    show({ kind: 'loading' });
    try {
      const { tasks } = await call('GET /api/v1/feishu/tasks');
      show({ kind: 'tasks', tasks: [...tasks].sort(openFirst) });
    } catch (failure) {
      if (!isAuthFailure(failure)) throw failure;
      if (failure.code === 'unauthorized') return onSessionOver();
      if (failure.code !== 'reauth_required') return show({ kind: 'failed', failure });
      const scopes = scopesToGrant(failure);
      if (scopes.length === 0) return show({ kind: 'off' });
      const unsettled = asked === 'just-now' ? 'missing' : undefined;
      show({ kind: 'consent', scopes, again: await consentIsOver(call), unsettled });
    }
  }

  useEffect(() => {
    if (returned === 'agreed') void load('just-now');
  }, []);

  return {
    view,
    open: () => load('not-yet'),
    /** After `consent`: Feishu asks, and the tasks are read once more. Whoever declines stays where they are. */
    async allow(consent: ConsentView): Promise<void> {
      show({ ...consent, unsettled: undefined });
      try {
        if (await askFor(consent.scopes)) await load('just-now');
      } catch (failure) {
        if (!isAuthFailure(failure)) throw failure;
        if (failure.code === 'unauthorized') return onSessionOver();
        show({ ...consent, unsettled: failure.code === 'access_denied' ? 'refused' : failure });
      }
    },
    forgotten: () => show({ kind: 'closed', after: 'forgotten' }),
  };
}

/** What is still to be done first, each in Feishu's order. */
function openFirst(a: Task, b: Task): number {
  return Number(a.completed) - Number(b.completed);
}
