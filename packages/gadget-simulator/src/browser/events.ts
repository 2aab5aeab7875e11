import * as glassEasel from 'glass-easel';
import { templateElement } from './elements/attributes.ts';
import { type Touches, touchesOf } from './touches.ts';

/** What a handler of the mini program is given (page "事件系统"). */
export interface HandlerEvent extends Partial<Touches> {
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

type Told = glassEasel.Event<unknown>;

/** What handlers have returned for an event of the browser: `bindinput` may answer with another text (page "input"). */
const answers = new WeakMap<Event, unknown>();
const heard = new WeakMap<Event, Set<string>>();

/** Calls a handler with plain data: nothing of the page gets to the mini program's logic. */
export function callHandler(event: Told, handle: (event: HandlerEvent) => unknown): void {
  const original = event.getOriginalEvent();
  if (original instanceof Event) heard.set(original, (heard.get(original) ?? new Set()).add(event.type));
  const answer = handle(seenByHandler(event));
  if (original instanceof Event && answer !== undefined) answers.set(original, answer);
}

export function answerTo(event: Event): unknown {
  return answers.get(event);
}

function seenByHandler(event: Told): HandlerEvent {
  const { type, timeStamp } = event;
  const { target, currentTarget } = event as unknown as Record<'target' | 'currentTarget', glassEasel.Element>;
  const original = event.getOriginalEvent();
  return {
    type,
    timeStamp,
    ...(original instanceof MouseEvent && type.startsWith('mouse') && mouse(original)),
    detail: original instanceof Event ? detailOf(type, original) : event.detail,
    target: asTarget(target),
    currentTarget: asTarget(currentTarget),
    ...(original instanceof Event && touchesOf(type, original)),
  };
}

/** An element of the template, as handlers are told of it. */
export function asTarget({ id, dataset }: glassEasel.Element): EventTarget {
  return { id, dataset: { ...dataset } };
}

/** What an element says by its own event, or where a finger or mouse was. */
function detailOf(type: string, original: Event): unknown {
  const { target } = original;
  if (original instanceof CustomEvent) return original.detail;
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) {
    if (type === 'input') return { value: target.value, cursor: target.selectionEnd ?? target.value.length };
    // The keyboard of a computer has no height on the screen.
    if (type === 'focus') return { value: target.value, height: 0 };
    if (type === 'blur') return { value: target.value };
  }
  if (['tap', 'longpress', 'longtap'].includes(type)) {
    const [touch] = touchesOf(type, original)?.changedTouches ?? [];
    return { x: touch?.pageX ?? 0, y: touch?.pageY ?? 0 };
  }
  return {};
}

/** The documented fields of a mouse event (page "事件系统", 鼠标事件). */
function mouse(event: MouseEvent): object {
  const { ctrlKey, shiftKey, altKey, metaKey, button } = event;
  const { clientX, clientY, screenX, screenY, pageX, pageY, offsetX, offsetY } = event;
  const keys = { ctrlKey, shiftKey, altKey, metaKey, button };
  return { ...keys, clientX, clientY, screenX, screenY, pageX, pageY, offsetX, offsetY };
}

/** Sends an event to the template's elements; returns whether a handler heard it. */
export type Send = (target: glassEasel.Element, type: string, original: Event) => boolean;

/** Brings the browser's events to the components. Nothing reacts before this. */
export function reportEvents(
  backend: glassEasel.CurrentWindowBackendContext,
  isQuiet: (type: string) => boolean,
): Send {
  const report = (
    target: glassEasel.Element,
    type: string,
    detail: unknown,
    options: ConstructorParameters<typeof glassEasel.Event>[2],
  ) => {
    const original = options?.originalEvent;
    if (isQuiet(type) || (original instanceof Event && isDisabled(original.target))) return undefined;
    const event = new glassEasel.Event(type, detail, options);
    glassEasel.Event.dispatchEvent(target, event);
    return event;
  };
  backend.onEvent((...told) => report(...told)?.getEventBubbleStatus());

  const send: Send = (target, type, originalEvent) => {
    report(target, type, {}, { originalEvent, bubbles: true, composed: true, capturePhase: true });
    return heard.get(originalEvent)?.has(type) ?? false;
  };
  // A click without a pointer behind it comes from the keyboard, or from an assistive technology: a tap all the same.
  document.addEventListener('click', (click) => {
    const target = click.detail === 0 ? componentOf(click.target) : undefined;
    if (target !== undefined) send(target, 'tap', click);
  });
  return send;
}

function isDisabled(target: unknown): boolean {
  return target instanceof Element && target.closest('button[disabled]') !== null;
}

export function componentOf(target: unknown): glassEasel.Element | undefined {
  for (let node = target; node instanceof Node; node = node.parentNode) {
    const element = templateElement(node);
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
