import type { OpenPage } from '../runtime/page.ts';
import type { Router } from '../runtime/router.ts';
import { allAnswering } from './client/answer.ts';
import { choose } from './client/ask.ts';
import { templateElement } from './elements/attributes.ts';
import type { AddressOf } from './elements/image.ts';
import { asTarget } from './events.ts';
import { openSheet } from './sheet.ts';

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

export interface Sharing {
  /** A button with `open-type="share"` has been tapped. */
  byButton(host: Element): Promise<void>;
  /** The menu of the bar has been opened. */
  openMenu(): Promise<void>;
  functions: Record<string, unknown>;
}

const share = '分享 Share';

/**
 * Asks a page for a card (pages "小程序页面" and "小程序分享", onShareAppMessage). It is shown instead of sent: who opens
 * it sees what whoever got it would see. Assumed, as other clients do it: what the page is told of the button or the
 * menu, the page itself where the card names none, and that the menu's entry is hidden for the page on top alone.
 */
export function createSharing({ router, addressOf, report }: SharingSources): Sharing {
  const hidden = new WeakSet<OpenPage>();

  async function show(page: OpenPage, by: string, how: object): Promise<void> {
    const card = Object(page.call('onShareAppMessage', how)) as Card;
    const path = (card.path ?? ownPath(page)).replace(/^\/?/, '/');
    const body = [
      picture(card, (src) => addressOf(src, page.path)),
      text('desc', card.desc),
      text('path', path),
    ].flat();
    const sheet = openSheet({ title: card.title ?? page.path, body, cancel: '取消 Cancel', confirm: '打开 Open' });
    if (!(await sheet.answer)) return;
    try {
      // Page "打开小程序": a card to a page leaves those that are open.
      router().go('reLaunch', path);
    } catch (error) {
      report(`${by}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  function reachable(): OpenPage {
    const page = router().top();
    if (page === undefined) throw new Error('no page is open');
    return page;
  }

  return {
    async byButton(host) {
      const page = reachable();
      const by = '<button open-type="share">';
      const element = templateElement(host);
      if (canShare(page)) await show(page, by, { from: 'button', target: element && asTarget(element) });
      else report(`${by}: ${page.path} has no onShareAppMessage`);
    },
    async openMenu() {
      const page = reachable();
      const why = hidden.has(page) ? 'tt.hideShareMenu has hidden it' : 'the page has no onShareAppMessage';
      const isThere = canShare(page) && !hidden.has(page);
      // Documented: a page without the function has no such entry. What would be an empty menu says why it is.
      if (!isThere) await openSheet({ body: text('why', `${share}: ${why}`), cancel: '取消 Cancel' }).answer;
      else if ((await choose('', [share]).catch(() => -1)) === 0)
        await show(page, `the menu’s ${share}`, { from: 'menu' });
    },
    functions: allAnswering({
      showShareMenu() {
        hidden.delete(reachable());
        return undefined;
      },
      hideShareMenu() {
        hidden.add(reachable());
        return undefined;
      },
    }),
  };
}

function canShare({ instance }: OpenPage): boolean {
  return typeof instance.onShareAppMessage === 'function';
}

function ownPath({ path, query }: OpenPage): string {
  const search = Object.entries(query).map((pair) => pair.map(encodeURIComponent).join('='));
  return search.length === 0 ? path : `${path}?${search.join('&')}`;
}

function picture({ imageUrl }: Card, addressOf: (src: string) => string): Node[] {
  // Documented: the upper half of the screen, where the page names no picture. A browser's page has none of itself.
  if (imageUrl === undefined) return text('no-picture', '此页上半屏的截图 The upper half of this page');
  const image = document.createElement('img');
  image.src = addressOf(imageUrl);
  image.alt = '';
  image.dataset.source = imageUrl;
  return [image];
}

function text(part: string, words: string | undefined): Node[] {
  if (words === undefined) return [];
  const element = document.createElement('p');
  element.className = part;
  element.textContent = words;
  return [element];
}
