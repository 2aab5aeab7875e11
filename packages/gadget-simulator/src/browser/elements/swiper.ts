import { isSet, numberOf, tell, textOf } from './attributes.ts';
import type { Behaviour } from './watch.ts';

interface Swiper {
  current: number;
  timer?: ReturnType<typeof setInterval>;
}

const swipers = new WeakMap<Element, Swiper>();

/** How far a finger moves for the next item. */
const enough = 30;

/** The page "swiper". */
export const swiper: Behaviour = (host, changed) => {
  const state = swipers.get(host) ?? begin(host);
  const items = itemsOf(host);
  if (changed.has('current') || changed.has('current-item-id')) {
    const wanted = wantedBy(host, items);
    if (changed.first || items.length === 0) state.current = wanted;
    else if (wanted !== state.current) go(host, wanted, '');
  }
  layOut(host, state);
  clearInterval(state.timer);
  if (isSet(host, 'autoplay'))
    state.timer = setInterval(
      () => {
        // An element that has left the document plays no more.
        if (!host.isConnected) clearInterval(state.timer);
        else step(host, 1, 'autoplay', true);
      },
      numberOf(host, 'interval', 5000),
    );
};

/** An item that comes or goes changes the places of all. */
export const swiperItem: Behaviour = (host, { first }) => {
  const parent = host.closest<HTMLElement>('swiper');
  const state = parent === null ? undefined : swipers.get(parent);
  if (first && parent !== null && state !== undefined) layOut(parent, state);
};

function begin(host: HTMLElement): Swiper {
  const state: Swiper = { current: 0 };
  swipers.set(host, state);
  let from: { x: number; y: number } | undefined;
  host.addEventListener('pointerdown', ({ clientX, clientY }) => {
    from = { x: clientX, y: clientY };
  });
  const end = ({ clientX, clientY }: PointerEvent): void => {
    if (from === undefined) return;
    const moved = isSet(host, 'vertical') ? clientY - from.y : clientX - from.x;
    from = undefined;
    if (Math.abs(moved) >= enough) step(host, moved < 0 ? 1 : -1, 'touch', isSet(host, 'circular'));
  };
  host.addEventListener('pointerup', end);
  host.addEventListener('pointerleave', end);
  return state;
}

const itemsOf = (host: Element): HTMLElement[] => [...host.querySelectorAll<HTMLElement>(':scope > swiper-item')];

function wantedBy(host: HTMLElement, items: readonly HTMLElement[]): number {
  const id = textOf(host, 'current-item-id');
  const named = items.findIndex((item) => id !== '' && textOf(item, 'item-id') === id);
  return named === -1 ? numberOf(host, 'current', 0) : named;
}

function step(host: HTMLElement, by: number, source: string, around: boolean): void {
  const count = itemsOf(host).length;
  const next = (swipers.get(host)?.current ?? 0) + by;
  if (next >= 0 && next < count) go(host, next, source);
  else if (around && count > 1) go(host, (next + count) % count, source);
}

function go(host: HTMLElement, current: number, source: string): void {
  const state = swipers.get(host);
  if (state === undefined) return;
  state.current = current;
  layOut(host, state);
  tell(host, 'change', { current, source });
}

function layOut(host: HTMLElement, { current }: Swiper): void {
  const shown = Math.max(1, numberOf(host, 'display-multiple-items', 1));
  const isVertical = isSet(host, 'vertical');
  const items = itemsOf(host);
  items.forEach((item, at) => {
    const distance = `${(at - current) * 100}%`;
    item.style.transform = isVertical ? `translateY(${distance})` : `translateX(${distance})`;
    item.style.transitionDuration = `${numberOf(host, 'duration', 500)}ms`;
    item.style[isVertical ? 'height' : 'width'] = `${100 / shown}%`;
    item.inert = at < current || at >= current + shown;
  });
  dots(host, items.length, current);
}

function dots(host: HTMLElement, count: number, current: number): void {
  const known = host.querySelector(':scope > .sim-dots');
  if (!isSet(host, 'indicator-dots')) {
    known?.remove();
    return;
  }
  const row = known ?? document.createElement('div');
  row.className = 'sim-dots';
  row.classList.toggle('vertical', isSet(host, 'vertical'));
  const colors = [
    textOf(host, 'indicator-color', 'rgba(0, 0, 0, .3)'),
    textOf(host, 'indicator-active-color', '#000000'),
  ];
  const all = Array.from({ length: count }, (_, at) => {
    const dot = document.createElement('i');
    dot.style.background = colors[at === current ? 1 : 0] ?? '';
    return dot;
  });
  row.replaceChildren(...all);
  if (known === null) host.append(row);
}
