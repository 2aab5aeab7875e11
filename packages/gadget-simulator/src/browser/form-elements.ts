/**
 * Elements that hold a value (pages "checkbox", "radio", "switch", "slider", "picker", "label", "form"). A browser's own
 * control inside shows and changes it; the element tells it as the component's event.
 */
const controls: Record<string, (host: HTMLElement) => HTMLElement> = {
  checkbox: (host) => ticked(host, 'checkbox'),
  radio: (host) => ticked(host, 'radio'),
  switch: (host) => ticked(host, 'checkbox'),
  slider,
};

/** Puts the control into an element, or brings it up to date with the element's attributes. */
export function refreshControl(host: HTMLElement): void {
  if (host.localName === 'picker') refreshPicker(host);
  const make = controls[host.localName];
  if (make === undefined) return;
  const control = host.querySelector<HTMLInputElement>(':scope > input') ?? make(host);
  if (control.parentElement !== host) host.prepend(control);
  if (!(control instanceof HTMLInputElement)) return;
  control.disabled = isSet(host, 'disabled');
  if (control.type !== 'range') control.checked = isSet(host, 'checked');
  else {
    control.min = host.getAttribute('min') ?? '0';
    control.max = host.getAttribute('max') ?? '100';
    control.step = host.getAttribute('step') ?? '1';
    control.value = host.getAttribute('value') ?? '0';
  }
}

function isSet(host: Element, name: string): boolean {
  return host.hasAttribute(name) && host.getAttribute(name) !== 'false';
}

function tell(host: Element, type: string, detail: object): void {
  host.dispatchEvent(new CustomEvent(type, { detail }));
}

/** The control's own events are not the element's. */
function keepInside(control: HTMLElement): void {
  for (const type of ['input', 'change']) control.addEventListener(type, (event) => event.stopPropagation());
}

function ticked(host: HTMLElement, type: 'checkbox' | 'radio'): HTMLElement {
  const input = document.createElement('input');
  input.type = type;
  keepInside(input);
  input.addEventListener('change', () => {
    if (host.localName === 'switch') return tell(host, 'change', { value: input.checked });
    const group = host.closest(`${host.localName}-group`);
    if (group === null) return;
    const all = [...group.querySelectorAll<HTMLInputElement>(`${host.localName} > input`)];
    if (type === 'radio') for (const other of all) other.checked = other === input;
    tell(group, 'change', { value: heldBy(group) });
  });
  return input;
}

function slider(host: HTMLElement): HTMLElement {
  const input = document.createElement('input');
  input.type = 'range';
  keepInside(input);
  input.addEventListener('input', () => tell(host, 'changing', { value: Number(input.value) }));
  input.addEventListener('change', () => tell(host, 'change', { value: Number(input.value) }));
  return input;
}

/** In the modes `selector`, `date` and `time`: a control of the browser lies over what the picker shows. */
function refreshPicker(host: HTMLElement): void {
  const mode = host.getAttribute('mode') ?? 'selector';
  const isList = !['date', 'time'].includes(mode);
  const control =
    host.querySelector<HTMLInputElement | HTMLSelectElement>(':scope > .sim-picker') ?? picker(host, isList);
  control.disabled = isSet(host, 'disabled');
  if (control instanceof HTMLInputElement) {
    control.type = mode;
    control.value = host.getAttribute('value') ?? '';
    return;
  }
  const { range, rangeKey } = rangeOf(host);
  const texts = range.map((one) => String(rangeKey === '' ? one : (Object(one) as Record<string, unknown>)[rangeKey]));
  if ([...control.options].map(({ text }) => text).join('\n') !== texts.join('\n'))
    control.replaceChildren(...texts.map((text, index) => new Option(text, String(index))));
  control.value = host.getAttribute('value') ?? '0';
}

function picker(host: HTMLElement, isList: boolean): HTMLInputElement | HTMLSelectElement {
  const control = document.createElement(isList ? 'select' : 'input');
  control.className = 'sim-picker';
  keepInside(control);
  control.addEventListener('change', () =>
    tell(host, 'change', { value: isList ? Number(control.value) : control.value }),
  );
  host.append(control);
  return control;
}

/** Lists are no attributes of the document; the rendering library's element keeps them as they were given. */
function rangeOf(host: HTMLElement): { range: readonly unknown[]; rangeKey: string } {
  const text = host.getAttribute('range') ?? '[]';
  try {
    const range: unknown = JSON.parse(text);
    return { range: Array.isArray(range) ? range : [], rangeKey: host.getAttribute('range-key') ?? '' };
  } catch {
    return { range: text.split(','), rangeKey: '' };
  }
}

function heldBy(element: Element): unknown {
  const ticks = (name: string) =>
    [...element.querySelectorAll<HTMLInputElement>(`${name} > input`)]
      .filter(({ checked }) => checked)
      .map(({ parentElement }) => parentElement?.getAttribute('value') ?? '');
  if (element.localName === 'checkbox-group') return ticks('checkbox');
  if (element.localName === 'radio-group') return ticks('radio')[0] ?? '';
  const own = element.querySelector<HTMLInputElement | HTMLSelectElement>(':scope > input, :scope > select');
  const control = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element : own;
  if (element.localName === 'switch') return own instanceof HTMLInputElement && own.checked;
  return element.localName === 'slider' ? Number(control?.value) : (control?.value ?? '');
}

/** A label passes a tap on to the element it names (what is inside, the browser finds); a button of the form sends or empties it. */
export function connectForms(): void {
  document.addEventListener('click', ({ target }) => {
    if (!(target instanceof Element)) return;
    const labelled = target.closest('label')?.getAttribute('for') ?? '';
    document.getElementById(labelled)?.querySelector<HTMLElement>(':scope > input')?.click();
    const button = target.closest('button[form-type]:not([disabled])');
    const form = button?.closest('form');
    if (!button || !form) return;
    const named = [...form.querySelectorAll('[name]')];
    if (button.getAttribute('form-type') === 'reset') tell(form, 'reset', {});
    else
      tell(form, 'submit', {
        value: Object.fromEntries(named.map((element) => [element.getAttribute('name') ?? '', heldBy(element)])),
      });
  });
  // The browser's own sending would leave the page.
  document.addEventListener('submit', ownSubmit, { capture: true });
}

function ownSubmit(event: Event): void {
  if (event instanceof CustomEvent) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}
