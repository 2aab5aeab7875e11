import { initialsOf } from '@feishu-login/client';
import { useState } from 'preact/hooks';

const tints = 6;

/** The person's picture, or their initials while there is none that can be shown. Their name stands beside it. */
export function Avatar({ id, name, url }: { id: string; name: string; url: string | null }) {
  const [broken, setBroken] = useState<string | null>(null);
  const shown = url !== null && url !== broken && url.startsWith('https://') ? url : undefined;
  return (
    <span class={`avatar avatar--tint-${tintOf(id)}`} aria-hidden="true">
      {initialsOf(name)}
      {shown !== undefined && (
        <img src={shown} alt="" referrerpolicy="no-referrer" decoding="async" onError={() => setBroken(shown)} />
      )}
    </span>
  );
}

/** The same person, the same colour. */
function tintOf(id: string): number {
  return [...id].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973, 7) % tints;
}
