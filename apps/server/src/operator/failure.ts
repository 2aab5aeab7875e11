import type { Text } from './terminal/language.ts';

/** How a command ends: done; refused, or something must be fixed; asked wrongly, or somebody did not answer. */
export const exitCodes = { done: 0, refused: 1, couldNotAsk: 2 } as const;

/** A command cannot do what was asked. The text is for the operator; `usage` also points to the help. */
export class OperatorFailure extends Error {
  readonly text: Text;
  readonly kind: 'refused' | 'usage' | 'unreachable';

  constructor(kind: OperatorFailure['kind'], text: Text, cause?: unknown) {
    super(text.en, { cause });
    this.name = 'OperatorFailure';
    this.kind = kind;
    this.text = text;
  }
}
