/**
 * What a handler in TTML is given. Unlike WeChat's, a target tells neither its offset nor `mark`. Documented: 事件系统.
 * @see https://open.feishu.cn/document/uYjL24iN/uQDOuQDOuQDO
 */
export interface BaseEvent<Dataset extends object = Record<string, unknown>> {
  type: string;
  timeStamp: number;
  /** Where it came from: a child, maybe. */
  target: EventTarget;
  /** Where the handler is. */
  currentTarget: EventTarget<Dataset>;
}

/** `data-alpha-beta` is `dataset.alphaBeta`. */
export interface EventTarget<Dataset extends object = Record<string, unknown>> {
  id: string;
  dataset: Dataset;
}

/** Of `triggerEvent`, and of built-in components that tell something in `detail`. */
export interface DetailEvent<Detail, Dataset extends object = Record<string, unknown>> extends BaseEvent<Dataset> {
  detail: Detail;
}

/** `tap`, `longpress`, `touchstart`, … */
export interface TouchEvent<Dataset extends object = Record<string, unknown>>
  extends DetailEvent<{ x: number; y: number }, Dataset> {
  touches: Touch[];
  changedTouches: Touch[];
}

export interface Touch {
  identifier: number;
  pageX: number;
  pageY: number;
  clientX: number;
  clientY: number;
}

/** Of `input` and `textarea`. */
export type InputEvent<Dataset extends object = Record<string, unknown>> = DetailEvent<{ value: string }, Dataset>;
