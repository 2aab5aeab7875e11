/** A query as a tagged template: every `${value}` becomes a bound parameter, never text. Returns the rows. */
export type Sql = <Row = Record<string, unknown>>(
  strings: TemplateStringsArray,
  ...values: (SqlValue | Fragment)[]
) => Promise<Row[]>;

export type SqlValue = string | number | null;

/** A constant piece of SQL that several queries share. */
export interface Fragment {
  readonly sql: string;
}

/** Writes the placeholders the dialect wants: `$1` on PostgreSQL, `?` on SQLite. */
export function sqlTag(
  dialect: 'sqlite' | 'postgres',
  run: (text: string, values: SqlValue[]) => Promise<unknown>,
): Sql {
  return async <Row>(strings: TemplateStringsArray, ...parts: (SqlValue | Fragment)[]) => {
    const values: SqlValue[] = [];
    let text = strings[0] ?? '';
    parts.forEach((part, i) => {
      if (part !== null && typeof part === 'object') text += part.sql;
      else text += dialect === 'postgres' ? `$${values.push(part)}` : placeholder(values, part);
      text += strings[i + 1] ?? '';
    });
    const rows = await run(text, values);
    return (Array.isArray(rows) ? rows : []) as Row[];
  };
}

function placeholder(values: SqlValue[], value: SqlValue): string {
  values.push(value);
  return '?';
}
