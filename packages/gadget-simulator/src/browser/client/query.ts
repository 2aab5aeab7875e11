import type { Element as TemplateElement } from 'glass-easel';
import { templateElement } from '../elements/attributes.ts';

type Fields = Readonly<Record<'id' | 'dataset' | 'rect' | 'size' | 'scrollOffset', boolean>>;
type Callback = (result: unknown) => void;

interface Query {
  select(): unknown;
  callback: Callback | undefined;
}

/** What code calls "this": a page, or a component of the template. */
type Scope = Partial<Pick<TemplateElement, 'getBackendElement'>>;

const topScreen = (): HTMLElement | null => document.querySelector('.sim-screen:not([hidden])');

/** Elements of the page's own template, or of a component's: what is inside other components is not seen. */
function find(selector: string, scope: Scope | undefined): HTMLElement[] {
  const own: unknown = scope?.getBackendElement?.();
  const root = own instanceof HTMLElement ? own : topScreen()?.querySelector<HTMLElement>('page');
  const owner = root === undefined || root === null ? undefined : templateElement(root);
  const all = root?.querySelectorAll<HTMLElement>(selector) ?? [];
  return [...all].filter((element) => templateElement(element)?.ownerShadowRoot?.getHostNode() === owner);
}

/** The page "createSelectorQuery". */
export function createSelectorQuery(given?: Scope): object {
  const queries: Query[] = [];
  let scope = given;
  const query = {
    in(component: Scope) {
      scope = component;
      return query;
    },
    select: (selector: string) => nodes((look) => look(find(selector, scope)[0] ?? null)),
    selectAll: (selector: string) => nodes((look) => find(selector, scope).map(look)),
    selectViewport: () => nodes((look) => look(topScreen())),
    exec(done?: (results: unknown[]) => void) {
      // What the template makes of the newest data is on the page by then.
      requestAnimationFrame(() => {
        const results = queries.map(({ select }) => select());
        for (const [at, { callback }] of queries.entries()) callback?.(results[at]);
        done?.(results);
      });
    },
  };
  function nodes(over: (look: (element: HTMLElement | null) => unknown) => unknown): object {
    const ask = (fields: Partial<Fields>, callback: Callback | undefined): object => {
      queries.push({ select: () => over((element) => describe(element, fields)), callback });
      return query;
    };
    return {
      boundingClientRect: (callback?: Callback) => ask({ id: true, dataset: true, rect: true, size: true }, callback),
      scrollOffset: (callback?: Callback) => ask({ id: true, dataset: true, scrollOffset: true }, callback),
      fields: (fields: Partial<Fields>, callback?: Callback) => ask(fields, callback),
    };
  }
  return query;
}

function describe(
  element: HTMLElement | null,
  { id, dataset, rect, size, scrollOffset }: Partial<Fields>,
): object | null {
  if (element === null) return null;
  const box = element.getBoundingClientRect();
  const { left = 0, top = 0 } = element.closest('.sim-screen')?.getBoundingClientRect() ?? {};
  const { scrollLeft, scrollTop } = element;
  return {
    ...(id && { id: element.id }),
    ...(dataset && { dataset: { ...templateElement(element)?.dataset } }),
    ...(rect && { left: box.left - left, right: box.right - left, top: box.top - top, bottom: box.bottom - top }),
    ...(size && { width: box.width, height: box.height }),
    ...(scrollOffset && { scrollLeft, scrollTop }),
  };
}

/** The page "createIntersectionObserver". */
export function createIntersectionObserver(scope?: Scope, options: ObserverOptions = {}): object {
  // The page's table says `observeAll`, its sample `selectAll`.
  const { thresholds = [0], initialRatio = 0, observeAll = false, selectAll = observeAll } = options;
  const met = new WeakSet<Element>();
  const isNews = ({ target, intersectionRatio }: IntersectionObserverEntry): boolean => {
    const isFirst = !met.has(target);
    met.add(target);
    return !isFirst || intersectionRatio !== initialRatio;
  };
  const observers: IntersectionObserver[] = [];
  let isOver = false;
  let root: () => HTMLElement | null = topScreen;
  let margin = '0px';
  const settings = {
    relativeTo(selector: string, margins: Margins = {}) {
      root = () => find(selector, scope)[0] ?? null;
      margin = written(margins);
      return settings;
    },
    relativeToViewport(margins: Margins = {}) {
      margin = written(margins);
      return settings;
    },
    observe(selector: string, hear: (result: object) => void) {
      // What the template makes of the newest data is on the page by then.
      requestAnimationFrame(() => {
        if (isOver) return;
        const observer = new IntersectionObserver(
          (entries) => {
            for (const entry of entries.filter(isNews)) hear(told(entry));
          },
          {
            root: root(),
            rootMargin: margin,
            threshold: thresholds,
          },
        );
        observers.push(observer);
        for (const target of find(selector, scope).slice(0, selectAll ? undefined : 1)) observer.observe(target);
      });
    },
    disconnect() {
      isOver = true;
      for (const observer of observers) observer.disconnect();
    },
  };
  return settings;
}

function told({
  intersectionRatio,
  boundingClientRect,
  intersectionRect,
  rootBounds,
  time,
}: IntersectionObserverEntry) {
  return {
    intersectionRatio,
    boundingClientRect: plain(boundingClientRect),
    intersectionRect: plain(intersectionRect),
    relativeRect: plain(rootBounds),
    time,
  };
}

interface ObserverOptions {
  thresholds?: number[];
  initialRatio?: number;
  observeAll?: boolean;
  selectAll?: boolean;
}

type Margins = Partial<Record<'top' | 'right' | 'bottom' | 'left', number>>;

const written = ({ top = 0, right = 0, bottom = 0, left = 0 }: Margins): string =>
  `${top}px ${right}px ${bottom}px ${left}px`;

function plain(box: DOMRectReadOnly | null): object | null {
  if (box === null) return null;
  const { left, right, top, bottom, width, height } = box;
  // From the corner of the page, as queries tell it, not of the window.
  const { x, y } = topScreen()?.getBoundingClientRect() ?? { x: 0, y: 0 };
  return { left: left - x, right: right - x, top: top - y, bottom: bottom - y, width, height };
}
