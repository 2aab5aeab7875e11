import { styleText } from 'node:util';
import { withoutSecrets } from '../../config/without-secrets.ts';
import type { Language, Text } from './language.ts';
import { columns, wrapped } from './text-width.ts';

type Style = Extract<Parameters<typeof styleText>[0], string>;

/** Where a command writes: its result to one stream, everything about it to the other. */
export interface Screen {
  readonly language: Language;
  /** Columns that reports are laid out for. */
  readonly width: number;
  /** Columns of the terminal; `undefined` where a file or a program reads, which want long lines whole. */
  readonly terminalWidth: number | undefined;
  say(text: Text): string;
  paint(style: Style, text: string): string;
  print(line?: string): void;
  /** Prints a sentence behind a mark, broken where the terminal ends. */
  tell(text: Text, mark?: string): void;
  /** Waits until what was printed is taken: whoever prints much would otherwise keep it all in memory. */
  taken(): Promise<void>;
  /** Progress and failures: not part of the result. */
  note(text: string): void;
}

export interface ScreenOptions {
  readonly language: Language;
  readonly colour: boolean;
  readonly terminalWidth: number | undefined;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly taken: () => Promise<void>;
  /** Values that are never written, whoever put them into a text. */
  readonly secrets: readonly string[];
}

/** Longer lines are hard to read, however wide the terminal. */
const widest = 110;

export function createScreen({ language, colour, terminalWidth, out, err, taken, secrets }: ScreenOptions): Screen {
  const without = withoutSecrets(secrets);
  const width = Math.min(terminalWidth ?? 100, widest);
  const broken = (text: string, indent = '') =>
    terminalWidth === undefined
      ? text
      : text
          .split('\n')
          .flatMap((line) => wrapped(line, width - indent.length))
          .join(`\n${indent}`);
  const print = (line = '') => out(`${without(line)}\n`);
  return {
    language,
    width,
    terminalWidth,
    say: (text) => text[language],
    paint: (style, text) => (colour ? styleText(style, text) : text),
    print,
    taken,
    tell: (text, mark = '') => {
      const lead = mark === '' ? '' : `${mark} `;
      print(`${lead}${broken(text[language], ' '.repeat(columns(lead)))}`);
    },
    note: (text) => err(`${without(broken(text, '  '))}\n`),
  };
}
