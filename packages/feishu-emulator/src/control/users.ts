import { z } from 'zod';
import type { RegisterControl } from '../exchange/router.ts';
import { requireUser } from './named.ts';
import { defined, readControl } from './request.ts';
import { userView } from './views.ts';

const text = z.string().max(100_000);
const optionalText = text.nullable().optional();

const profile = {
  name: text.optional(),
  en_name: text.optional(),
  avatar_url: text.optional(),
  email: optionalText,
  enterprise_email: optionalText,
  mobile: optionalText,
  employee_no: optionalText,
  user_id: text.optional(),
  union_id: text.optional(),
  tenant_key: text.optional(),
  open_ids: z.record(z.string(), z.string()).optional(),
  status: z.enum(['active', 'frozen', 'resigned', 'unregistered']).optional(),
  available: z.boolean().optional(),
  /** Whether the matching event is pushed to the apps that listen. */
  push: z.boolean().default(true),
};

/** Users: add, change, take away. */
export const registerUserControl: RegisterControl = (router, state) => {
  router.get('/_emulator/users', (ctx) => {
    ctx.body = { users: state.users.all().map((user) => userView(state, user)) };
  });

  router.post('/_emulator/users', async (ctx) => {
    const { push, ...change } = await readControl(
      ctx,
      z.strictObject({ open_id: z.string().min(1).max(100), ...profile }),
    );
    const before = state.users.find(change.open_id);
    const user = state.users.upsert(defined(change));
    if (push) await state.events.userChanged(before, user);
    ctx.body = userView(state, user);
  });

  router.patch('/_emulator/users/:open_id', async (ctx) => {
    const before = requireUser(state, ctx.params.open_id);
    const { push, ...change } = await readControl(ctx, z.strictObject(profile));
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
