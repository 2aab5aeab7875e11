import type { OpenPage } from '../../runtime/page.ts';
import type { Router } from '../../runtime/router.ts';
import { asTarget } from '../events.ts';
import { openSheet } from '../sheet.ts';
import { templateElement } from './attributes.ts';
import type { AddressOf } from './image.ts';

interface Card {
  title?: string;
  desc?: string;
  path?: string;
  imageUrl?: string;
}

export interface SharingSources {
  router(): Router;
  addressOf: AddressOf;
  report(message: string): void;
}

/**
 * A button with `open-type="share"` asks its page for a card (page "小程序页面", onShareAppMessage). It is shown instead
 * of sent: who opens it sees what whoever got it would see. Assumed, as other clients do it: what the page is told of
 * the button, and the page itself where the card names none.
 */
export function createSharing({ router, addressOf, report }: SharingSources): (host: Element) => Promise<void> {
  return async (host) => {
    const page = router().top();
    if (page === undefined) return;
    if (typeof page.instance.onShareAppMessage !== 'function') {
      report(`<button open-type="share">: ${page.path} has no onShareAppMessage`);
      return;
    }
    const element = templateElement(host);
    const target = element && asTarget(element);
    const card = Object(page.call('onShareAppMessage', { from: 'button', target })) as Card;
    const path = (card.path ?? ownPath(page)).replace(/^\/?/, '/');
    const body = picture(card, (src) => addressOf(src, page.path), path);
    const sheet = openSheet({ title: card.title ?? page.path, body, cancel: '取消 Cancel', confirm: '打开 Open' });
    if (!(await sheet.answer)) return;
    try {
      // Page "打开小程序": a card to a page leaves those that are open.
      router().go('reLaunch', path);
    } catch (error) {
      report(`<button open-type="share">: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
}

function ownPath({ path, query }: OpenPage): string {
  const search = Object.entries(query).map((pair) => pair.map(encodeURIComponent).join('='));
  return search.length === 0 ? path : `${path}?${search.join('&')}`;
}

function picture({ desc, imageUrl }: Card, addressOf: (src: string) => string, path: string): Node[] {
  const lines = [desc, path].flatMap((text) => (text === undefined ? [] : [paragraph(text)]));
  if (imageUrl === undefined) return lines;
  const image = document.createElement('img');
  image.src = addressOf(imageUrl);
  return [image, ...lines];
}

function paragraph(text: string): HTMLElement {
  const element = document.createElement('p');
  element.textContent = text;
  return element;
}
