import { toggleClass } from '../scopes.ts';
import { isSet, numberOf, textOf } from './attributes.ts';

interface Look {
  element: Element;
  names: readonly string[];
}

/** Elements that are seen to be pressed without saying so (pages "button", "navigator"), and how long it takes. */
const defaults: Readonly<Record<string, { hover: string; start: number; stay: number }>> = {
  button: { hover: 'button-hover', start: 20, stay: 70 },
  navigator: { hover: 'navigator-hover', start: 50, stay: 400 },
};

/** `hover-class` while a finger is down, and a little longer. */
export function showPresses(): void {
  let pressed: Look[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  document.addEventListener('pointerdown', ({ target }) => {
    clearTimeout(timer);
    show(pressed, false);
    pressed = target instanceof Element ? looksAt(target) : [];
    const looks = pressed;
    timer = setTimeout(() => show(looks, true), startOf(looks));
  });

  const end = (): void => {
    const looks = pressed;
    pressed = [];
    setTimeout(() => show(looks, false), stayOf(looks));
  };
  for (const event of ['pointerup', 'pointercancel', 'pointerleave']) document.addEventListener(event, end);
}

/** The element and those around it, up to one that keeps the press to itself. */
function looksAt(target: Element): Look[] {
  const looks: Look[] = [];
  for (let element: Element | null = target; element !== null; element = element.parentElement) {
    const hover = textOf(element, 'hover-class', defaults[element.localName]?.hover ?? '');
    const names = hover.split(/\s+/).filter((name) => !['', 'none'].includes(name));
    if (names.length === 0 || isSet(element, 'disabled')) continue;
    looks.push({ element, names });
    if (isSet(element, 'hover-stop-propagation')) break;
  }
  return looks;
}

const startOf = ([look]: readonly Look[]): number =>
  look === undefined ? 0 : numberOf(look.element, 'hover-start-time', defaults[look.element.localName]?.start ?? 50);

const stayOf = ([look]: readonly Look[]): number =>
  look === undefined ? 0 : numberOf(look.element, 'hover-stay-time', defaults[look.element.localName]?.stay ?? 400);

function show(looks: readonly Look[], on: boolean): void {
  for (const { element, names } of looks) for (const name of names) toggleClass(element, name, on);
}
