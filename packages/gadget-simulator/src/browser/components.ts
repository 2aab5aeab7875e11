import * as glassEasel from 'glass-easel';
import type { PageDefinition } from '../runtime/page.ts';
import { seenByHandler } from './events.ts';
import type { PageData } from './page-data.ts';

type Method = (this: unknown, ...values: unknown[]) => unknown;
type Definition = Parameters<glassEasel.ComponentSpace['defineComponent']>[0];

interface ComponentSources {
  using: PageData['using'];
  templates: Record<string, unknown>;
  report(error: unknown): void;
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
  const space = new glassEasel.ComponentSpace();
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
  { using, templates, report }: ComponentSources,
): void {
  for (const [path, given] of definitions) {
    const definition = withBehaviors(given);
    const { data, properties, lifetimes, pageLifetimes, observers, relations, externalClasses, options } = definition;
    const { multipleSlots = false, virtualHost = false } = Object(options) as Record<string, boolean>;
    const lives = ['created', 'attached', 'ready', 'moved', 'detached'].flatMap((name) =>
      typeof definition[name] === 'function' ? [[name, definition[name]]] : [],
    );
    space.defineComponent({
      is: path,
      options: { multipleSlots, virtualHost, writeIdToDOM: true },
      using: usingOf(path, using),
      template: { content: templates[path], groupList: templates },
      data: () => structuredClone(Object(data)),
      properties: Object(properties),
      methods: methodsOf(definition, report),
      lifetimes: guarded({ ...Object.fromEntries(lives), ...Object(lifetimes) }, report),
      pageLifetimes: guarded(Object(pageLifetimes), report),
      observers: Object(observers),
      relations: Object(relations),
      externalClasses: Array.isArray(externalClasses) ? externalClasses : [],
    } as Definition);
  }
}

function usingOf(path: string, using: PageData['using']): Record<string, string> {
  return Object.fromEntries(Object.entries(using[path] ?? {}).map(([name, target]) => [name, `/${target}`]));
}

/** What behaviours bring, under what the component says itself (page "behaviors"). */
function withBehaviors(definition: PageDefinition): PageDefinition {
  const behaviors = Array.isArray(definition.behaviors) ? definition.behaviors : [];
  const all = [...behaviors.map((one: unknown) => withBehaviors(Object(one))), definition];
  const whole: PageDefinition = Object.assign({}, ...all);
  for (const part of ['data', 'properties', 'methods', 'lifetimes', 'observers'])
    whole[part] = Object.assign({}, ...all.map((one) => one[part]));
  return whole;
}

function methodsOf({ methods }: PageDefinition, report: (error: unknown) => void): Record<string, Method> {
  const own = Object.entries(Object(methods) as Record<string, unknown>).flatMap(([name, method]) =>
    typeof method === 'function' ? [[name, forHandlers(method as Method, report)] as const] : [],
  );
  return {
    selectComponent(this: glassEasel.GeneralComponent, selector: string) {
      return selectorsOf(this).selectComponent(selector);
    },
    selectAllComponents(this: glassEasel.GeneralComponent, selector: string) {
      return selectorsOf(this).selectAllComponents(selector);
    },
    ...Object.fromEntries(own),
  } as Record<string, Method>;
}

/** Finds components in the template of a page or component, for its own code. */
export function selectorsOf(component: glassEasel.GeneralComponent) {
  return {
    selectComponent: (selector: string): unknown => rootOf(component)?.querySelector(selector) ?? null,
    selectAllComponents: (selector: string): unknown[] => rootOf(component)?.querySelectorAll(selector) ?? [],
  };
}

/** Of the component's own template. */
function rootOf({ shadowRoot }: glassEasel.GeneralComponent): glassEasel.ShadowRoot | undefined {
  return shadowRoot instanceof glassEasel.ShadowRoot ? shadowRoot : undefined;
}

/** As a handler a method is given plain data, called by code it is given what the code gives; it fails alone. */
function forHandlers(method: Method, report: (error: unknown) => void): Method {
  return function handler(...values) {
    const [event] = values;
    if (!(event instanceof glassEasel.Event)) return method.apply(this, values);
    try {
      return method.call(this, seenByHandler(event));
    } catch (error) {
      return report(error);
    }
  };
}

function guarded(methods: Record<string, unknown>, report: (error: unknown) => void): Record<string, Method> {
  return Object.fromEntries(
    Object.entries(methods).flatMap(([name, method]) =>
      typeof method === 'function' ? [[name, alone(method as Method, report)] as const] : [],
    ),
  );
}

function alone(method: Method, report: (error: unknown) => void): Method {
  return function life(...values) {
    try {
      return method.apply(this, values);
    } catch (error) {
      return report(error);
    }
  };
}
