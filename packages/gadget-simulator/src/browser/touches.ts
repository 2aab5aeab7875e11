/** A finger on the screen (page "事件系统", Touch). */
export interface Touch {
  identifier: number;
  pageX: number;
  pageY: number;
  clientX: number;
  clientY: number;
}

export interface Touches {
  touches: Touch[];
  changedTouches: Touch[];
}

type Point = Pick<MouseEvent, 'clientX' | 'clientY'>;

const ends: readonly string[] = ['touchend', 'touchcancel'];
const ofTouch: readonly string[] = ['touchstart', 'touchmove', ...ends, 'tap', 'longpress', 'longtap'];

/** The fingers of an event, or the mouse in place of one; nothing for other events. */
export function touchesOf(type: string, original: Event): Touches | undefined {
  if (!ofTouch.includes(type)) return undefined;
  const screen = original.target instanceof Element ? original.target.closest('.sim-screen') : null;
  const there = (point: Point, identifier: number): Touch => onPage(screen, point, identifier);
  if (window.TouchEvent !== undefined && original instanceof TouchEvent) {
    const list = (touches: TouchList) => [...touches].map((touch) => there(touch, touch.identifier));
    const changedTouches = list(original.changedTouches);
    // A tap is told as its finger has left; the documentation shows the finger in both lists.
    return { touches: type.startsWith('touch') ? list(original.touches) : changedTouches, changedTouches };
  }
  if (!(original instanceof MouseEvent)) return undefined;
  const changedTouches = [there(original, 0)];
  return { touches: ends.includes(type) ? [] : changedTouches, changedTouches };
}

/** `client…` counts from below the navigation bar, `page…` from the beginning of the page, however it is scrolled. */
function onPage(screen: Element | null, { clientX, clientY }: Point, identifier: number): Touch {
  const { left = 0, top = 0 } = screen?.getBoundingClientRect() ?? {};
  const [x, y] = [clientX - left, clientY - top];
  return {
    identifier,
    pageX: x + (screen?.scrollLeft ?? 0),
    pageY: y + (screen?.scrollTop ?? 0),
    clientX: x,
    clientY: y,
  };
}
