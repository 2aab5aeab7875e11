import type { Text } from './language.ts';
import type { Screen } from './screen.ts';
import { columns, padded, printable, shortened } from './text-width.ts';

export interface Column<Row> {
  readonly title: Text;
  readonly cell: (row: Row) => string;
  /** Longer cells are cut. */
  readonly atMost?: number;
}

/**
 * Prints rows below their titles, lined up whatever the script of their text; in a terminal that is too narrow for that,
 * each row by itself, a cell on a line.
 */
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
  const lines = [line(head), ...body.map(line)];
  if (lines.every((one) => columns(one) <= (screen.terminalWidth ?? Number.POSITIVE_INFINITY))) {
    lines.forEach((one, i) => {
      screen.print(i === 0 ? screen.paint('dim', one) : one);
    });
  } else printRecords(screen, head, body);
}

function printRecords({ print, paint }: Screen, head: readonly string[], body: readonly (readonly string[])[]): void {
  const width = Math.max(...head.map(columns));
  body.forEach((cells, i) => {
    if (i > 0) print();
    for (const [n, cell] of cells.entries()) print(`${paint('dim', padded(head[n] ?? '', width))}  ${cell}`);
  });
}
