/** Feishu's client calls itself Lark as well. */
const feishuClient = /\b(?:Lark|Feishu)\/(\d+(?:\.\d+)?)/;

/** Order matters: every browser claims to be its ancestors too, as Feishu's client claims to be a browser. */
const browsers: readonly [string, RegExp][] = [
  ['Edge', /\bEdg(?:A|iOS)?\/(\d+)/],
  ['Opera', /\bOPR\/(\d+)/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /\b(?:HeadlessChrome|Chrome|CriOS)\/(\d+)/],
  ['Safari', /\bVersion\/(\d+)[\d.]* (?:Mobile\/\S+ )?Safari\//],
];

const systems: readonly [string, RegExp][] = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['HarmonyOS', /\b(?:OpenHarmony|HarmonyOS)\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows NT\b/],
  ['macOS', /\bMac OS X\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Linux', /\bLinux\b/],
];

/** A user agent in the words people use, such as “Chrome 120 · macOS”; anything else is left as it is. */
export function deviceName(device: string, feishu: string): string {
  if (!device.startsWith('Mozilla/')) return device;
  const parts = [firstIn([[feishu, feishuClient], ...browsers], device), firstIn(systems, device)];
  return parts.filter((part) => part !== '').join(' · ') || device;
}

function firstIn(names: readonly (readonly [string, RegExp])[], device: string): string {
  for (const [name, pattern] of names) {
    const found = pattern.exec(device);
    if (found !== null) return [name, ...found.slice(1)].join(' ');
  }
  return '';
}
