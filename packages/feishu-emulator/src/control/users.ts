import { newUser, type UserChange, userChange } from '../control-api/requests.ts';
import type { RegisterControl } from '../exchange/router.ts';
import type { Platform } from '../state/platform.ts';
import { requireApp, requireDepartments, requireTenants, requireUser } from './named.ts';
import { defined, readControl, readPush, takesNothing } from './request.ts';
import { userView } from './views.ts';

/** Users: add, change, take away. */
export const registerUserControl: RegisterControl = (router, state) => {
  router.get('/_emulator/users', takesNothing, (ctx) => {
    ctx.body = { users: state.users.all().map((user) => userView(state, user)) };
  });

  router.post('/_emulator/users', async (ctx) => {
    const { push, ...change } = await readControl(ctx, newUser);
    requireNamed(state, change);
    const before = state.users.find(change.open_id);
    const user = state.users.upsert(defined(change));
    if (push) await state.events.userChanged(before, user);
    ctx.body = userView(state, user);
  });

  router.patch('/_emulator/users/:open_id', async (ctx) => {
    const before = requireUser(state, ctx.params.open_id);
    const { push, ...change } = await readControl(ctx, userChange);
    requireNamed(state, change);
    const user = state.users.upsert({ ...defined(change), open_id: before.open_id });
    if (push) await state.events.userChanged(before, user);
    ctx.body = userView(state, user);
  });

  router.delete('/_emulator/users/:open_id', async (ctx) => {
    const user = requireUser(state, ctx.params.open_id);
    const push = await readPush(ctx);
    if (state.users.find(state.settings.values.auto_login ?? '') === user) state.settings.patch({ auto_login: null });
    state.users.remove(user);
    if (push) await state.events.userChanged(user, undefined);
    ctx.status = 204;
  });
};

function requireNamed(platform: Platform, { tenant_key, department_ids, open_ids = {} }: UserChange): void {
  requireTenants(platform, 'tenant_key', [tenant_key]);
  requireDepartments(platform, 'department_ids', department_ids);
  for (const app_id of Object.keys(open_ids)) requireApp(platform, app_id);
}
