import { isSet, tell, textOf } from './attributes.ts';
import { chosenIn, controlOf } from './choices.ts';
import { pickedIn, resetPicker } from './picker.ts';

/** What a named element contributes to its form (page "form"). */
function heldBy(element: Element): unknown {
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) return element.value;
  if (element.localName.endsWith('-group')) return chosenIn(element);
  if (element.localName === 'switch') return controlOf(element)?.checked ?? false;
  if (element.localName === 'slider') return Number(controlOf(element)?.value);
  return element instanceof HTMLElement && element.localName === 'picker' ? pickedIn(element) : '';
}

/** Back to what the template says. */
function reset(form: Element): void {
  for (const element of form.querySelectorAll<HTMLElement>('*')) {
    const control = controlOf(element);
    if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
      if (element.closest('checkbox, radio, switch, slider') === null) element.value = textOf(element, 'value');
    } else if (element.localName === 'picker') resetPicker(element);
    else if (control?.type === 'range') control.value = textOf(element, 'value', '0');
    else if (control !== undefined) control.checked = isSet(element, 'checked');
  }
}

/** A button of a form sends or empties it; a label passes a tap on to what it stands for (pages "form", "label"). */
export function connectForms(): void {
  document.addEventListener('click', ({ target }) => {
    if (!(target instanceof Element)) return;
    passOn(target);
    const button = target.closest('button');
    const form = button?.closest('form');
    const type = button ? textOf(button, 'form-type') : '';
    if (!button || !form || type === '' || isSet(button, 'disabled')) return;
    if (type === 'reset') {
      reset(form);
      tell(form, 'reset', {});
    } else {
      const named = [...form.querySelectorAll('[name]')].map((one) => [textOf(one, 'name'), heldBy(one)]);
      tell(form, 'submit', { value: Object.fromEntries(named), target: '' });
    }
  });
  // The browser's own sending would leave the page.
  document.addEventListener(
    'submit',
    (event) => {
      if (event instanceof CustomEvent) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { capture: true },
  );
}

/** `for` goes before what is inside; buttons, and what is inside, the browser finds by itself. */
function passOn(target: Element): void {
  const name = target.closest('label')?.getAttribute('for') ?? '';
  const labelled = document.getElementById(name);
  if (labelled !== null && !labelled.contains(target)) controlOf(labelled)?.click();
}
