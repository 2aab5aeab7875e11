import * as glassEasel from 'glass-easel';
import { inCss, screenUnits } from '../../screen-units.ts';
import { mirrorClasses } from '../scopes.ts';
import { templateElement } from './attributes.ts';

/** What an element does besides its looks: told when it appears, and when the template gives attributes anew. */
export type Behaviour = (host: HTMLElement, changed: Changed) => void;

export interface Changed {
  /** The element has just appeared. */
  first: boolean;
  /** Whether the template has just given this attribute, be it the same value as before. */
  has(attribute: string): boolean;
}

/**
 * Elements of the document are plain ones, watched here. The template's changes are collected until it has made all of
 * them: what is scrolled to may appear with the attribute that names it.
 */
export function watchElements(behaviours: Readonly<Record<string, Behaviour>>, everywhere: readonly Behaviour[]): void {
  const waiting = new Map<HTMLElement, Set<string>>();
  const seen = new WeakSet<HTMLElement>();

  function refresh(host: HTMLElement, first: boolean, names: ReadonlySet<string>): void {
    const changed: Changed = { first, has: (name) => first || names.has(name) || names.has(name.replace(/-/g, '')) };
    for (const behave of everywhere) behave(host, changed);
    behaviours[host.localName]?.(host, changed);
  }

  function flush(): void {
    const all = [...waiting];
    waiting.clear();
    for (const [host, names] of all) if (host.isConnected) refresh(host, false, names);
  }

  const { updateAttribute } = glassEasel.NativeNode.prototype;
  glassEasel.NativeNode.prototype.updateAttribute = function heard(name: string, value: unknown): void {
    updateAttribute.call(this, name, value);
    const host: unknown = this.getBackendElement();
    if (!(host instanceof HTMLElement) || !host.isConnected) return;
    if (waiting.size === 0) queueMicrotask(flush);
    waiting.set(host, (waiting.get(host) ?? new Set()).add(name.toLowerCase()).add(name));
  };

  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === 'attributes' && target instanceof HTMLElement) {
        inlineUnits(target);
        mirrorClasses(target);
      }
      for (const node of addedNodes) appear(node);
      if (target instanceof HTMLElement && type !== 'attributes') behaviours[target.localName]?.(target, contentOnly);
      if (type === 'characterData' && target.parentElement !== null)
        behaviours[target.parentElement.localName]?.(target.parentElement, contentOnly);
    }
  }).observe(document.body, observed);

  function appear(node: Node): void {
    if (!(node instanceof Element)) return;
    for (const element of [node, ...node.querySelectorAll('*')]) {
      // The simulator's own elements are nobody's.
      if (!(element instanceof HTMLElement) || seen.has(element) || templateElement(element) === undefined) continue;
      seen.add(element);
      inlineUnits(element);
      mirrorClasses(element);
      nameComponent(element);
      refresh(element, true, new Set());
    }
  }
}

const observed: MutationObserverInit = {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: ['style', 'class'],
};

const contentOnly: Changed = { first: false, has: () => false };

/** `rpx` in a `style` attribute means what it means in TTSS. */
function inlineUnits(element: HTMLElement): void {
  const text = element.getAttribute('style');
  if (text !== null && /\d(?:rpx|vh)\b/.test(text)) element.setAttribute('style', text.replace(screenUnits, inCss));
}

/** A component's own element says whose it is: its sheet means it with `:host`. */
function nameComponent(element: HTMLElement): void {
  const known = templateElement(element);
  if (known instanceof glassEasel.Component && element.localName !== 'page') element.dataset.is = known.is;
}
