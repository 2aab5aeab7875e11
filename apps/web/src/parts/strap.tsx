/** What a badge hangs from. */
export function Strap() {
  return <span class="strap" aria-hidden="true" />;
}
