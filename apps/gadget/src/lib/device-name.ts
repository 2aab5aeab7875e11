/** Order matters: every browser claims to be its ancestors too. Feishu's client calls itself Lark as well. */
const browsers: readonly (readonly [string, RegExp])[] = [
  ['飞书 Feishu', /\b(?:Lark|Feishu)\/\d/],
  ['Edge', /\bEdg(?:A|iOS)?\/\d/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/\d/],
  ['Chrome', /\b(?:HeadlessChrome|Chrome|CriOS)\/\d/],
  ['Safari', /\bSafari\/\d/],
];

const systems: readonly (readonly [string, RegExp])[] = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['HarmonyOS', /HarmonyOS\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows NT\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
];

/** A browser's user agent in the words people use, “Chrome · macOS”; other descriptions are left as they are. */
export function deviceName(device: string): string {
  if (device.indexOf('Mozilla/') !== 0) return device;
  const parts = [browsers, systems].map((names) => names.find(([, pattern]) => pattern.test(device))?.[0] ?? '');
  return parts.filter((part) => part !== '').join(' · ') || device;
}
