import type { ComponentChildren } from 'preact';

/** A name and what is known under it, inside a list of such. */
export function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
