import type { Router } from '../../runtime/router.ts';
import { isSet, numberOf, textOf } from './attributes.ts';
import type { Behaviour } from './watch.ts';

const ways = { navigate: 'navigateTo', redirect: 'redirectTo', switchTab: 'switchTab', reLaunch: 'reLaunch' } as const;

/** A tap goes to another page (page "navigator"). */
export function createNavigator(router: () => Router, report: (message: string) => void): Behaviour {
  return (host, { first }) => {
    if (!first) return;
    host.tabIndex = 0;
    host.setAttribute('role', 'link');
    const follow = (): void => {
      try {
        go(host, router());
      } catch (error) {
        report(`<navigator url="${textOf(host, 'url')}">: ${error instanceof Error ? error.message : String(error)}`);
      }
    };
    host.addEventListener('click', follow);
    host.addEventListener('keydown', ({ key, target }) => {
      if (key === 'Enter' && target === host) follow();
    });
  };
}

function go(host: HTMLElement, router: Router): void {
  // Before there was `open-type`, `redirect` stood alone; the page's example has it still.
  const how = textOf(host, 'open-type', isSet(host, 'redirect') ? 'redirect' : 'navigate');
  if (how === 'navigateBack') router.back(numberOf(host, 'delta', 1));
  else if (how in ways) router.go(ways[how as keyof typeof ways], textOf(host, 'url'));
  else throw new Error(`open-type "${how}" is not a documented one`);
}
