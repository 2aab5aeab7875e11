import { type Palette, palettes, type Scheme } from '../palette.ts';
import { contrast, mixed } from './contrast.ts';

/** The colours an operator may choose; all others follow from them. */
export interface Chosen {
  /** Of buttons and links. */
  accent?: string | undefined;
  /** Of the page behind everything. */
  ground?: string | undefined;
}

/** What text needs to be read by people who see little (WCAG 2.2, 1.4.3, level AA). */
const enough = 4.5;

const [white, black] = ['#ffffff', '#14181f'];

/** A palette around what was chosen. */
export function paletteWith(scheme: Scheme, { accent, ground }: Chosen): Palette {
  const ours = palettes[scheme];
  const base = { ...ours, ground: ground ?? ours.ground };
  const tint = accent ?? base.accent;
  const glow = mixed(base.ground, tint, scheme === 'light' ? 0.12 : 0.16);
  if (accent === undefined) return ground === undefined ? base : { ...base, glow };
  const onAccent = contrast(accent, white) >= contrast(accent, black) ? white : black;
  return {
    ...base,
    glow,
    accent,
    // Further away from what is written on it.
    accentStrong: mixed(accent, onAccent === white ? '#000000' : white, 0.15),
    accentInk: accent,
    accentSoft: mixed(base.paper, accent, scheme === 'light' ? 0.08 : 0.14),
    strap: accent,
    onAccent,
  };
}

/** For the night, where only a colour for the day was chosen: the same, as light as it has to be. */
export function forTheNight(accent: string, ground: string | undefined): string {
  for (let share = 0; share < 1; share += 0.05) {
    const lighter = mixed(accent, white, share);
    if (unreadable('dark', paletteWith('dark', { accent: lighter, ground })).length === 0) return lighter;
  }
  return white;
}

/** What stands on what, anywhere on our pages. */
const pairs: readonly [text: keyof Palette, on: keyof Palette][] = [
  ['ink', 'ground'],
  ['inkSoft', 'ground'],
  ['inkFaint', 'ground'],
  ['accentInk', 'ground'],
  ['accentInk', 'paper'],
  ['accentInk', 'accentSoft'],
  ['onAccent', 'accent'],
  ['onAccent', 'accentStrong'],
];

/** Texts that too few could read, each with the ratio that was measured. */
export function unreadable(scheme: Scheme, palette: Palette): string[] {
  return pairs.flatMap(([text, on]) => {
    const ratio = contrast(palette[text], palette[on]);
    // Rounded down: 4.49 is not 4.5.
    const measured = (Math.floor(ratio * 100) / 100).toFixed(2);
    const setting = on === 'ground' && text !== 'accentInk' ? 'ground' : 'accent';
    return ratio >= enough
      ? []
      : [
          `colors.${scheme}.${setting}: ${palette[text]} on ${palette[on]} has a contrast of ${measured} to 1, and text needs ${enough} to 1 (WCAG 2.2 AA)`,
        ];
  });
}
