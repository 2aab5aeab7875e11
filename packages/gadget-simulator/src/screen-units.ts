/** 750 rpx are the screen's width (page "TTSS"); `vh` is of the page without the client's bars. */
export const screenUnits = /(-?\d*\.?\d+)(rpx|vh)\b/g;

/** Such a length in terms of properties that the page sets. */
export function inCss(_: string, amount: string, unit: string): string {
  return `calc(${amount} * var(--${unit}))`;
}
