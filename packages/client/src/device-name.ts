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

/** What mini programs say of themselves: model, platform and version, each only where the client told it. */
const platforms: Readonly<Record<string, string>> = {
  ios: 'iOS',
  ipados: 'iPadOS',
  android: 'Android',
  ohos: 'HarmonyOS',
  harmony: 'HarmonyOS',
  darwin: 'macOS',
  mac: 'macOS',
  windows: 'Windows',
  win32: 'Windows',
  linux: 'Linux',
};
/** Makers whose models say whose they are. */
const saidTwice = /^Apple (?=iP|Mac)/;

/**
 * A device in the words people use: “Chrome 120 · macOS” of a browser's user agent, “iPhone 15 · 飞书 7.50” of what a
 * mini program tells; anything else is left as it is.
 * @param feishu the client's name in the reader's language
 */
export function deviceName(device: string, feishu: string): string {
  if (!device.startsWith('Mozilla/')) return toldName(device, feishu);
  const parts = [firstIn([[feishu, feishuClient], ...browsers], device), firstIn(systems, device)];
  return parts.filter((part) => part !== '').join(' · ') || device;
}

function toldName(device: string, feishu: string): string {
  const told = device.split(' · ');
  const version = told.map((part) => /^v?(\d+(?:\.\d+)?)(?:\.\d+)*$/.exec(part)?.[1]).find((one) => one !== undefined);
  const words = told.filter((part) => !/^v?\d+(\.\d+)*$/.test(part));
  const models = words.filter((part) => platforms[part.toLowerCase()] === undefined);
  const names = models.length > 0 ? models.map((model) => model.replace(saidTwice, '')) : words.map(platformName);
  return [...names, ...(version === undefined ? [] : [`${feishu} ${version}`])].join(' · ') || device;
}

function platformName(platform: string): string {
  return platforms[platform.toLowerCase()] ?? platform;
}

function firstIn(names: readonly (readonly [string, RegExp])[], device: string): string {
  for (const [name, pattern] of names) {
    const found = pattern.exec(device);
    if (found !== null) return [name, ...found.slice(1)].join(' ');
  }
  return '';
}
