/** A picture that stands for whose sign-in this is. */
export type Logo =
  | { readonly file: Uint8Array; readonly ending: 'svg' | 'png' }
  /** Somewhere else, by its address. */
  | { readonly url: string };

/** Bytes: it comes with the first page that somebody opens. */
const largestLogo = 50_000;

const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** What a drawing never needs, and a page in a drawing's clothes does: code, frames, and what comes from elsewhere. */
const active: readonly [what: string, pattern: RegExp][] = [
  ['scripts', /<\s*(\w+:)?(script|handler)\b/i],
  ['event handlers', /\son\w+\s*=/i],
  ['embedded pages', /<\s*(\w+:)?(foreignObject|iframe|embed|object)\b/i],
  [
    'addresses of other files',
    /\b(href|src)\s*=\s*["']?\s*(?!["'\s]*#)(?!["'\s]*data:image\/(png|jpeg|webp))[^"'\s>]/i,
  ],
  ['styles from elsewhere', /@import|url\(\s*["']?\s*(?!["'\s]*#)(?!["'\s]*data:image\/)/i],
  ['entities', /<!ENTITY/i],
];

/** What a file is, judged by its bytes; or why it cannot be a logo. */
export function logoOf(file: Uint8Array): Logo | { readonly problem: string } {
  if (file.length > largestLogo) return { problem: `has ${file.length} bytes; at most ${largestLogo} are taken` };
  if (png.every((byte, at) => file[at] === byte)) return { file, ending: 'png' };
  const text = new TextDecoder().decode(file);
  if (!/^\uFEFF?\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*(<!DOCTYPE[^>[]*(\[[^\]]*\])?>\s*)?<svg[\s>]/i.test(text))
    return { problem: 'is neither an SVG drawing nor a PNG picture' };
  const found = active.filter(([, pattern]) => pattern.test(text)).map(([what]) => what);
  if (found.length > 0)
    return { problem: `holds ${found.join(', ')}, which a logo does not need. Save it as plain SVG` };
  return { file, ending: 'svg' };
}
