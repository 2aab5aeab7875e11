import { eventScopes } from '@feishu-login/feishu-types';
import { eventRequest } from '../control-api/requests.ts';
import type { EventsView, Pushed } from '../control-api/views.ts';
import { forgeries, needsEncryptKey } from '../events/forgery.ts';
import type { RegisterControl } from '../exchange/router.ts';
import { nearestName } from '../state/issues.ts';
import { requireApp, requireUser } from './named.ts';
import { ControlError, readControl, takesNothing } from './request.ts';

/** Events: what was pushed, and pushing one on purpose. */
export const registerEventControl: RegisterControl = (router, state) => {
  router.get('/_emulator/events', takesNothing, (ctx) => {
    ctx.body = {
      deliveries: state.events.deliveries(),
      types: Object.keys(eventScopes),
      forgeries,
    } satisfies EventsView;
  });

  router.post('/_emulator/events', async (ctx) => {
    const { type, app_id, open_id, forge, event } = await readControl(ctx, eventRequest);
    const app = requireApp(state, app_id);
    refuseUnsayable(type, forge, event);
    if (type === 'url_verification') {
      ctx.body = (await state.events.challenge(app)) satisfies Pushed;
      return;
    }
    if (app.event_url === null && !state.connections.has(app.app_id)) {
      throw new ControlError(400, `${app.app_id} has no event_url: PUT /_emulator/apps/${app.app_id} sets one.`);
    }
    if (forge && needsEncryptKey.includes(forge) && app.encrypt_key === null) {
      throw new ControlError(
        400,
        `forge: "${forge}" needs an encrypt_key; without one nothing is signed. PUT /_emulator/apps/${app.app_id} sets it.`,
      );
    }
    if (type === 'app_ticket') {
      state.events.resendTicket(app);
      ctx.body = { event_id: null, delivery: null, skipped: null } satisfies Pushed;
      return;
    }
    const first = state.users.all()[0];
    const user = open_id === undefined ? first : requireUser(state, open_id);
    if (!user) throw new ControlError(404, 'There is no user the event could be about.');
    const occurrence = state.events.occurrence(app, type, user);
    ctx.body = (await state.events.push(app, event ? { ...occurrence, event } : occurrence, {
      asked: true,
      forgery: forge,
    })) satisfies Pushed;
  });

  router.post('/_emulator/events/:event_id/resend', takesNothing, async (ctx) => {
    const event_id = ctx.params.event_id ?? '';
    const delivery = await state.events.repeat(event_id);
    if (!delivery) throw new ControlError(404, `There is no event "${event_id}" to send again.`);
    ctx.body = { event_id, delivery, skipped: null } satisfies Pushed;
  });
};

/** What would be sent as if it had not been asked for. */
function refuseUnsayable(type: string, forge: string | undefined, event: object | undefined): void {
  const ownWay = type === 'url_verification' || type === 'app_ticket';
  if (ownWay && (forge !== undefined || event !== undefined)) {
    throw new ControlError(400, `${forge === undefined ? 'event' : 'forge'}: "${type}" is sent as it is.`);
  }
  if (ownWay || event !== undefined || Object.hasOwn(eventScopes, type)) return;
  const near = nearestName(type, Object.keys(eventScopes));
  throw new ControlError(
    400,
    `type: "${type}" is no event that is known here${near === undefined ? '' : ` (did you mean "${near}"?)`}; say in event what it tells.`,
  );
}
