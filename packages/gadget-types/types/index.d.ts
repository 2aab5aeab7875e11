/**
 * What a Feishu mini program's code finds around it: `"types": ["feishu-gadget-types"]` in tsconfig.json. There is no
 * `wx`, no browser and no Node.
 */
import type { AppLife } from './runtime/app.js';
import type { ComponentInstance, ComponentOptions, Mixin, Properties } from './runtime/component.js';
import type * as events from './runtime/events.js';
import type { PageInstance, PageLife } from './runtime/page.js';
import type * as client from './tt.js';

declare global {
  const tt: client.Tt;

  /** Once, in app.js. What is given besides is for `getApp()`. */
  function App<Own extends object>(options: AppLife & Own & ThisType<Own>): void;

  /** What `App(…)` was given: `getApp<{ globalData: Mine }>()`. Documented: 注册小程序. */
  function getApp<Own extends object = Record<string, unknown>>(): Own;

  /** Infers `this` in a page's functions: its data, `setData` for exactly that data, and its own functions. */
  function Page<Data extends object = Record<never, never>, Own extends object = Record<never, never>>(
    options: { data?: Data } & PageLife & Own & ThisType<PageInstance<Data> & Omit<Own, 'data'>>,
  ): void;

  /** The open pages, the one that is seen last; ten at most. Documented: 页面路由. */
  function getCurrentPages(): PageInstance<Record<string, unknown>>[];

  function Component<
    Data extends object = Record<never, never>,
    Own extends Properties = Record<never, never>,
    Methods extends object = Record<never, never>,
    Mixins extends readonly Mixin[] = [],
  >(
    options: ComponentOptions<Data, Own, Methods, Mixins> & ThisType<ComponentInstance<Data, Own, Methods, Mixins>>,
  ): void;

  /** Documented: 组件行为 behaviors. */
  function Behavior<
    Data extends object = Record<never, never>,
    Own extends Properties = Record<never, never>,
    Methods extends object = Record<never, never>,
    Mixins extends readonly Mixin[] = [],
  >(
    options: ComponentOptions<Data, Own, Methods, Mixins> & ThisType<ComponentInstance<Data, Own, Methods, Mixins>>,
  ): Mixin<Data, Own, Methods>;

  /** Modules are CommonJS, by relative paths, or by a package's name with npm switched on. Documented: 模块化. */
  function require<Exports = unknown>(path: string): Exports;
  // `var`, so that it joins Node's and a browser's where somebody has these, too.
  var module: { exports: unknown };
  var exports: unknown;

  function setTimeout(action: (...values: never[]) => void, milliseconds?: number, ...values: unknown[]): number;
  function clearTimeout(timer: number | undefined): void;
  function setInterval(action: (...values: never[]) => void, milliseconds?: number, ...values: unknown[]): number;
  function clearInterval(timer: number | undefined): void;

  interface Console {
    log(...values: unknown[]): void;
    debug(...values: unknown[]): void;
    info(...values: unknown[]): void;
    warn(...values: unknown[]): void;
    error(...values: unknown[]): void;
  }
  var console: Console;

  /** Names for what a mini program's own code hands around: `choose(event: FeishuGadget.TouchEvent<{ id: string }>)`. */
  namespace FeishuGadget {
    type TouchEvent<Dataset extends object = Record<string, unknown>> = events.TouchEvent<Dataset>;
    type InputEvent<Dataset extends object = Record<string, unknown>> = events.InputEvent<Dataset>;
    type DetailEvent<Detail, Dataset extends object = Record<string, unknown>> = events.DetailEvent<Detail, Dataset>;
    type Callbacks<Success extends object = object> = client.Callbacks<Success>;
    type ClientError = client.ClientError;
  }
}
