import pc from 'picocolors';

/** Draws a frame around lines that may hold Chinese text, which takes two columns a character. */
export function box(lines: readonly string[]): string {
  const width = Math.max(...lines.map(columns));
  const edge = '─'.repeat(width + 4);
  const rows = lines.map((line) => `│  ${line}${' '.repeat(width - columns(line))}  │`);
  return [`╭${edge}╮`, ...rows, `╰${edge}╯`].join('\n');
}

/** A label in both languages, padded so that what follows lines up. */
export function labelled(label: string, value: string, width = 28): string {
  return `${label}${' '.repeat(Math.max(1, width - columns(label)))}${pc.cyan(value)}`;
}

function columns(text: string): number {
  let sum = 0;
  for (const character of withoutColour(text))
    sum += /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]/.test(character) ? 2 : 1;
  return sum;
}

function withoutColour(text: string): string {
  return text.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g'), '');
}
