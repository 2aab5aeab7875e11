/** How far a page is pulled for a refresh. */
const enough = 60;

export interface PullDown {
  /** As if the person had pulled. Throws where the page's json does not enable it. */
  start(): void;
  stop(): void;
}

/** A page that is pulled down at its beginning asks its code for news (page "Page.onPullDownRefresh"). */
export function createPullDown(screen: HTMLElement, isEnabled: boolean, refresh: () => void): PullDown {
  const sign = document.createElement('div');
  sign.className = 'sim-refresh';
  sign.setAttribute('role', 'status');
  sign.setAttribute('aria-label', '刷新 Refreshing');
  sign.innerHTML = '<i></i><i></i><i></i>';

  function start(): void {
    if (!isEnabled) throw new Error('the page does not have enablePullDownRefresh: true');
    if (sign.isConnected) return;
    screen.prepend(sign);
    refresh();
  }

  if (isEnabled) watch(screen, start);
  return { start, stop: () => sign.remove() };
}

/** By finger or by mouse; what has been scrolled is not pulled. */
function watch(screen: HTMLElement, pulled: () => void): void {
  let from: number | undefined;
  const begin = (y: number): void => {
    from = screen.scrollTop <= 0 ? y : undefined;
  };
  const end = (y: number): void => {
    if (from !== undefined && y - from >= enough && screen.scrollTop <= 0) pulled();
    from = undefined;
  };
  screen.addEventListener('touchstart', ({ touches }) => begin(touches[0]?.clientY ?? 0), { passive: true });
  screen.addEventListener('touchend', ({ changedTouches }) => end(changedTouches[0]?.clientY ?? 0));
  screen.addEventListener('mousedown', ({ clientY }) => begin(clientY));
  screen.addEventListener('mouseup', ({ clientY }) => end(clientY));
}
