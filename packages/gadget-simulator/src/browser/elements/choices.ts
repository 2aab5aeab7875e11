import { isSet, numberOf, tell, textOf } from './attributes.ts';
import type { Behaviour } from './watch.ts';

/** The browser's control inside an element, which shows and changes what it holds. */
export function controlOf(host: Element): HTMLInputElement | undefined {
  const control = host.querySelector(':scope > input');
  return control instanceof HTMLInputElement ? control : undefined;
}

function put(host: HTMLElement, type: string): HTMLInputElement {
  const control = document.createElement('input');
  control.type = type;
  // Its own events are not the element's.
  for (const name of ['input', 'change', 'focus', 'blur'])
    control.addEventListener(name, (event) => event.stopPropagation());
  host.prepend(control);
  return control;
}

/** `checkbox`, `radio` and `switch` (the pages of these names). */
export const ticked: Behaviour = (host, changed) => {
  const name = host.localName;
  const control = controlOf(host) ?? begin(host, name === 'radio' ? 'radio' : 'checkbox');
  control.disabled = isSet(host, 'disabled');
  if (changed.has('checked')) control.checked = isSet(host, 'checked');
  control.style.accentColor = textOf(host, 'color');
  if (name !== 'switch') return;
  const isPlain = textOf(host, 'type', 'switch') === 'checkbox';
  control.className = isPlain ? '' : 'sim-switch';
  control.setAttribute('role', isPlain ? 'checkbox' : 'switch');
  host.style.setProperty('--sim-color', textOf(host, 'color', '#04BE02'));
};

function begin(host: HTMLElement, type: 'checkbox' | 'radio'): HTMLInputElement {
  const control = put(host, type);
  control.addEventListener('change', () => {
    if (host.localName === 'switch') return tell(host, 'change', { value: control.checked });
    const group = host.closest(`${host.localName}-group`);
    if (group === null) return;
    if (type === 'radio') for (const other of ticksIn(group, 'radio')) other.checked = other === control;
    tell(group, 'change', { value: chosenIn(group) });
  });
  return control;
}

function ticksIn(group: Element, name: string): HTMLInputElement[] {
  return [...group.querySelectorAll(name)].flatMap((host) => controlOf(host) ?? []);
}

/** What a `checkbox-group` or `radio-group` holds. */
export function chosenIn(group: Element): string | string[] {
  const name = group.localName.replace('-group', '');
  const values = ticksIn(group, name)
    .filter(({ checked }) => checked)
    .map(({ parentElement }) => (parentElement === null ? '' : textOf(parentElement, 'value')));
  return name === 'checkbox' ? values : (values[0] ?? '');
}

/** The page "slider". */
export const slider: Behaviour = (host, changed) => {
  const control = controlOf(host) ?? beginSlider(host);
  control.disabled = isSet(host, 'disabled');
  control.min = textOf(host, 'min', '0');
  control.max = textOf(host, 'max', '100');
  control.step = textOf(host, 'step', '1');
  if (changed.has('value')) control.value = textOf(host, 'value', '0');
  const colors = {
    '--sim-color': textOf(host, 'active-color', textOf(host, 'selected-color', '#1aad19')),
    '--sim-track': textOf(host, 'background-color', textOf(host, 'color', '#e9e9e9')),
    '--sim-block': textOf(host, 'block-color', '#ffffff'),
    '--sim-block-size': `${Math.min(28, Math.max(12, numberOf(host, 'block-size', 28)))}px`,
  };
  for (const [name, value] of Object.entries(colors)) host.style.setProperty(name, value);
  showValue(host, control);
};

function beginSlider(host: HTMLElement): HTMLInputElement {
  const control = put(host, 'range');
  const heard = (type: string) => () => {
    showValue(host, control);
    tell(host, type, { value: Number(control.value) });
  };
  control.addEventListener('input', heard('changing'));
  control.addEventListener('change', heard('change'));
  return control;
}

function showValue(host: HTMLElement, control: HTMLInputElement): void {
  const { min, max, value } = control;
  const share = (Number(value) - Number(min)) / (Number(max) - Number(min) || 1);
  host.style.setProperty('--sim-share', `${share * 100}%`);
  const output = host.querySelector(':scope > output') ?? document.createElement('output');
  output.textContent = value;
  if (!isSet(host, 'show-value')) output.remove();
  else if (!output.isConnected) host.append(output);
}
