/** Three ages of the Feishu client that a sign-in must cope with, each with a version that stands for it. */
export const clientAges = {
  /** Has `tt.requestAccess`. */
  current: '7.50.0',
  /** Web pages have `tt.requestAuthCode`, gadgets only `tt.login`. */
  middle: '6.5.0',
  /** Web pages have neither and are left with the redirect. */
  old: '4.10.0',
} as const;

export type ClientAge = keyof typeof clientAges;

/** Compares numerically, segment by segment (版本兼容说明): 7.10.0 is newer than 7.9.0. */
export function isAtLeast(version: string, wanted: string): boolean {
  const [left, right] = [segments(version), segments(wanted)];
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** The age a version belongs to. */
export function ageOf(version: string): ClientAge {
  if (isAtLeast(version, '6.9.0')) return 'current';
  return isAtLeast(version, '5.1.0') ? 'middle' : 'old';
}

function segments(version: string): number[] {
  return version.split('.').map((part) => {
    const number = Number.parseInt(part, 10);
    return Number.isNaN(number) ? 0 : number;
  });
}
