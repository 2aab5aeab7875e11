import * as glassEasel from 'glass-easel';
import { pathFrom } from '../runtime/paths.ts';
import { inCss, screenUnits } from '../screen-units.ts';
import { connectForms, refreshControl } from './form-elements.ts';

/**
 * What the built-in elements do besides their looks (pages "button", "image", "input"). They are plain elements of the
 * document, watched here: `button` and `input` are what a browser calls so, an `image` gets an `img` inside.
 */
export function behaveAsElements(pictures: Record<string, string>, report: (message: string) => void): void {
  const unknown = new Set<string>();
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === 'attributes') refresh(target);
      for (const node of addedNodes)
        if (node instanceof Element) [node, ...node.querySelectorAll('*')].forEach(refresh);
    }
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: watched });

  function refresh(node: Node): void {
    if (!(node instanceof HTMLElement)) return;
    inlineUnits(node);
    refreshControl(node);
    if (isUnknown(node) && !unknown.has(node.localName)) {
      unknown.add(node.localName);
      report(`<${node.localName}> is neither a built-in element that is simulated nor in usingComponents`);
    }
    if (node.localName !== 'image') return;
    const picture = node.querySelector('img') ?? insertPicture(node);
    const source = node.getAttribute('src') ?? '';
    const page = node.closest<HTMLElement>('.sim-screen')?.dataset.page ?? '';
    const address = pictures[pathFrom(page, source)] ?? pictures[source.replace(/^\/+/, '')] ?? source;
    if (picture.getAttribute('src') !== address) picture.setAttribute('src', address);
    Object.assign(picture.style, fits[node.getAttribute('mode') ?? ''] ?? fits.scaleToFill);
  }

  connectForms();
  pressable();
  confirmWithEnter();
}

const watched = ['src', 'mode', 'style', 'value', 'checked', 'disabled', 'range', 'min', 'max', 'step'];

/** `rpx` in a `style` attribute means what it means in TTSS. */
function inlineUnits(element: HTMLElement): void {
  const text = element.getAttribute('style');
  if (text !== null && /\drpx/.test(text)) element.setAttribute('style', text.replace(screenUnits, inCss));
}

/** Elements of the documentation that look like nothing here. */
const notSimulated = [
  ...['camera', 'editor', 'live-player', 'live-pusher', 'map', 'movable-area', 'open-data', 'picker-view', 'web-view'],
];

/** A custom element that nobody declared, or an element that is not simulated; the simulator's own are not meant. */
function isUnknown({ localName, __wxElement: element }: HTMLElement & { __wxElement?: unknown }): boolean {
  if (notSimulated.includes(localName)) return true;
  return localName.includes('-') && element instanceof glassEasel.NativeNode && !builtIn.includes(localName);
}

const builtIn: readonly string[] = [
  'scroll-view',
  'swiper-item',
  'rich-text',
  'cover-view',
  'cover-image',
  'checkbox-group',
  'radio-group',
];

/** The picture's own events, as the component's; they do not bubble either. */
function insertPicture(host: HTMLElement): HTMLImageElement {
  const picture = document.createElement('img');
  picture.alt = host.getAttribute('aria-label') ?? '';
  picture.addEventListener('load', () => {
    const detail = { width: picture.naturalWidth, height: picture.naturalHeight };
    host.dispatchEvent(new CustomEvent('load', { detail }));
  });
  picture.addEventListener('error', () => host.dispatchEvent(new Event('error')));
  host.append(picture);
  return picture;
}

const fits: Record<string, Partial<CSSStyleDeclaration>> = {
  scaleToFill: { objectFit: 'fill', height: '100%' },
  aspectFit: { objectFit: 'contain', height: '100%' },
  aspectFill: { objectFit: 'cover', height: '100%' },
  widthFix: { objectFit: 'fill', height: 'auto' },
};

/** `hover-class` for as long as the finger is down. */
function pressable(): void {
  let pressed: { element: Element; names: string[] } | undefined;
  const release = (): void => {
    pressed?.element.classList.remove(...pressed.names);
    pressed = undefined;
  };
  document.addEventListener('pointerdown', ({ target }) => {
    const element = target instanceof Element ? target.closest('[hover-class]:not([disabled])') : null;
    const names = (element?.getAttribute('hover-class') ?? '')
      .split(/\s+/)
      .filter((name) => !['', 'none'].includes(name));
    if (element === null || names.length === 0) return;
    element.classList.add(...names);
    pressed = { element, names };
  });
  for (const event of ['pointerup', 'pointercancel', 'pointerleave']) document.addEventListener(event, release);
}

function confirmWithEnter(): void {
  document.addEventListener('keydown', ({ key, target, isComposing }) => {
    if (key === 'Enter' && !isComposing && target instanceof HTMLInputElement)
      target.dispatchEvent(new Event('confirm'));
  });
}
