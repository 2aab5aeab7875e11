import type { WorldView } from '../control-api/views.ts';
import type { RegisterControl } from '../exchange/router.ts';
import { ControlError, takesNothing } from './request.ts';

/** The worlds of this process: made by their first use, listed and ended here. */
export const registerWorldControl: RegisterControl = (router, _state, { worlds }) => {
  router.get('/_emulator/worlds', takesNothing, (ctx) => {
    ctx.body = { worlds: worlds.names().map((name): WorldView => ({ name, path: `/w/${name}/` })) };
  });
  router.delete('/_emulator/worlds/:name', takesNothing, (ctx) => {
    const name = ctx.params.name ?? '';
    if (!worlds.remove(name)) throw new ControlError(404, `There is no world "${name}".`);
    ctx.status = 204;
  });
};
