/** What an operator's terminal finds where the server keeps its data. */
export type DatabaseState =
  | { readonly state: 'absent'; readonly name: string }
  | { readonly state: 'unreachable'; readonly name: string; readonly code: string }
  | {
      readonly state: 'open';
      readonly name: string;
      /** Migrations of this program that the database has not seen, and the other way round. */
      readonly pending: number;
      readonly unknown: number;
      /** Milliseconds. */
      readonly clockAhead: number;
    };
