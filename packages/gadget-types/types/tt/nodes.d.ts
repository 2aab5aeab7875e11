/** TTML: where things are on the page. */
export interface Nodes {
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/uYjN24iN2YjL2YjN
   */
  createSelectorQuery(): SelectorQuery;
  /**
   * Documented.
   * @see https://open.feishu.cn/document/uYjL24iN/ucTNwEjL3UDMx4yN1ATM
   */
  createIntersectionObserver(
    component: object,
    options?: { thresholds?: number[]; initialRatio?: number; observeAll?: boolean },
  ): IntersectionObserver;
}

/**
 * Documented: SelectorQuery. On phones `select` finds by id only.
 * @see https://open.feishu.cn/document/uYjL24iN/uUjN24SN2YjL1YjN/selectorquery/select
 */
export interface SelectorQuery {
  in(component: object): SelectorQuery;
  select(selector: string): NodesRef;
  selectAll(selector: string): NodesRef;
  /** Not on PC. */
  selectViewport(): NodesRef;
  exec(done?: (results: unknown[]) => void): void;
}

/**
 * Documented: NodesRef.
 * @see https://open.feishu.cn/document/uYjL24iN/uUjN24SN2YjL1YjN/nodesref/boundingclientrect
 */
export interface NodesRef {
  boundingClientRect(done?: (place: NodePlace & NodePlace[]) => void): SelectorQuery;
  scrollOffset(
    done?: (offset: { id: string; dataset: Record<string, unknown>; scrollLeft: number; scrollTop: number }) => void,
  ): SelectorQuery;
  fields(
    wanted: {
      id?: boolean;
      dataset?: boolean;
      rect?: boolean;
      size?: boolean;
      scrollOffset?: boolean;
      properties?: string[];
      computedStyle?: string[];
    },
    done?: (fields: Record<string, unknown>) => void,
  ): SelectorQuery;
}

/** Of `select` it is one, of `selectAll` a list. */
export interface NodePlace {
  id: string;
  dataset: Record<string, unknown>;
  left: number;
  right: number;
  top: number;
  bottom: number;
  width: number;
  height: number;
}

/**
 * Documented: IntersectionObserver.
 * @see https://open.feishu.cn/document/uYjL24iN/uUjN24SN2YjL1YjN/intersectionobserver/observe
 */
export interface IntersectionObserver {
  relativeTo(selector: string, margins?: Margins): IntersectionObserver;
  relativeToViewport(margins?: Margins): IntersectionObserver;
  observe(selector: string, seen: (change: IntersectionChange) => void): void;
  disconnect(): void;
}

export interface Margins {
  left?: number;
  right?: number;
  top?: number;
  bottom?: number;
}

export interface IntersectionChange {
  intersectionRatio: number;
  intersectionRect: Omit<NodePlace, 'id' | 'dataset'>;
  boundingClientRect: Omit<NodePlace, 'id' | 'dataset'>;
  relativeRect: Omit<NodePlace, 'id' | 'dataset'>;
  time: number;
}
