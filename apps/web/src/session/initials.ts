/** 欧阳娜娜 → 娜娜, Ada Lovelace → AL. */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/\s+/)
    .map((word) => [...word]);
  const [first = [], ...more] = words;
  const last = more[more.length - 1];
  if (last !== undefined) return `${first[0] ?? ''}${last[0] ?? ''}`.toUpperCase();
  return /\p{Script=Han}/u.test(name) ? first.slice(-2).join('') : first.slice(0, 2).join('');
}
