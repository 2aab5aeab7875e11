import { ignoreEarlierTouch } from './earlier-touch.ts';
import { element } from './element.ts';

interface Choice<Answer> {
  label: string;
  answer: Answer;
  main?: boolean;
}

/** Shows a dialog over the page; resolves with the answer of the button that was pressed. */
export function askInDialog<Answer>(
  root: ShadowRoot,
  kind: 'sheet' | 'modal',
  content: HTMLElement[],
  choices: Choice<Answer>[],
): Promise<Answer> {
  return new Promise((resolve) => {
    const row = choices.map(({ label, answer, main }) => {
      const button = element('button', { type: 'button', class: main ? 'main' : '' }, label);
      button.addEventListener('click', () => {
        cover.remove();
        resolve(answer);
      });
      return button;
    });
    const name = content[0]?.textContent ?? '';
    const box = element('div', { class: kind, role: 'dialog', 'aria-modal': 'true', 'aria-label': name }, ...content);
    box.append(element('div', { class: 'buttons' }, ...row));
    const cover = element('div', { class: `cover ${kind}-cover` }, box);
    ignoreEarlierTouch(cover);
    root.append(cover);
    row.at(-1)?.focus();
  });
}
