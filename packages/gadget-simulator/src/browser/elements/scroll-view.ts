import { isSet, numberOf, tell, textOf } from './attributes.ts';
import type { Behaviour } from './watch.ts';

/** The page "scroll-view". */
export const scrollView: Behaviour = (host, changed) => {
  if (changed.first) watch(host);
  const behavior: ScrollBehavior = isSet(host, 'scroll-with-animation') ? 'smooth' : 'instant';
  const place: ScrollToOptions = {};
  if (changed.has('scroll-top')) place.top = numberOf(host, 'scroll-top', 0);
  if (changed.has('scroll-left')) place.left = numberOf(host, 'scroll-left', 0);
  if (place.top !== undefined || place.left !== undefined) host.scrollTo({ ...place, behavior });
  if (changed.has('scroll-into-view')) scrollInto(host, textOf(host, 'scroll-into-view'), behavior);
};

/** Only within the view, and only where it may be scrolled; the page stays. */
function scrollInto(host: HTMLElement, id: string, behavior: ScrollBehavior): void {
  const target = id === '' ? null : host.querySelector(`#${CSS.escape(id)}`);
  if (target === null) return;
  const [there, here] = [target.getBoundingClientRect(), host.getBoundingClientRect()];
  host.scrollTo({
    ...(isSet(host, 'scroll-y') && { top: host.scrollTop + there.top - here.top }),
    ...(isSet(host, 'scroll-x') && { left: host.scrollLeft + there.left - here.left }),
    behavior,
  });
}

function watch(host: HTMLElement): void {
  let [left, top] = [host.scrollLeft, host.scrollTop];
  let near: readonly string[] = ['top', 'left'];
  host.addEventListener(
    'scroll',
    (event) => {
      if (event instanceof CustomEvent) return;
      // The element's own event says where it is; the browser's says nothing.
      event.stopImmediatePropagation();
      const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight } = host;
      const moved = { deltaX: left - scrollLeft, deltaY: top - scrollTop };
      tell(host, 'scroll', { scrollLeft, scrollTop, scrollWidth, scrollHeight, ...moved });
      const upper = numberOf(host, 'upper-threshold', 50);
      const lower = numberOf(host, 'lower-threshold', 50);
      const ends = [
        { name: 'top', type: 'scrolltoupper', is: isSet(host, 'scroll-y') && scrollTop <= upper },
        { name: 'left', type: 'scrolltoupper', is: isSet(host, 'scroll-x') && scrollLeft <= upper },
        {
          name: 'bottom',
          type: 'scrolltolower',
          is: isSet(host, 'scroll-y') && scrollTop + clientHeight >= scrollHeight - lower,
        },
        {
          name: 'right',
          type: 'scrolltolower',
          is: isSet(host, 'scroll-x') && scrollLeft + clientWidth >= scrollWidth - lower,
        },
      ].filter((end) => end.is);
      for (const { name, type } of ends) if (!near.includes(name)) tell(host, type, { direction: name });
      near = ends.map(({ name }) => name);
      [left, top] = [scrollLeft, scrollTop];
    },
    { capture: true },
  );
}
