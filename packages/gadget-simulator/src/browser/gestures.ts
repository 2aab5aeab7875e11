import { componentOf, type Send } from './events.ts';

/** How long a finger rests for a long press (page "事件系统"). */
const longPress = 350;
/** How far it may move meanwhile. */
const still = 10;

export interface Gestures {
  /** A tap that ends a long press which somebody heard is not told. */
  isQuiet(type: string): boolean;
  /** Begins to watch, once events can be sent. */
  start(send: Send): void;
}

/** `longpress`, and with a mouse the touch events: a computer has them too (page "事件系统", 鼠标事件). */
export function createGestures(): Gestures {
  let wasLong = false;
  return {
    isQuiet: (type) => type === 'tap' && wasLong,
    start(send) {
      watchLongPress(send, (long) => {
        wasLong = long;
      });
      touchWithMouse(send);
    },
  };
}

function watchLongPress(send: Send, tell: (wasLong: boolean) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from = { x: 0, y: 0 };
  const stop = (): void => clearTimeout(timer);

  function begin(event: MouseEvent | TouchEvent): void {
    tell(false);
    stop();
    const target = componentOf(event.target);
    if (target === undefined) return;
    from = placeOf(event);
    timer = setTimeout(() => {
      const isHeard = send(target, 'longpress', event);
      send(target, 'longtap', event);
      tell(isHeard);
    }, longPress);
  }

  function move(event: MouseEvent | TouchEvent): void {
    const { x, y } = placeOf(event);
    if (Math.hypot(x - from.x, y - from.y) > still) stop();
  }

  for (const type of ['touchstart', 'mousedown'] as const) document.addEventListener(type, begin, { capture: true });
  for (const type of ['touchmove', 'mousemove'] as const) document.addEventListener(type, move, { capture: true });
  for (const type of ['touchend', 'touchcancel', 'mouseup']) document.addEventListener(type, stop, { capture: true });
  // A tap by key follows no press.
  document.addEventListener('keydown', () => tell(false), { capture: true });
}

function placeOf(event: MouseEvent | TouchEvent): { x: number; y: number } {
  const point = 'changedTouches' in event ? event.changedTouches[0] : event;
  return { x: point?.clientX ?? 0, y: point?.clientY ?? 0 };
}

/** A pressed mouse is a finger; it stays with the element that it came down on. */
function touchWithMouse(send: Send): void {
  let pressed: ReturnType<typeof componentOf>;
  let hasFingers = false;
  document.addEventListener('touchstart', () => {
    hasFingers = true;
  });
  // Before the tap, which the rendering library tells from the document's body.
  const first = { capture: true };
  const as = (type: string) => (event: MouseEvent) => {
    if (pressed !== undefined) send(pressed, type, event);
  };
  document.addEventListener(
    'mousedown',
    (event) => {
      pressed = hasFingers ? undefined : componentOf(event.target);
      as('touchstart')(event);
    },
    first,
  );
  document.addEventListener('mousemove', as('touchmove'), first);
  document.addEventListener(
    'mouseup',
    (event) => {
      as('touchend')(event);
      pressed = undefined;
    },
    first,
  );
}
