const bars = 46;

/** Decoration that differs from person to person, as on a real badge. */
export function Barcode({ value }: { value: string }) {
  let seed = [...value].reduce((sum, character) => (Math.imul(sum, 31) + (character.codePointAt(0) ?? 0)) >>> 0, 17);
  let x = 0;
  const path: string[] = [];
  for (let bar = 0; bar < bars; bar += 1) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    const width = 1 + ((seed >>> 24) % 3);
    const gap = 1 + ((seed >>> 16) % 3);
    path.push(`M${x} 0h${width}v20h-${width}z`);
    x += width + gap;
  }
  return (
    <svg class="barcode" viewBox={`0 0 ${x} 20`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <path d={path.join('')} />
    </svg>
  );
}
