/** The touch that opened something ends in a click wherever it was: that is meant for nothing in what has appeared. */
export function ignoreEarlierTouch(appeared: HTMLElement): void {
  let isPressed = false;
  appeared.addEventListener(
    'pointerdown',
    () => {
      isPressed = true;
    },
    { capture: true },
  );
  appeared.addEventListener(
    'click',
    (event) => {
      // A key and a script click without a pointer: `detail` is 0 then.
      if (event.detail > 0 && !isPressed) event.stopImmediatePropagation();
    },
    { capture: true },
  );
}
