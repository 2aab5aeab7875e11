import type { EmulatorRouter } from '../../exchange/router.ts';
import type { State } from '../../state/state.ts';
import { tintOf } from '../browser/tint.ts';
import { html } from '../html.ts';

/** Pictures of people who have none: the first letter on a colour of its own. */
export function registerAvatars(router: EmulatorRouter, state: State): void {
  router.get('/_emulator/avatars/:file', (ctx) => {
    const open_id = String(ctx.params.file).replace(/\.svg$/, '');
    const name = state.users.find(open_id)?.name ?? '?';
    ctx.set('Cache-Control', 'no-cache');
    ctx.type = 'image/svg+xml';
    ctx.body =
      html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72" width="72" height="72" role="img"><title>${name}</title><rect width="72" height="72" fill="${tintOf(name)}"/><text x="36" y="37" fill="#fff" font-family="sans-serif" font-size="32" font-weight="600" text-anchor="middle" dominant-baseline="central">${[...name][0] ?? '?'}</text></svg>`.text;
  });
}
