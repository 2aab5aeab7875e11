import { newUser, userChange } from '../control-api/requests.ts';
import type { RegisterControl } from '../exchange/router.ts';
import { requireUser } from './named.ts';
import { defined, readControl } from './request.ts';
import { userView } from './views.ts';

/** Users: add, change, take away. */
export const registerUserControl: RegisterControl = (router, state) => {
  router.get('/_emulator/users', (ctx) => {
    ctx.body = { users: state.users.all().map((user) => userView(state, user)) };
  });

  router.post('/_emulator/users', async (ctx) => {
    const { push, ...change } = await readControl(ctx, newUser);
    const before = state.users.find(change.open_id);
    const user = state.users.upsert(defined(change));
    if (push) await state.events.userChanged(before, user);
    ctx.body = userView(state, user);
  });

  router.patch('/_emulator/users/:open_id', async (ctx) => {
    const before = requireUser(state, ctx.params.open_id);
    const { push, ...change } = await readControl(ctx, userChange);
    const user = state.users.upsert({ ...defined(change), open_id: before.open_id });
    if (push) await state.events.userChanged(before, user);
    ctx.body = userView(state, user);
  });

  router.delete('/_emulator/users/:open_id', async (ctx) => {
    const user = requireUser(state, ctx.params.open_id);
    state.users.remove(user);
    if (ctx.query.push !== 'false') await state.events.userChanged(user, undefined);
    ctx.status = 204;
  });
};
