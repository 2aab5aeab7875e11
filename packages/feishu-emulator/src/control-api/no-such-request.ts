import type { JournalEntry, JournalQuery } from './journal.ts';

const most = 10;

/** Nobody made the call that was expected; the message lists the last ones that were made. */
export class NoSuchRequest extends Error {
  override name = 'NoSuchRequest';
  readonly made: readonly JournalEntry[];

  constructor(query: JournalQuery, seconds: number, made: readonly JournalEntry[]) {
    const list = made.slice(-most).map(({ seq, method, path, status, code, fault }) => {
      return `  #${seq} ${method} ${path} ${status ?? 'cut'} code ${code ?? '–'}${fault === null ? '' : ` fault ${fault}`}`;
    });
    super(
      `No call within ${seconds} s fits ${JSON.stringify(query)}. ${list.length === 0 ? 'None was made at all.' : `The last ones:\n${list.join('\n')}`}`,
    );
    this.made = made;
  }
}
