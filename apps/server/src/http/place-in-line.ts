import type { Ports } from '../auth/ports/ports.ts';
import type { Place } from '../auth/ports/sign-in-line.ts';
import { notYet } from '../auth/take-turn.ts';
import type { BrowserCookies } from './cookies.ts';

/** Takes a turn for a browser, or a place in line, which its cookie keeps. @returns the place where there is no turn */
export function placeInLine({ line }: Pick<Ports, 'line'>, browser: BrowserCookies): Place | undefined {
  const place = line.turn(browser.place());
  if (place === undefined) browser.leavePlace();
  else browser.keepPlace(place.ticket);
  return place;
}

/** The same for a page that asks by script. @throws AuthError `overloaded` where there is no turn */
export function takePlaceOrTurn(ports: Pick<Ports, 'line'>, browser: BrowserCookies): void {
  const place = placeInLine(ports, browser);
  if (place !== undefined) throw notYet(place);
}
