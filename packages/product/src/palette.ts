/** Colours by purpose, as `#rrggbb`; style sheets know each as a variable of the same name, `inkSoft` as `--ink-soft`. */
export interface Palette {
  ground: string;
  glow: string;
  paper: string;
  ink: string;
  inkSoft: string;
  inkFaint: string;
  line: string;
  accent: string;
  accentStrong: string;
  accentInk: string;
  accentSoft: string;
  strap: string;
  raised: string;
  onAccent: string;
  good: string;
  goodSoft: string;
  amber: string;
  amberSoft: string;
  violet: string;
  violetSoft: string;
  bad: string;
  badSoft: string;
}

export type Scheme = 'light' | 'dark';

/** What every page is painted with, where an operator says nothing else. */
export const palettes: Readonly<Record<Scheme, Palette>> = {
  light: {
    ground: '#eef1f6',
    glow: '#dce7ff',
    paper: '#ffffff',
    ink: '#14181f',
    inkSoft: '#474f5e',
    inkFaint: '#5d6575',
    line: '#e1e6ee',
    accent: '#2257d6',
    accentStrong: '#1a47b5',
    accentInk: '#1f4fc4',
    accentSoft: '#e9f0ff',
    strap: '#2559d8',
    raised: '#ffffff',
    onAccent: '#ffffff',
    good: '#11704a',
    goodSoft: '#e1f5eb',
    amber: '#855300',
    amberSoft: '#fff1d4',
    violet: '#5f39b8',
    violetSoft: '#efe9ff',
    bad: '#b3261e',
    badSoft: '#fdeceb',
  },
  dark: {
    ground: '#0e1116',
    glow: '#16213d',
    paper: '#181c24',
    ink: '#f1f4f9',
    inkSoft: '#bac2cf',
    inkFaint: '#98a1b1',
    line: '#2b323d',
    accent: '#3a6de4',
    accentStrong: '#4a7cf0',
    accentInk: '#93b4ff',
    accentSoft: '#1c2947',
    strap: '#2f5bc4',
    raised: '#2a313d',
    onAccent: '#ffffff',
    good: '#6fd3a3',
    goodSoft: '#15302a',
    amber: '#f2c169',
    amberSoft: '#33280f',
    violet: '#c0a8ff',
    violetSoft: '#2a2143',
    bad: '#ff9c93',
    badSoft: '#3a1e1e',
  },
};

/** The colours as declarations of a style sheet. */
export function declarationsOf(colours: Partial<Palette>): string {
  return Object.entries(colours)
    .map(([name, value]) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}:${value};`)
    .join('');
}
