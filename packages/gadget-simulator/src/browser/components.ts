import * as glassEasel from 'glass-easel';
import type { PageDefinition } from '../runtime/page.ts';
import { createIntersectionObserver, createSelectorQuery } from './client/query.ts';
import { callHandler } from './events.ts';
import type { PageData } from './page-data.ts';
import type { Scopes } from './scopes.ts';

type Method = (this: unknown, ...values: unknown[]) => unknown;
type Definition = Parameters<glassEasel.ComponentSpace['defineComponent']>[0];

interface ComponentSources {
  using: PageData['using'];
  templates: Record<string, unknown>;
  scopes: Scopes;
}

/** The components that pages may use. */
export interface Components {
  space: glassEasel.ComponentSpace;
  paths: readonly string[];
  /** For one page or component, as the rendering library wants them: paths from the root. */
  usingOf(path: string): Record<string, string>;
  /** Makes known what the mini program gave to `Component(…)` (page "自定义组件"). */
  define(definitions: ReadonlyMap<string, PageDefinition>): void;
}

export function createComponents(sources: ComponentSources): Components {
  const space = new glassEasel.ComponentSpace(undefined, undefined, sources.scopes.manager);
  return {
    space,
    paths: [...new Set(Object.values(sources.using).flatMap((names) => Object.values(names)))],
    usingOf: (path) => usingOf(path, sources.using),
    define: (definitions) => defineAll(space, definitions, sources),
  };
}

function defineAll(
  space: glassEasel.ComponentSpace,
  definitions: ReadonlyMap<string, PageDefinition>,
  { using, templates, scopes }: ComponentSources,
): void {
  for (const [path, given] of definitions) {
    const definition = withBehaviors(given);
    const { data, properties, lifetimes, pageLifetimes, observers, relations, externalClasses, options } = definition;
    const said = Object(options) as { multipleSlots?: boolean; virtualHost?: boolean };
    const lives = ['created', 'attached', 'ready', 'moved', 'detached'].flatMap((name) =>
      typeof definition[name] === 'function' ? [[name, definition[name]]] : [],
    );
    space.defineComponent({
      is: path,
      options: {
        multipleSlots: said.multipleSlots ?? false,
        virtualHost: said.virtualHost ?? false,
        writeIdToDOM: true,
        ...scopes.ofComponent(path, Object(options)),
      },
      using: usingOf(path, using),
      template: { content: templates[path], groupList: templates },
      data: () => structuredClone(Object(data)),
      properties: Object(properties),
      methods: methodsOf(definition),
      lifetimes: functionsIn({ ...Object.fromEntries(lives), ...Object(lifetimes) }),
      pageLifetimes: functionsIn(Object(pageLifetimes)),
      observers: Object(observers),
      relations: Object(relations),
      externalClasses: Array.isArray(externalClasses) ? externalClasses : [],
    } as Definition);
  }
}

function usingOf(path: string, using: PageData['using']): Record<string, string> {
  return Object.fromEntries(Object.entries(using[path] ?? {}).map(([name, target]) => [name, `/${target}`]));
}

/** What behaviours bring, under what the component says itself (page "使用组件行为 behaviors"). */
function withBehaviors(definition: PageDefinition): PageDefinition {
  const behaviors = Array.isArray(definition.behaviors) ? definition.behaviors : [];
  const all = [...behaviors.map((one: unknown) => withBehaviors(Object(one))), definition];
  const whole: PageDefinition = Object.assign({}, ...all);
  for (const part of ['data', 'properties', 'methods', 'lifetimes', 'observers'])
    whole[part] = Object.assign({}, ...all.map((one) => one[part]));
  return whole;
}

function methodsOf({ methods }: PageDefinition): Record<string, Method> {
  const own = Object.entries(functionsIn(Object(methods))).map(
    ([name, method]) => [name, forHandlers(method)] as const,
  );
  return {
    selectComponent(this: glassEasel.GeneralComponent, selector: string, done?: Done) {
      return selectorsOf(this).selectComponent(selector, done);
    },
    selectAllComponents(this: glassEasel.GeneralComponent, selector: string, done?: Done) {
      return selectorsOf(this).selectAllComponents(selector, done);
    },
    createIntersectionObserver(this: glassEasel.GeneralComponent, options?: object) {
      return createIntersectionObserver(this, options);
    },
    createSelectorQuery(this: glassEasel.GeneralComponent) {
      return createSelectorQuery(this);
    },
    ...Object.fromEntries(own),
  } as Record<string, Method>;
}

function functionsIn(methods: Record<string, unknown>): Record<string, Method> {
  return Object.fromEntries(
    Object.entries(methods).flatMap(([name, method]) =>
      typeof method === 'function' ? [[name, method as Method]] : [],
    ),
  );
}

type Done = (found: unknown) => void;

/** Finds components in the template of a page or component; told later too, as documented, where one asks so. */
export function selectorsOf(component: glassEasel.GeneralComponent) {
  const told = <Found>(found: Found, done: Done | undefined): Found => {
    if (done !== undefined) queueMicrotask(() => done(found));
    return found;
  };
  return {
    selectComponent: (selector: string, done?: Done): unknown =>
      told(rootOf(component)?.querySelector(selector) ?? null, done),
    selectAllComponents: (selector: string, done?: Done): unknown[] =>
      told(rootOf(component)?.querySelectorAll(selector) ?? [], done),
  };
}

/** Of the component's own template. */
function rootOf({ shadowRoot }: glassEasel.GeneralComponent): glassEasel.ShadowRoot | undefined {
  return shadowRoot instanceof glassEasel.ShadowRoot ? shadowRoot : undefined;
}

/** As a handler a method is given plain data, called by code it is given what the code gives. */
function forHandlers(method: Method): Method {
  return function handler(...values) {
    const [event] = values;
    if (!(event instanceof glassEasel.Event)) return method.apply(this, values);
    return callHandler(event, (told) => method.call(this, told));
  };
}
