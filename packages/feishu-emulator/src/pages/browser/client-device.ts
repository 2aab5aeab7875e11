import { element } from '../../client/element.ts';
import { boot } from './boot.ts';
import type { ClientSettings } from './client-settings.ts';

const closeLabel = { zh: '关闭', en: 'Close' }[boot.language];

/** A phone or a desktop window around the screen. */
export function drawDevice(
  settings: ClientSettings,
  name: string,
  screen: HTMLElement,
  closePage: () => void,
): HTMLElement {
  const desktop = settings.device === 'desktop';
  const made = element('div', { class: `device ${settings.device}`, 'data-theme': settings.theme });
  if (desktop) {
    made.append(
      element('div', { class: 'titlebar' }, element('span', { class: 'lights' }), element('span', {}, name)),
      screen,
    );
    return made;
  }
  const time = new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  made.append(
    element('div', { class: 'status' }, element('span', {}, time), element('span', { class: 'island' }), signal()),
  );
  if (settings.tab === 'web') {
    const close = element('button', { type: 'button', 'aria-label': closeLabel, title: closeLabel }, '✕');
    close.addEventListener('click', closePage);
    made.append(
      element('div', { class: 'navigation' }, close, element('strong', {}, name), element('span', {}, '···')),
    );
  }
  made.append(screen, element('div', { class: 'home' }));
  return made;
}

/** The mini program's bar goes on under the status bar, as on a phone. */
export function matchStatusBar(frame: HTMLIFrameElement): void {
  const device = frame.closest<HTMLElement>('.device.phone');
  const page = frame.contentDocument;
  for (let at = page?.elementFromPoint(8, 8); at && device; at = at.parentElement) {
    const colour = getComputedStyle(at).backgroundColor;
    if (colour === 'rgba(0, 0, 0, 0)' || colour === 'transparent') continue;
    device.style.backgroundColor = colour;
    return;
  }
}

function signal(): HTMLElement {
  return element(
    'span',
    { class: 'signal', 'aria-hidden': 'true' },
    element('i', {}),
    element('i', {}),
    element('i', {}),
  );
}
