import * as glassEasel from 'glass-easel';

/** What a handler of the mini program is given (page "event"). */
export interface HandlerEvent {
  type: string;
  timeStamp: number;
  detail: unknown;
  target: EventTarget;
  currentTarget: EventTarget;
}

interface EventTarget {
  id: string;
  dataset: Record<string, unknown>;
}

/** The rendering library's event as plain data: nothing of the page gets to the mini program's logic. */
export function seenByHandler(event: glassEasel.Event<unknown>): HandlerEvent {
  const { type, timeStamp } = event;
  const { target, currentTarget } = event as unknown as Record<'target' | 'currentTarget', glassEasel.Element>;
  return {
    type,
    timeStamp,
    detail: toldBy(event),
    target: describe(target),
    currentTarget: describe(currentTarget),
  };
}

function describe({ id, dataset }: glassEasel.Element): EventTarget {
  return { id, dataset: { ...dataset } };
}

/** `load` of an image tells its size; `input`, `blur` and `confirm` the value (pages "image", "input"). */
function toldBy(event: glassEasel.Event<unknown>): unknown {
  const original = event.getOriginalEvent();
  if (original instanceof CustomEvent) return original.detail;
  const target = original instanceof Event ? original.target : undefined;
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
    ? { value: target.value }
    : event.detail;
}

/** Brings the browser's events to the components. Nothing reacts before this. */
export function reportEvents(backend: glassEasel.CurrentWindowBackendContext): void {
  const report = (
    target: glassEasel.Element,
    type: string,
    detail: unknown,
    options: ConstructorParameters<typeof glassEasel.Event>[2],
  ) => {
    const original = options?.originalEvent;
    if (original instanceof Event && isDisabled(original.target)) return undefined;
    const event = new glassEasel.Event(type, detail, options);
    glassEasel.Event.dispatchEvent(target, event);
    return event.getEventBubbleStatus();
  };
  backend.onEvent(report);

  // A click without a pointer behind it comes from the keyboard, or from an assistive technology: a tap all the same.
  document.addEventListener('click', (click) => {
    const target = click.detail === 0 ? componentOf(click.target) : undefined;
    if (target !== undefined)
      report(target, 'tap', {}, { originalEvent: click, bubbles: true, composed: true, capturePhase: true });
  });
}

function isDisabled(target: unknown): boolean {
  return target instanceof Element && target.closest('button[disabled]') !== null;
}

function componentOf(target: unknown): glassEasel.Element | undefined {
  for (let node = target; node instanceof Node; node = node.parentNode) {
    const { __wxElement: element } = node as { __wxElement?: glassEasel.Element };
    if (element !== undefined) return element;
  }
  return undefined;
}

/** Writes `data-…` into the document too, where tests and tools find elements by it. */
export function mirrorDatasets(): void {
  const { setDataset } = glassEasel.Element.prototype;
  glassEasel.Element.prototype.setDataset = function mirrored(name: string, value: unknown): void {
    setDataset.call(this, name, value);
    const element: unknown = this.getBackendElement();
    if (element instanceof HTMLElement) element.dataset[name] = String(value ?? '');
  };
}
