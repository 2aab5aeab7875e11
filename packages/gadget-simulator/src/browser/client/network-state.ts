/** What the browser says about the network; where it says nothing, a computer's is taken for a good one. */
export const networkType = (): string => (navigator.onLine ? 'wifi' : 'none');

const qualities: Readonly<Record<string, string>> = {
  'slow-2g': 'weak',
  '2g': 'weak',
  '3g': 'moderate',
  '4g': 'excellent',
};

/** The page "getNetworkQualityType". */
export function networkQuality(): string {
  if (!navigator.onLine) return 'unavailable';
  const { connection } = navigator as Navigator & { connection?: { effectiveType?: string } };
  return qualities[connection?.effectiveType ?? ''] ?? 'unknown';
}
