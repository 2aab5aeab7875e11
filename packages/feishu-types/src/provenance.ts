/**
 * How a fact about the platform is known. `documented`: a page of its documentation. `official code`: code that larksuite
 * publishes. `field`: somebody's log or probe of the real platform. `assumed`: nobody has said, something had to be chosen.
 */
export type Source = 'documented' | 'official code' | 'field' | 'assumed';

export interface Provenance {
  source: Source;
  /** When it was seen, `YYYY-MM` or `YYYY-MM-DD`, where that is known. */
  seen?: string;
}
