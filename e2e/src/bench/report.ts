import type { Spread } from './statistics.ts';
import { tableOf } from './table.ts';

/** What is printed is kept too, for `docs/measurements.md`. */
export interface Report {
  heading(text: string): void;
  paragraph(text: string): void;
  /** A Markdown table whose columns line up in a terminal too; all but the first are numbers. */
  table(head: readonly string[], rows: readonly (readonly string[])[]): void;
  /** Notes how a goal was met. They stand together, before everything else. */
  goal(words: string, figure: string, met: boolean): void;
  /** Everything so far as one text, the goals first. */
  text(): string;
}

export function createReport(): Report {
  const pieces: string[] = [];
  const goals: string[][] = [];
  const add = (piece: string) => {
    pieces.push(piece);
    console.log(`${piece}\n`);
  };
  return {
    heading: (text) => add(`## ${text}`),
    paragraph: add,
    table: (head, rows) => add(tableOf(head, rows)),
    goal: (words, figure, met) => void goals.push([words, figure, met ? 'met' : 'missed']),
    text: () => ['## Goals', tableOf(['goal', 'measured', ''], goals), ...pieces].join('\n\n'),
  };
}

/** The median, and from where to where it went. */
export function spread({ median, lowest, highest }: Spread, digits = 2): string {
  return `${median.toFixed(digits)} (${lowest.toFixed(digits)}–${highest.toFixed(digits)})`;
}
