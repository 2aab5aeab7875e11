import { openSheet } from '../sheet.ts';
import { given, isSet, tell, textOf } from './attributes.ts';
import { type PickerSays, type Regions, type Wheels, wheelsOf } from './picker-wheels.ts';
import type { Behaviour } from './watch.ts';

/** What has been picked since the template gave a value. */
const picked = new WeakMap<Element, unknown>();

/** A tap opens the columns from below (page "picker"). */
export function createPicker(regions: Regions | undefined, report: (message: string) => void): Behaviour {
  return (host, changed) => {
    if (changed.has('value')) picked.delete(host);
    if (!changed.first) return;
    host.tabIndex = 0;
    host.setAttribute('role', 'button');
    const open = (): void => {
      if (isSet(host, 'disabled')) return;
      const wheels = wheelsOf(saidBy(host), regions);
      if (wheels === undefined) report(`<picker mode="${textOf(host, 'mode')}"> is not a documented mode`);
      else void pick(host, wheels);
    };
    host.addEventListener('click', open);
    host.addEventListener('keydown', ({ key }) => {
      if (key === 'Enter') open();
    });
  };
}

function saidBy(host: Element): PickerSays {
  return {
    mode: textOf(host, 'mode', 'selector') || 'selector',
    range: given(host, 'range'),
    rangeKey: textOf(host, 'range-key'),
    value: picked.has(host) ? picked.get(host) : given(host, 'value'),
    start: textOf(host, 'start'),
    end: textOf(host, 'end'),
    fields: textOf(host, 'fields', 'day'),
    customItem: textOf(host, 'custom-item'),
  };
}

async function pick(host: HTMLElement, first: Wheels): Promise<void> {
  let wheels = first;
  const chosen = [...wheels.initial];
  const row = document.createElement('div');
  row.className = 'columns';
  const selects = chosen.map((_, column) => {
    const select = document.createElement('select');
    select.size = 7;
    select.setAttribute('aria-label', `${column + 1}`);
    select.addEventListener('change', () => {
      chosen[column] = Number(select.value);
      if (textOf(host, 'mode') === 'multiSelector') {
        tell(host, 'columnchange', { column, value: chosen[column] });
        // The page may answer with other columns (page "picker", bindcolumnchange), once its data has arrived.
        queueMicrotask(() => {
          wheels = wheelsOf(saidBy(host), undefined) ?? wheels;
          wheels.initial.forEach((at, index) => {
            if (index > column) chosen[index] = at;
          });
          show();
        });
      } else show();
    });
    return select;
  });
  function show(): void {
    wheels.columns(chosen).forEach((texts, column) => {
      const select = selects[column];
      if (select === undefined) return;
      const at = Math.min(chosen[column] ?? 0, Math.max(0, texts.length - 1));
      chosen[column] = at;
      select.replaceChildren(...texts.map((text, index) => new Option(text, String(index), false, index === at)));
      centre(select);
    });
  }
  show();
  row.append(...selects);
  const { answer } = openSheet({ body: [row], cancel: '取消 Cancel', confirm: '确定 OK' });
  selects.forEach(centre);
  if (!(await answer)) return tell(host, 'cancel', {});
  const value = wheels.value(chosen);
  picked.set(host, value);
  tell(host, 'change', { value });
}

/** Scrolls a column, where it is shown, so that what is chosen stands in its middle. */
function centre(select: HTMLSelectElement): void {
  const [chosen, all] = [select.selectedOptions[0], select].map((one) => one?.getBoundingClientRect());
  if (chosen === undefined || all === undefined) return;
  select.scrollTop += chosen.top + chosen.height / 2 - (all.top + all.height / 2);
}

/** What a picker gives to its form. */
export function pickedIn(host: HTMLElement): unknown {
  if (picked.has(host)) return picked.get(host);
  const value = given(host, 'value');
  return value ?? '';
}

export function resetPicker(host: HTMLElement): void {
  picked.delete(host);
}
