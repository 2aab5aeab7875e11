import { isSet, textOf } from './attributes.ts';
import type { Behaviour } from './watch.ts';

/** The page "button": in a row it takes no more room than its text, as any block there; it may share its page. */
export function createButton(share: (host: Element) => void): Behaviour {
  return (host, { first, has }) => {
    // To the browser an attribute that is there means yes, whatever it says.
    if (has('disabled')) host.toggleAttribute('disabled', isSet(host, 'disabled'));
    if (!first) return;
    const { display } = getComputedStyle(host.parentElement ?? host);
    host.toggleAttribute('data-beside', /flex|grid/.test(display));
    host.addEventListener('click', () => {
      if (textOf(host, 'open-type') === 'share' && !isSet(host, 'disabled')) share(host);
    });
  };
}
