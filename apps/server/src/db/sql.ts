export type Dialect = 'sqlite' | 'postgres';

/** A query as a tagged template: every `${value}` becomes a bound parameter, never text. Returns the rows. */
export type Sql = <Row = Record<string, unknown>>(
  strings: TemplateStringsArray,
  ...parts: (SqlValue | Fragment)[]
) => Promise<Row[]>;

export type SqlValue = string | number | null;

/** Runs a statement as the driver takes it, and returns its rows. */
export type Run = (text: string, values: SqlValue[]) => Promise<unknown>;

/** A piece of SQL that several queries share. Each `?` in it stands for one of its values, and means nothing else. */
export interface Fragment {
  readonly sql: string;
  readonly values?: readonly SqlValue[];
}

/** Writes a piece of SQL as a query is written, of values and other pieces. */
export function fragment(strings: TemplateStringsArray, ...parts: (SqlValue | Fragment)[]): Required<Fragment> {
  const pieces = parts.map(
    (part): Fragment => (part !== null && typeof part === 'object' ? part : { sql: '?', values: [part] }),
  );
  return {
    sql: strings.map((text, i) => text + (pieces[i]?.sql ?? '')).join(''),
    values: pieces.flatMap(({ values = [] }) => values),
  };
}

/** Values or pieces with commas between them, as `in (…)` and `values …` want them. */
export function commaSeparated(parts: readonly (SqlValue | Fragment)[]): Required<Fragment> {
  const pieces = parts.map((part) => fragment`${part}`);
  return { sql: pieces.map(({ sql }) => sql).join(', '), values: pieces.flatMap(({ values }) => values) };
}

/** As many as one statement has room for: SQLite and PostgreSQL both limit its values. */
export function* chunksOf<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  const atOnce = 500;
  for (let start = 0; start < items.length; start += atOnce) yield items.slice(start, start + atOnce);
}

/**
 * Writes the placeholders the dialect wants: `$1` on PostgreSQL, and on SQLite `+?`, which is the value as it is. Of a bare
 * `?` SQLite thinks that its value may change the plan, and makes a new one of most joins each time they are asked
 * (https://www.sqlite.org/c3ref/prepare.html, of statements that are recompiled).
 */
export function sqlTag(dialect: Dialect, run: Run): Sql {
  return async <Row>(strings: TemplateStringsArray, ...parts: (SqlValue | Fragment)[]) => {
    const { sql, values } = fragment(strings, ...parts);
    let place = 0;
    const text = sql.replaceAll('?', () => (dialect === 'postgres' ? `$${++place}` : '+?'));
    const rows = await run(text, [...values]);
    return (Array.isArray(rows) ? rows : []) as Row[];
  };
}
