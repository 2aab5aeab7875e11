import { causeOf, failureOf } from '@feishu-login/product';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useAnnounce } from '../parts/announcer.tsx';
import type { Entering } from '../sign-in/use-entering.ts';
import { useTexts } from '../texts/language.tsx';
import type { Texts } from '../texts/texts.ts';
import { Consent } from './consent.tsx';
import type { ConsentReturn } from './consent-return.ts';
import { Grant } from './grant.tsx';
import { TaskList } from './task-list.tsx';
import { type TasksView, useTasks } from './use-tasks.ts';

interface TasksProps {
  returned: ConsentReturn | undefined;
  entering: Entering;
  askFor: (scopes: readonly string[]) => Promise<boolean>;
  onSessionOver: () => void;
}

/** What Feishu holds for the reader: nothing is asked for before they want it, and nothing read without their consent. */
export function Tasks({ returned, entering, askFor, onSessionOver }: TasksProps) {
  const allTexts = useTexts();
  const { tasks: texts, failure: failureTexts } = allTexts;
  const { view, open, allow, forgotten } = useTasks({ returned, askFor, onSessionOver });
  const heading = useRef<HTMLHeadingElement>(null);
  useOutcome(view, returned, heading);
  return (
    <section class="part" aria-labelledby="tasks" aria-busy={view.kind === 'loading'}>
      <h2 id="tasks" ref={heading} tabIndex={-1}>
        {texts.title}
      </h2>
      {(view.kind === 'closed' || view.kind === 'loading') && <Closed view={view} open={open} />}
      {view.kind === 'consent' && <Consent view={view} entering={entering} allow={() => allow(view)} />}
      {view.kind === 'tasks' && (
        <>
          <TaskList tasks={view.tasks} />
          <Grant onForgotten={forgotten} onSessionOver={onSessionOver} />
        </>
      )}
      {view.kind === 'off' && (
        <p class="part__intro">
          {texts.off} {texts.offText}
        </p>
      )}
      {view.kind === 'failed' && (
        <p class="problem">
          {outcomeOf(view, allTexts)}{' '}
          <button type="button" class="link" onClick={open}>
            {failureTexts.retry}
          </button>
          {view.failure.requestId !== undefined && (
            <small>
              {failureTexts.requestId} {view.failure.requestId}
            </small>
          )}
        </p>
      )}
    </section>
  );
}

type ClosedView = Extract<TasksView, { kind: 'closed' | 'loading' }>;

function Closed({ view, open }: { view: ClosedView; open: () => void }) {
  const { tasks: texts } = useTexts();
  const loading = view.kind === 'loading';
  return (
    <>
      <p class="part__intro">{texts.intro}</p>
      {view.kind === 'closed' && view.after !== undefined && <p class="notice">{texts[view.after]}</p>}
      <button
        type="button"
        class="secondary"
        aria-disabled={loading}
        onClick={() => {
          if (!loading) open();
        }}
      >
        {loading && <span class="spinner" aria-hidden="true" />}
        {loading ? texts.loading : texts.show}
      </button>
    </>
  );
}

/** What came of the asking is read from the section's heading, wherever on the page the reader was. */
function useOutcome(
  view: TasksView,
  returned: ConsentReturn | undefined,
  heading: RefObject<HTMLElement | null>,
): void {
  const texts = useTexts();
  const announce = useAnnounce();
  const shown = useRef(returned === 'refused' ? undefined : view.kind);
  useLayoutEffect(() => {
    if (shown.current === view.kind) return;
    shown.current = view.kind;
    if (view.kind === 'loading') return;
    // By itself, focus would bring the heading alone into view.
    heading.current?.focus({ preventScroll: true });
    heading.current?.parentElement?.scrollIntoView({ block: 'nearest' });
    announce(outcomeOf(view, texts));
  }, [view]);
}

function outcomeOf(view: TasksView, { tasks: texts, failure: failureTexts }: Texts): string {
  if (view.kind === 'tasks') return view.tasks.length === 0 ? texts.none : texts.count(view.tasks.length);
  if (view.kind === 'consent') return view.again ? texts.consentAgainTitle : texts.consentTitle;
  if (view.kind === 'closed') return view.after === undefined ? '' : texts[view.after];
  if (view.kind === 'off') return texts.off;
  if (view.kind === 'loading') return texts.loading;
  return failureTexts.explanations[causeOf(failureOf(view.failure))].title;
}
