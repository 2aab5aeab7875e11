import type { Text } from './language.ts';
import type { Screen } from './screen.ts';
import { columns, padded, printable, shortened } from './text-width.ts';

export interface Column<Row> {
  readonly title: Text;
  readonly cell: (row: Row) => string;
  /** Longer cells are cut. */
  readonly atMost?: number;
}

/** Prints rows below their titles, lined up whatever the script of their text. */
export function printTable<Row>(screen: Screen, shown: readonly Column<Row>[], rows: readonly Row[]): void {
  const body = rows.map((row) =>
    shown.map(({ cell, atMost }) => shortened(printable(cell(row)), atMost ?? Number.POSITIVE_INFINITY)),
  );
  const head = shown.map(({ title }) => screen.say(title));
  const widths = head.map((title, i) => Math.max(columns(title), ...body.map((cells) => columns(cells[i] ?? ''))));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => padded(cell, widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  screen.print(screen.paint('dim', line(head)));
  for (const cells of body) screen.print(line(cells));
}
