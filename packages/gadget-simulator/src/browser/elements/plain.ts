import { inPixels, isSet, numberOf, tell, textOf } from './attributes.ts';
import type { Behaviour } from './watch.ts';

const glyphs: Readonly<Record<string, readonly [glyph: string, color: string]>> = {
  success: ['✓', '#1aad19'],
  success_no_circle: ['✓', '#1aad19'],
  info: ['i', '#10aeff'],
  warn: ['!', '#f76260'],
  waiting: ['…', '#10aeff'],
  clear: ['×', '#b2b2b2'],
  cancel: ['×', '#f43530'],
  download: ['↓', '#1aad19'],
  search: ['⌕', '#b2b2b2'],
};

const withoutCircle: readonly string[] = ['success_no_circle', 'search'];

/** The page "icon". */
export const icon: Behaviour = (host) => {
  const type = textOf(host, 'type');
  const [glyph, color] = glyphs[type] ?? ['', ''];
  if (host.textContent !== glyph) host.textContent = glyph;
  host.classList.toggle('sim-circle', glyph !== '' && !withoutCircle.includes(type));
  host.style.setProperty('--sim-size', inPixels(textOf(host, 'size', '24')));
  host.style.setProperty('--sim-color', textOf(host, 'color', color));
};

/** The page "progress"; the browser's own element shows it. */
export const progress: Behaviour = (host) => {
  if (!(host instanceof HTMLProgressElement)) return;
  host.max = 100;
  host.value = numberOf(host, 'percent', 0);
  host.style.setProperty('--sim-color', textOf(host, 'active-color', textOf(host, 'color', '#F85959')));
  host.style.setProperty('--sim-track', textOf(host, 'background-color', '#EBEBEB'));
  host.style.setProperty('--sim-size', inPixels(textOf(host, 'stroke-width', '6')));
  host.classList.toggle('sim-moving', isSet(host, 'active'));
};

const spaces: Readonly<Record<string, string>> = { nbsp: '\u00a0', ensp: '\u2002', emsp: '\u2003' };

/** The page "text": `\n` breaks the line, `space` keeps spaces, `decode` reads entities. */
export const text: Behaviour = (host) => {
  const space = spaces[textOf(host, 'space')];
  for (const node of host.childNodes) {
    if (!(node instanceof Text)) continue;
    const decoded = isSet(host, 'decode') ? node.data.replace(/&\w+;/g, (entity) => decode(entity)) : node.data;
    const broken = decoded.replace(/\\n/g, '\n');
    const spaced = space === undefined ? broken : broken.replace(/ /g, space);
    if (spaced !== node.data) node.data = spaced;
  }
  host.style.userSelect = isSet(host, 'selectable') ? 'text' : '';
};

/** Those that the page "text" shows; others stay as they are. */
function decode(entity: string): string {
  const known: Record<string, string> = { ...spaces, lt: '<', gt: '>', amp: '&', apos: "'" };
  return known[entity.slice(1, -1)] ?? entity;
}

/** The page "video": the browser's own element, with the events' details as documented. */
export const video: Behaviour = (host, changed) => {
  if (!(host instanceof HTMLVideoElement)) return;
  host.controls = textOf(host, 'controls', 'true') !== 'false';
  for (const name of ['loop', 'muted', 'autoplay'] as const) host[name] = isSet(host, name);
  host.style.objectFit = textOf(host, 'object-fit', 'contain');
  if (!changed.first) return;
  host.currentTime = numberOf(host, 'initial-time', 0);
  const said: Record<string, () => object> = {
    play: () => ({}),
    pause: () => ({}),
    ended: () => ({}),
    waiting: () => ({}),
    timeupdate: () => ({ currentTime: host.currentTime, duration: host.duration }),
    loadedmetadata: () => ({ width: host.videoWidth, height: host.videoHeight, duration: host.duration }),
    error: () => ({ errno: 9003501, errString: 'Unable to play. Video src is invalid' }),
  };
  for (const [type, detail] of Object.entries(said))
    host.addEventListener(
      type,
      (event) => {
        if (event instanceof CustomEvent) return;
        event.stopImmediatePropagation();
        tell(host, type, detail());
      },
      { capture: true },
    );
};
