import { pathFrom } from '../../runtime/paths.ts';
import { isSet, tell, textOf } from './attributes.ts';
import type { Behaviour } from './watch.ts';

/** The address of a picture, which may be one of the mini program's own, or a file it has been given. */
export type AddressOf = (source: string, from: string) => string;

/** Own pictures are found beside the page and from the root, as code and styles are. */
export function createAddresses(
  pictures: Record<string, string>,
  fileAddress: (path: string) => string | undefined,
): AddressOf {
  return (source, from) =>
    pictures[pathFrom(from, source)] ?? pictures[source.replace(/^\/+/, '')] ?? fileAddress(source) ?? source;
}

/** The page "image": a picture of the browser inside, whose events are the component's. */
export function createImage(addressOf: AddressOf): Behaviour {
  return (host, changed) => {
    const picture = host.querySelector('img') ?? insertPicture(host);
    const page = host.closest<HTMLElement>('.sim-screen')?.dataset.page ?? '';
    const address = addressOf(textOf(host, 'src'), page);
    picture.loading = isSet(host, 'lazy-load') ? 'lazy' : 'eager';
    if (changed.has('src') && picture.getAttribute('src') !== address) picture.setAttribute('src', address);
    const mode = textOf(host, 'mode', 'scaleToFill');
    Object.assign(picture.style, fits[mode] ?? cut(mode));
    // Its height follows the picture's, whatever the style says.
    host.style.height = mode === 'widthFix' ? 'auto' : host.style.height === 'auto' ? '' : host.style.height;
  };
}

function insertPicture(host: HTMLElement): HTMLImageElement {
  const picture = document.createElement('img');
  picture.alt = host.getAttribute('aria-label') ?? '';
  picture.addEventListener('load', () =>
    tell(host, 'load', { width: picture.naturalWidth, height: picture.naturalHeight }),
  );
  picture.addEventListener('error', () => tell(host, 'error', { errMsg: `cannot load ${textOf(host, 'src')}` }));
  host.append(picture);
  return picture;
}

const fits: Readonly<Record<string, Partial<CSSStyleDeclaration>>> = {
  scaleToFill: { objectFit: 'fill', height: '100%' },
  aspectFit: { objectFit: 'contain', height: '100%' },
  aspectFill: { objectFit: 'cover', height: '100%' },
  widthFix: { objectFit: 'fill', height: 'auto' },
};

/** `top left` and the like: as large as it is, seen at that end. */
function cut(mode: string): Partial<CSSStyleDeclaration> {
  return { objectFit: 'none', height: '100%', objectPosition: mode };
}
