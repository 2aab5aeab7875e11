/** A colour for a person without a picture: always the same one for a name. */
export function tintOf(name: string): string {
  const hue = [...name].reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0) * 47;
  return `hsl(${hue % 360} 55% 45%)`;
}
