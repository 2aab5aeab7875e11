import type { OpenPage } from './page.ts';

/** What code that waits throws later. A mini program in a vm has promises of its own, so they are known by `then`. */
export function fromLater(result: unknown, report: (error: unknown) => void): void {
  const { then } = Object(result) as { then?: unknown };
  if (typeof then === 'function') then.call(result, undefined, report);
}

export interface PageLife {
  /** `onTop`: whether the page is still the one that is seen, asked as its own code runs. */
  load(page: OpenPage, canGoBack: boolean, onTop: () => boolean): void;
  show(page: OpenPage, canGoBack: boolean): void;
  hide(page: OpenPage): void;
  end(page: OpenPage): void;
}

/** A page's lifecycle functions in their order (page "Page"): it loads, shows and is ready; it hides; it unloads. */
export function createPageLife(report: (error: unknown) => void): PageLife {
  /** A page whose code fails has failed, not the navigation to it. */
  function call(page: OpenPage, name: string, ...values: unknown[]): void {
    try {
      const result = page.call(name, ...values);
      fromLater(result, report);
    } catch (error) {
      report(error);
    }
  }

  return {
    load(page, canGoBack, onTop) {
      page.view.show(canGoBack);
      call(page, 'onLoad', page.query);
      // A page that has left again while it was loading has nothing to show.
      if (!onTop()) return;
      call(page, 'onShow');
      if (onTop()) call(page, 'onReady');
    },
    show(page, canGoBack) {
      page.view.show(canGoBack);
      call(page, 'onShow');
    },
    hide(page) {
      page.view.leave();
      call(page, 'onHide');
      page.view.hide();
    },
    end(page) {
      page.view.leave();
      call(page, 'onUnload');
      page.view.close();
    },
  };
}
