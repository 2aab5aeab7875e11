import { styleText } from 'node:util';
import type { Language, Text } from './language.ts';

type Style = Extract<Parameters<typeof styleText>[0], string>;

/** Where a command writes: its result to one stream, everything about it to the other. */
export interface Screen {
  readonly language: Language;
  /** Columns that text is wrapped to. */
  readonly width: number;
  say(text: Text): string;
  paint(style: Style, text: string): string;
  print(line?: string): void;
  /** Progress and failures: not part of the result. */
  note(line: string): void;
}

export interface ScreenOptions {
  readonly language: Language;
  readonly colour: boolean;
  readonly width: number;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Values that are never written, whoever put them into a text. */
  readonly secrets: readonly string[];
}

export function createScreen({ language, colour, width, out, err, secrets }: ScreenOptions): Screen {
  const known = secrets.filter((secret) => secret.length >= 6);
  const without = (text: string) => known.reduce((safe, secret) => safe.replaceAll(secret, '***'), text);
  return {
    language,
    width,
    say: (text) => text[language],
    paint: (style, text) => (colour ? styleText(style, text) : text),
    print: (line = '') => out(`${without(line)}\n`),
    note: (line) => err(`${without(line)}\n`),
  };
}
