import { element } from '../../client/element.ts';
import { boot } from './boot.ts';
import { tintOf } from './tint.ts';

/** A button that cannot be pressed twice while its work runs. */
export function button(label: string, run: () => unknown, kind = ''): HTMLButtonElement {
  const made = element('button', { type: 'button', class: kind }, label);
  made.addEventListener('click', async () => {
    made.disabled = true;
    try {
      await run();
    } catch (error) {
      notify(error instanceof Error ? error.message : String(error), true);
    } finally {
      made.disabled = false;
    }
  });
  return made;
}

/** A switch: a checkbox that looks like one. */
export function toggle(label: string, on: boolean, change: (on: boolean) => unknown): HTMLLabelElement {
  const box = element('input', { type: 'checkbox', role: 'switch' });
  box.checked = on;
  box.addEventListener('change', () => change(box.checked));
  return element('label', { class: 'toggle' }, box, element('span', { class: 'track' }), element('span', {}, label));
}

export interface Choice {
  value: string;
  label: string;
  /** The heading it stands under in the menu. */
  group?: string;
}

const applyByKey = { zh: '按 Enter 应用', en: 'Enter applies' }[boot.language];

/** A menu. An arrow key only looks around: Enter applies what it led to, and leaving puts the old choice back. */
export function select(
  label: string,
  choices: readonly Choice[],
  value: string,
  change: (value: string) => unknown,
): HTMLSelectElement {
  const made = element('select', { 'aria-label': label });
  made.append(...optionsOf(choices));
  made.value = value;
  let settled = value;
  let byKey = false;
  const apply = () => {
    if (made.value === settled) return;
    settled = made.value;
    change(made.value);
  };
  made.addEventListener('pointerdown', () => {
    byKey = false;
  });
  made.addEventListener('keydown', ({ key }) => {
    byKey = key !== 'Enter';
    if (!byKey) apply();
  });
  made.addEventListener('change', () => {
    made.title = byKey && made.value !== settled ? applyByKey : '';
    if (!byKey) apply();
  });
  made.addEventListener('blur', () => {
    made.value = settled;
    byKey = false;
  });
  return made;
}

/** Options in their order, those of a group under its heading. */
function optionsOf(choices: readonly Choice[]): HTMLElement[] {
  const groups = new Map<string, HTMLElement>();
  return choices.flatMap(({ value, label, group }) => {
    const option = element('option', { value }, label);
    if (group === undefined) return [option];
    const known = groups.get(group);
    known?.append(option);
    if (known) return [];
    const made = element('optgroup', { label: group }, option);
    groups.set(group, made);
    return [made];
  });
}

/** A label above a control. */
export function field(label: string, control: HTMLElement, hint = ''): HTMLLabelElement {
  const made = element('label', { class: 'field' }, element('span', { class: 'label' }, label), control);
  if (hint) made.append(element('span', { class: 'hint' }, hint));
  return made;
}

/** Text in a fixed pitch that a click copies. */
export function copyable(text: string, label: string, shown = text): HTMLButtonElement {
  const made = element('button', { type: 'button', class: 'copy mono', title: label }, shown);
  made.addEventListener('click', async () => {
    await navigator.clipboard.writeText(text);
    made.classList.add('copied');
    setTimeout(() => made.classList.remove('copied'), 1200);
  });
  return made;
}

/** First letter on a colour of its own. */
export function avatar(name: string): HTMLElement {
  const made = element('span', { class: 'avatar', 'aria-hidden': 'true' }, [...name][0] ?? '?');
  made.style.setProperty('--tint', tintOf(name));
  return made;
}

export function tag(text: string, kind = ''): HTMLElement {
  return element('span', { class: `tag ${kind}` }, text);
}

let hiding: ReturnType<typeof setTimeout> | undefined;

/** Says something at the foot of the page for a while. */
export function notify(text: string, bad = false): void {
  const notice = document.getElementById('notice');
  if (!notice) return;
  notice.textContent = text;
  notice.className = bad ? 'shown bad' : 'shown';
  clearTimeout(hiding);
  hiding = setTimeout(() => {
    notice.className = '';
  }, 4000);
}
