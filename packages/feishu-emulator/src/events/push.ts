import { eventScopes } from '@feishu-login/feishu-types';
import type { Faults } from '../faults/plan.ts';
import type { Apps } from '../state/apps.ts';
import type { Clock } from '../state/clock.ts';
import type { App } from '../state/records.ts';
import type { Switches } from '../state/setting-specs.ts';
import type { Deliveries, Parcel } from './deliveries.ts';
import type { Attempt } from './delivery.ts';
import { address } from './envelope.ts';
import type { Events, Occurrence } from './events.ts';
import type { Forgery } from './forgery.ts';
import { pushOverHttp } from './http-push.ts';
import { type Letter, writeForgedLetter, writeLetter } from './letter.ts';
import type { Connections } from './long-connection/connections.ts';

interface Needs {
  clock: Clock;
  settings: Switches;
  faults: Faults;
  apps: Apps;
  connections: Connections;
  deliveries: Deliveries;
}

/** Pushes one event to one app, unless the app did not ask for it or a fault is in the way. */
export function createPush(needs: Needs): Events['push'] {
  const { clock, settings, faults, deliveries } = needs;
  return async (app, occurrence, { asked = false, forgery } = {}) => {
    const { event_id, envelope } = address(app, occurrence, clock, settings, forgery);
    const skipped = asked ? null : reasonToSkip(app, occurrence);
    const about = { app_id: app.app_id, open_id: occurrence.subject };
    if (skipped !== null) return { event_id, delivery: null, skipped };
    if (faults.take('event-dropped', about)) return { event_id, delivery: null, skipped: 'the fault event-dropped' };

    const parcel: Parcel = {
      event_id,
      type: occurrence.type,
      app_id: app.app_id,
      lane: forgery ? `forged ${event_id}` : `${app.app_id} ${occurrence.subject}`,
      forged: forgery ?? null,
      retries: forgery === undefined,
      send: createSend(needs, app, envelope, forgery),
    };
    const delayed = faults.take('event-delayed', about);
    if (delayed) {
      const seconds = delayed.params.seconds;
      clock.at(clock.now() + (typeof seconds === 'number' ? seconds : 60) * 1000, () => deliveries.post(parcel));
      return { event_id, delivery: null, skipped: null };
    }
    const first = await deliveries.post(parcel);
    if (faults.take('event-duplicated', about)) await deliveries.post({ ...parcel, lane: `${parcel.lane} again` });
    return { event_id, delivery: first ?? null, skipped: null };
  };
}

/** What every attempt does: it writes the letter anew, or keeps the one that was written first. */
function createSend(needs: Needs, app: App, envelope: object, forgery: Forgery | undefined): () => Promise<Attempt> {
  const { clock, settings, connections } = needs;
  let written: Letter | undefined;
  return async () => {
    const keep = !settings.values.event_retry_restamps && !forgery && !connections.has(app.app_id);
    if (!keep || app.event_url === null) return sendNow(needs, app, envelope, forgery);
    written ??= writeLetter(app, envelope, clock, settings);
    return pushOverHttp(app.event_url, written);
  };
}

async function sendNow(
  { clock, settings, apps, connections }: Needs,
  app: App,
  envelope: object,
  forgery: Forgery | undefined,
): Promise<Attempt> {
  const current = apps.find(app.app_id) ?? app;
  if (!forgery && connections.has(app.app_id)) return connections.push(app.app_id, envelope);
  if (current.event_url === null) return nowhere;
  const letter = forgery
    ? writeForgedLetter(current, envelope, forgery, clock, settings)
    : writeLetter(current, envelope, clock, settings);
  return pushOverHttp(current.event_url, letter);
}

const nowhere: Attempt = {
  transport: 'none',
  status: null,
  ok: false,
  why: { en: 'The app has no event address and no long connection.', zh: '应用没有事件请求地址，也没有长连接。' },
};

/** 添加事件: an event must be subscribed to, and one of its scopes enabled. */
function reasonToSkip(app: App, { type }: Occurrence): string | null {
  const table: Readonly<Record<string, readonly string[]>> = eventScopes;
  const scopes = table[type] ?? [];
  const automatic = app.type === 'store' && !type.startsWith('contact.') && !type.startsWith('user_');
  if (!automatic && !app.events.includes(type)) return `the app has not subscribed to ${type}`;
  if (scopes.length === 0 || scopes.some((scope) => app.scopes.includes(scope))) return null;
  return `the app has none of the scopes ${scopes.join(', ')}`;
}
