/** Order matters: every browser claims to be its ancestors too. Feishu's client calls itself Lark as well. */
const browsers: readonly [string, RegExp][] = [
  ['feishu', /\b(?:Lark|Feishu)\/(\d+(?:\.\d+)?)/],
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
  const system = systems.find(([, pattern]) => pattern.test(device))?.[0];
  const browser = browsers
    .map(([name, pattern]) => [name === 'feishu' ? feishu : name, pattern.exec(device)?.[1]] as const)
    .find(([, version]) => version !== undefined)
    ?.join(' ');
  const parts = [browser, system].filter((part) => part !== undefined);
  return parts.length === 0 ? device : parts.join(' · ');
}
