import { openSheet } from '../sheet.ts';
import type { TopView } from '../view.ts';
import { allAnswering, listIn, type Options, Refusal, textIn } from './answer.ts';

type Hear = (result: object) => void;

export interface Leaving {
  functions: Record<string, unknown>;
  /** The person presses the button that leads back: the page may want to hear of it, or to ask first. */
  back(): Promise<void>;
}

/** The pages "onNavigateBack" and "enableLeaveConfirm": both hold for the page that is on top when they are called. */
export function createLeaving(top: () => TopView | undefined, goBack: () => void): Leaving {
  const questions = new WeakMap<TopView, Options>();
  const heard = new WeakMap<TopView, Hear>();
  const here = (): TopView => {
    const page = top();
    if (page === undefined) throw new Refusal('no page is open');
    return page;
  };
  return {
    functions: {
      onNavigateBack: (hear: Hear) => void heard.set(here(), hear),
      ...allAnswering({
        enableLeaveConfirm(options) {
          if (textIn(options, 'title') + textIn(options, 'content') === '')
            throw new Refusal('invalid parameter: title and content are both empty', 104, { errCode: 1000001 });
          questions.set(here(), options);
          return undefined;
        },
        disableLeaveConfirm() {
          questions.delete(here());
          return undefined;
        },
      }),
    },
    async back() {
      const page = here();
      const hear = heard.get(page);
      if (hear !== undefined) return hear({ scene: 'navibutton' });
      const question = questions.get(page);
      const isAsked = question !== undefined && listIn(question, 'effect').includes('back');
      if (!isAsked || (await agrees(question))) goBack();
    },
  };
}

function agrees(question: Options): Promise<boolean> {
  const text = document.createElement('p');
  text.textContent = textIn(question, 'content');
  return openSheet({
    title: textIn(question, 'title'),
    body: [text],
    cancel: textIn(question, 'cancelText', '取消'),
    confirm: textIn(question, 'confirmText', '确定'),
  }).answer;
}
