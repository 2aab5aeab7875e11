import * as glassEasel from 'glass-easel';
import { scopeMark } from '../ttss.ts';
import { templateElement } from './elements/attributes.ts';

/**
 * Whose style sheets count for whose elements: classes of the app and its pages for the pages' elements, a component's
 * for its own. Both ways may be opened by `styleIsolation` or `addGlobalClass` in its options, as other mini programs know
 * them; Feishu's page "Component 构造器" only says "other options".
 */
export interface Scopes {
  manager: glassEasel.StyleScopeManager;
  ofPage: glassEasel.StyleScopeId;
  ofComponent(
    path: string,
    options: Record<string, unknown>,
  ): Pick<glassEasel.ComponentOptions, 'styleScope' | 'extraStyleScope'>;
  /** A sheet with the classes' names in the scope of a component, or of pages. */
  sheet(css: string, path?: string): string;
}

export function createScopes(): Scopes {
  const manager = new glassEasel.StyleScopeManager();
  const ofPage = manager.register('sim-g');
  const scopes = new Map<string, glassEasel.StyleScopeId>();
  return {
    manager,
    ofPage,
    ofComponent(path, { styleIsolation, addGlobalClass }) {
      const scope = styleIsolation === 'shared' ? ofPage : manager.register(`sim-${scopes.size}`);
      scopes.set(path, scope);
      const isOpen = styleIsolation === 'apply-shared' || (addGlobalClass === true && styleIsolation === undefined);
      return { styleScope: scope, ...(isOpen && { extraStyleScope: ofPage }) };
    },
    sheet: (css, path) => {
      const scope = path === undefined ? ofPage : (scopes.get(path) ?? ofPage);
      return css.replaceAll(scopeMark, `${manager.queryName(scope)}--`);
    },
  };
}

const scoped = /^sim-(?:g|\d+)--(.+)$/;
const mirrored = new WeakMap<Element, readonly string[]>();

/** Writes class names as the template has them beside those with the scope, where tests and tools find elements by them. */
export function mirrorClasses(element: Element): void {
  const names = [...element.classList].flatMap((name) => scoped.exec(name)?.[1] ?? []);
  const before = mirrored.get(element) ?? [];
  mirrored.set(element, names);
  // Each change is heard again, so there is none without a reason.
  for (const name of before) if (!names.includes(name)) element.classList.remove(name);
  for (const name of names) if (!element.classList.contains(name)) element.classList.add(name);
}

/** A class that is not the template's: for a while, and in the scope of the element's own template. */
export function toggleClass(element: Element, name: string, on: boolean): void {
  const known = templateElement(element);
  // The segment of what is temporary: the template's own changes leave it alone.
  if (known === undefined) element.classList.toggle(name, on);
  else known.toggleNodeClass(name, on, temporary);
}

const temporary: glassEasel.StyleSegmentIndex = 3;
