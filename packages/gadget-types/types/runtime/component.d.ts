import type { DataHolder } from './set-data.js';

/** `null` stands for anything. Functions cannot be handed over. */
export type PropertyKind =
  | StringConstructor
  | NumberConstructor
  | BooleanConstructor
  | ArrayConstructor
  | ObjectConstructor
  | null;

export interface PropertySetting {
  type: PropertyKind;
  value?: unknown;
  /** A function, or the name of one in `methods`. */
  observer?: string | ((now: never, before: never, path: (string | number)[]) => void);
}

export type Properties = Record<string, PropertyKind | PropertySetting>;

type ValueOf<Kind> = Kind extends StringConstructor
  ? string
  : Kind extends NumberConstructor
    ? number
    : Kind extends BooleanConstructor
      ? boolean
      : Kind extends ArrayConstructor
        ? unknown[]
        : Kind extends ObjectConstructor
          ? Record<string, unknown>
          : unknown;

/** What the properties are worth to the component's own code. */
export type PropertyValues<Own> = {
  -readonly [Name in keyof Own]: Own[Name] extends { type: infer Kind } ? ValueOf<Kind> : ValueOf<Own[Name]>;
};

/** What a component shares with others: made by `Behavior(…)`, named in `behaviors`. */
export interface Mixin<Data = object, Own = object, Methods = object> {
  readonly [mixedIn]?: { data: Data; properties: Own; methods: Methods };
}
declare const mixedIn: unique symbol;

type PartOf<One, Part extends 'data' | 'properties' | 'methods'> = One extends { readonly [mixedIn]?: infer Whole }
  ? NonNullable<Whole>[Part & keyof NonNullable<Whole>]
  : never;
type All<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer Whole) => void
  ? Whole
  : never;
/** The same part of all of them; nothing where there are none. */
type Mixed<Mixins extends readonly unknown[], Part extends 'data' | 'properties' | 'methods'> = [
  Mixins[number],
] extends [never]
  ? Record<never, never>
  : All<PartOf<Mixins[number], Part>>;

/**
 * The component's life. Documented: Component 构造器.
 * @see https://open.feishu.cn/document/uYjL24iN/uADMx4CMwEjLwATM
 */
export interface ComponentLife {
  /** `setData` cannot be called yet. */
  created?(): void;
  attached?(): void;
  ready?(): void;
  moved?(): void;
  detached?(): void;
}

export interface ComponentOptions<Data, Own, Methods, Mixins> extends ComponentLife {
  properties?: Own;
  data?: Data;
  methods?: Methods;
  behaviors?: Mixins;
  options?: { multipleSlots?: boolean; addGlobalClass?: boolean; virtualHost?: boolean };
  externalClasses?: string[];
  /** Field: real mini programs use these four, Feishu's page does not name them. */
  lifetimes?: ComponentLife;
  pageLifetimes?: { show?(): void; hide?(): void; resize?(size: object): void };
  observers?: Record<string, (...values: never[]) => void>;
  relations?: Record<string, object>;
}

/** `this` in a component's functions. */
export type ComponentInstance<Data, Own, Methods, Mixins extends readonly unknown[]> = ComponentBasics<
  Data & PropertyValues<Own> & Mixed<Mixins, 'data'> & PropertyValues<Mixed<Mixins, 'properties'>>
> &
  Methods &
  Mixed<Mixins, 'methods'>;

interface ComponentBasics<Data extends object> extends DataHolder<Data> {
  /** The path of the component's files. */
  readonly is: string;
  readonly id: string;
  readonly dataset: Record<string, unknown>;
  readonly properties: Readonly<Data>;
  hasBehavior(mixin: Mixin): boolean;
  triggerEvent(name: string, detail?: unknown, options?: { bubbles?: boolean; composed?: boolean }): void;
  /** Unlike WeChat's it tells the callback, not the caller. */
  selectComponent(selector: string, done: (found: unknown) => void): void;
  selectAllComponents(selector: string, done: (found: unknown[]) => void): void;
}
