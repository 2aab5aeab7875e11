import { grantTarget } from '../control-api/requests.ts';
import type { GrantView } from '../control-api/views.ts';
import type { RegisterControl } from '../exchange/router.ts';
import { requireApp, requireUser } from './named.ts';
import { readControl, takesNothing } from './request.ts';

/** What users granted; withdrawing it is what the account security page does (终端用户授权概述). */
export const registerGrantControl: RegisterControl = (router, state) => {
  router.get('/_emulator/grants', takesNothing, (ctx) => {
    ctx.body = {
      grants: state.grants.all().map(
        (grant): GrantView => ({
          app_id: grant.app_id,
          open_id: grant.user,
          scopes: grant.scopes,
          authorized_at: new Date(grant.authorized_at).toISOString(),
        }),
      ),
    };
  });

  router.delete('/_emulator/grants', async (ctx) => {
    const { app_id, open_id } = await readControl(ctx, grantTarget);
    const app = requireApp(state, app_id);
    const user = requireUser(state, open_id);
    state.grants.revoke(app.app_id, user.open_id);
    state.userTokens.revokeUser(user.open_id, app.app_id);
    ctx.status = 204;
  });
};
