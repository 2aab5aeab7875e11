import * as glassEasel from 'glass-easel';
import { notSimulated } from '../coverage/components.ts';
import type { Router } from '../runtime/router.ts';
import { animated } from './elements/animation.ts';
import { createButton } from './elements/button.ts';
import { camera } from './elements/camera.ts';
import { slider, ticked } from './elements/choices.ts';
import { connectForms } from './elements/form.ts';
import { type AddressOf, createImage } from './elements/image.ts';
import { createNavigator } from './elements/navigator.ts';
import { createPicker } from './elements/picker.ts';
import { pickerView } from './elements/picker-view.ts';
import type { Regions } from './elements/picker-wheels.ts';
import { icon, progress, text, video } from './elements/plain.ts';
import { showPresses } from './elements/press.ts';
import { richText } from './elements/rich-text.ts';
import { scrollView } from './elements/scroll-view.ts';
import { swiper, swiperItem } from './elements/swiper.ts';
import { textField } from './elements/text-field.ts';
import { type Behaviour, watchElements } from './elements/watch.ts';
import { createWebViews } from './elements/web-view.ts';

export interface ElementSources {
  regions: Regions | undefined;
  webViewDomains: readonly string[] | undefined;
  addressOf: AddressOf;
  router(): Router;
  /** A button that shares its page has been tapped. */
  share(host: Element): void;
  /** Where a tag stands in the template that an element comes from. */
  placeOf(host: HTMLElement, tag: string): string;
  report(message: string): void;
}

/** What the built-in elements do besides their looks. Their pages are listed in `coverage/components.ts`. */
export function behaveAsElements(sources: ElementSources): { leave(screen: Element): void } {
  const { regions, webViewDomains, addressOf, router, share, report } = sources;
  const webViews = createWebViews({ domains: webViewDomains, router, report });
  const navigator = createNavigator(router, report);
  const behaviours: Readonly<Record<string, Behaviour>> = {
    input: textField,
    textarea: textField,
    checkbox: ticked,
    radio: ticked,
    switch: ticked,
    slider,
    picker: createPicker(regions, report),
    'picker-view': pickerView,
    'scroll-view': scrollView,
    swiper,
    'swiper-item': swiperItem,
    navigator,
    image: createImage(addressOf),
    'rich-text': richText,
    icon,
    progress,
    text,
    video,
    camera,
    button: createButton(share),
    'web-view': webViews.behave,
  };
  watchElements(behaviours, [animated, createUnknownTeller(behaviours, sources)]);
  connectForms();
  showPresses();
  return webViews;
}

/** Elements without behaviour of their own. */
const plain: readonly string[] = [
  ...['view', 'form', 'label', 'canvas', 'checkbox-group', 'radio-group', 'picker-view-column'],
];

/** An element that is not simulated, or that neither Feishu nor `usingComponents` knows; told once for each place. */
function createUnknownTeller(
  behaviours: Readonly<Record<string, Behaviour>>,
  { placeOf, report }: Pick<ElementSources, 'placeOf' | 'report'>,
): Behaviour {
  const known = new Set([...Object.keys(behaviours), ...plain]);
  const told = new Set<string>();
  return (host, { first }) => {
    const { localName: name, __wxElement: element } = host as HTMLElement & { __wxElement?: unknown };
    if (!first || known.has(name) || !(element instanceof glassEasel.NativeNode)) return;
    const missing = notSimulated(name);
    const message =
      missing === undefined
        ? `<${name}> is neither a built-in element nor in usingComponents`
        : `<${name}> is not simulated: ${missing}`;
    if (missing !== undefined) {
      host.classList.add('sim-missing');
      host.dataset.missing = message;
    }
    const line = [placeOf(host, name), message].filter((part) => part !== '').join(': ');
    if (told.has(line)) return;
    told.add(line);
    report(line);
  };
}
