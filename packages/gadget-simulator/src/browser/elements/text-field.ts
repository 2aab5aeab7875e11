import { answerTo } from '../events.ts';
import { isSet, numberOf, tell, textOf } from './attributes.ts';
import type { Behaviour, Changed } from './watch.ts';

type Field = HTMLInputElement | HTMLTextAreaElement;

/** Keyboards of the page "input". A browser's own number field would hide the cursor and what is no number. */
const keyboards: Readonly<Record<string, string>> = { number: 'numeric', digit: 'decimal', idcard: 'text' };

/** Both pages, "input" and "textarea". */
const defaultLength = 140;

/** `input` and `textarea`: fields of the browser that take their text from the page when the page gives it. */
export const textField: Behaviour = (host, changed) => {
  if (!(host instanceof HTMLInputElement || host instanceof HTMLTextAreaElement)) return;
  if (changed.first) begin(host);
  if (host instanceof HTMLInputElement) setType(host);
  limit(host);
  if (changed.has('value')) setText(host, textOf(host, 'value'));
  placeholder(host, changed);
  focus(host, changed);
};

function begin(field: Field): void {
  field.addEventListener('input', (event) => {
    // Answering with a text replaces what has been typed (page "input").
    const answer = answerTo(event);
    if (typeof answer === 'string') setText(field, answer);
  });
  field.addEventListener('focus', () => placeCursor(field));
  if (field instanceof HTMLInputElement)
    field.addEventListener('keydown', ({ key, isComposing }) => {
      if (key === 'Enter' && !isComposing) tell(field, 'confirm', { value: field.value });
    });
}

function setType(field: HTMLInputElement): void {
  const wanted = textOf(field, 'type', 'text');
  field.type = isSet(field, 'password') ? 'password' : 'text';
  field.inputMode = keyboards[wanted] ?? 'text';
}

function limit(field: Field): void {
  const length = numberOf(field, 'maxlength', defaultLength);
  if (length < 0) field.removeAttribute('maxlength');
  else field.maxLength = length;
}

/** The cursor stays where it is, as far as there is text. */
function setText(field: Field, text: string): void {
  if (field.value === text) return;
  const cursor = field.selectionStart ?? text.length;
  field.value = text;
  if (document.activeElement === field) field.setSelectionRange(cursor, cursor);
}

function focus(field: Field, changed: Changed): void {
  if (changed.first && isSet(field, 'auto-focus')) field.focus();
  if (!changed.has('focus')) return;
  if (isSet(field, 'focus')) field.focus();
  else if (!changed.first) field.blur();
}

/** Where the cursor, or a selection, is to be as the field is entered; -1 is nowhere. */
function placeCursor(field: Field): void {
  const start = numberOf(field, 'selection-start', numberOf(field, 'cursor', -1));
  const end = numberOf(field, 'selection-end', start);
  if (start >= 0) field.setSelectionRange(start, Math.max(start, end));
}

let styled = 0;

function placeholder(field: Field, changed: Changed): void {
  const style = textOf(field, 'placeholder-style');
  if (!changed.has('placeholder-style') || style === '') return;
  if (field.dataset.placeholder === undefined) {
    styled += 1;
    field.dataset.placeholder = String(styled);
  }
  const sheet =
    document.head.querySelector(`style[data-placeholder="${field.dataset.placeholder}"]`) ??
    document.head.appendChild(document.createElement('style'));
  sheet.setAttribute('data-placeholder', field.dataset.placeholder);
  sheet.textContent = `[data-placeholder="${field.dataset.placeholder}"]::placeholder { ${style} }`;
}
