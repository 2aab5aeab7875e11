/** What keeps a release from being made, in words for whoever makes it. */
export class ReleaseFailure extends Error {
  override readonly name = 'ReleaseFailure';
}
