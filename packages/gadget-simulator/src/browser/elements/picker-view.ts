import { given, tell, textOf } from './attributes.ts';
import type { Behaviour } from './watch.ts';

const settle = 150;

/** Columns within the page that stop at a row (page "picker-view"). */
export const pickerView: Behaviour = (host, changed) => {
  host.style.setProperty('--sim-row', rowHeight(host));
  frame(host).setAttribute('style', textOf(host, 'indicator-style'));
  if (changed.first) watch(host);
  if (changed.has('value')) requestAnimationFrame(() => show(host));
};

/** As high as the frame in the middle is said to be. */
function rowHeight(host: HTMLElement): string {
  return /height\s*:\s*([^;]+)/.exec(textOf(host, 'indicator-style'))?.[1] ?? '34px';
}

function frame(host: HTMLElement): Element {
  const known = host.querySelector(':scope > .sim-frame');
  if (known !== null) return known;
  const element = document.createElement('div');
  element.className = 'sim-frame';
  host.append(element);
  return element;
}

const columnsOf = (host: Element): HTMLElement[] => [...host.querySelectorAll<HTMLElement>('picker-view-column')];

function rowOf(column: HTMLElement): number {
  const height = column.firstElementChild?.getBoundingClientRect().height || 1;
  return Math.round(column.scrollTop / height);
}

/** What the page knows, and until when a column moves because the page said so. */
const states = new WeakMap<Element, { told: string; quietUntil: number }>();

function show(host: HTMLElement): void {
  const value = given(host, 'value');
  const rows = columnsOf(host).map((column, at) => {
    const row = Math.min(Number(Array.isArray(value) ? (value[at] ?? 0) : 0), column.childElementCount - 1);
    column.scrollTop = Math.max(0, row) * (column.firstElementChild?.getBoundingClientRect().height ?? 0);
    return Math.max(0, row);
  });
  states.set(host, { told: JSON.stringify(rows), quietUntil: performance.now() + settle });
}

/** Scrolling does not bubble, so it is caught on the way down. */
function watch(host: HTMLElement): void {
  const moving = new Map<HTMLElement, { row: number; timer: ReturnType<typeof setTimeout> }>();
  const heard = ({ target }: Event): void => {
    if (!(target instanceof HTMLElement) || performance.now() < (states.get(host)?.quietUntil ?? 0)) return;
    const column = columnsOf(host).indexOf(target);
    const known = moving.get(target);
    const row = rowOf(target);
    if (known === undefined) tell(host, 'pickstart', { column });
    else if (known.row !== row) tell(host, 'pickover', { column, row });
    clearTimeout(known?.timer);
    const timer = setTimeout(() => {
      moving.delete(target);
      settled(host);
      tell(host, 'pickend', { column });
    }, settle);
    moving.set(target, { row, timer });
  };
  host.addEventListener('scroll', heard, { capture: true });
}

function settled(host: HTMLElement): void {
  const value = columnsOf(host).map(rowOf);
  const told = JSON.stringify(value);
  if (told === states.get(host)?.told) return;
  states.set(host, { told, quietUntil: 0 });
  tell(host, 'change', { value });
}
