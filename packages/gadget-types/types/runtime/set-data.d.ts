/**
 * What `setData` takes: fields of the data, or a path into them (`'rows[2].label'`, `'user.name'`). Documented:
 * Component 构造器. What lies at a path is not checked.
 */
export type Patch<Data> = Partial<Data> & { [path in `${string}.${string}` | `${string}[${string}`]?: unknown };

export interface DataHolder<Data extends object> {
  readonly data: Readonly<Data>;
  /** A key put together at run time (`` [`rows[${n}].label`] ``) is a path, too. */
  setData<Computed extends object>(patch: string extends keyof Computed ? Computed : never, done?: () => void): void;
  setData(patch: Patch<Data>, done?: () => void): void;
}
