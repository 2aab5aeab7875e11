import { linkNames, type ShownBrand, type Text } from '@feishu-login/product';

/** Reads whose sign-in this is, as the server wrote it into this page; `null` where it is ours. */
export function readBrand(document: Document): ShownBrand | null {
  const brand: unknown = JSON.parse(document.getElementById('brand')?.textContent ?? 'null');
  return isBrand(brand) ? brand : null;
}

/** Enough to render without stumbling; the values themselves are the server's. */
function isBrand(value: unknown): value is ShownBrand {
  return (
    isRecord(value) &&
    [value.name, value.heading, value.intro].every((text) => text === null || isText(text)) &&
    (value.logo === null || typeof value.logo === 'string') &&
    isRecord(value.links) &&
    Object.entries(value.links).every(([name, to]) => linkNames.some((one) => one === name) && typeof to === 'string')
  );
}

function isText(value: unknown): value is Text {
  return isRecord(value) && typeof value['zh-CN'] === 'string' && typeof value.en === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
