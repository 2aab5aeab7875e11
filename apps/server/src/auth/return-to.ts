import type { AppSettings } from './ports/ports.ts';

/** Longer addresses are not worth keeping; the query string that carries them is bounded anyway. */
const maxLength = 2048;
/** Coming back to these would start, end or repeat a sign-in. */
const loops = ['/auth/', '/login', '/error', '/api/'];

/**
 * Where to go after signing in, as an absolute URL: on our own origin or a configured one. Anything else is `/`.
 * Always absolute, because a normalised path such as `//evil.example` would lead elsewhere when emitted by itself.
 */
export function allowedReturn(app: Origins, wanted: unknown): string {
  return returnAllowed(app, wanted) ?? new URL('/', app.publicUrl).href;
}

type Origins = Pick<AppSettings, 'publicUrl' | 'returnOrigins'>;

/** The same, for those who are told that it leads nowhere: `undefined`. */
export function returnAllowed(app: Origins, wanted: unknown): string | undefined {
  if (typeof wanted !== 'string' || wanted.length === 0 || wanted.length > maxLength) return undefined;
  // Browsers drop or fold these while parsing; a value that needs them is not an honest one.
  if (/[\p{Cc}\p{Cs}\\\s]/u.test(wanted)) return undefined;
  const url = parse(wanted, app.publicUrl);
  if (url === undefined || url.username !== '' || url.password !== '') return undefined;
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  if (url.origin !== app.publicUrl.origin) return app.returnOrigins.includes(url.origin) ? url.href : undefined;
  return leadsInCircles(url) ? undefined : url.href;
}

/** Our own routes are told apart by case; what stands in front of us need not tell them apart. */
function leadsInCircles({ pathname }: URL): boolean {
  const path = pathname.toLowerCase();
  return loops.some((loop) => path === loop || path.startsWith(loop.endsWith('/') ? loop : `${loop}/`));
}

function parse(value: string, base: URL): URL | undefined {
  return URL.canParse(value, base.href) ? new URL(value, base) : undefined;
}
