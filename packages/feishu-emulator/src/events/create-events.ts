import { challengeAnswerTimeoutMs, eventScopes } from '@feishu-login/feishu-types';
import type { Faults } from '../faults/plan.ts';
import type { AppTokens } from '../state/app-tokens.ts';
import type { Apps } from '../state/apps.ts';
import type { Clock } from '../state/clock.ts';
import type { App, User } from '../state/records.ts';
import { randomText } from '../state/secrets.ts';
import type { Settings } from '../state/settings.ts';
import type { Users } from '../state/users.ts';
import { createAppTicketPushes } from './app-tickets.ts';
import { contactUser } from './contact-user.ts';
import { createDeliveries } from './deliveries.ts';
import type { Attempt } from './delivery.ts';
import { address } from './envelope.ts';
import type { Events, Occurrence } from './events.ts';
import type { Forgery } from './forgery.ts';
import { pushOverHttp } from './http-push.ts';
import { writeForgedLetter, writeLetter } from './letter.ts';
import type { Connections } from './long-connection/connections.ts';
import { deleted, occurrencesOf } from './occurrences.ts';

interface Needs {
  clock: Clock;
  settings: Settings;
  faults: Faults;
  apps: Apps;
  users: Users;
  appTokens: AppTokens;
  connections: Connections;
}

export function createEvents({ clock, settings, faults, apps, users, appTokens, connections }: Needs): Events {
  const deliveries = createDeliveries(clock);

  const listens = (app: App) => app.event_url !== null || connections.has(app.app_id);

  const send = (app: App, envelope: object, forgery: Forgery | undefined): Promise<Attempt> => {
    const current = apps.find(app.app_id) ?? app;
    if (!forgery && connections.has(app.app_id)) return connections.push(app.app_id, envelope);
    if (current.event_url === null) return Promise.resolve(nowhere);
    const letter = forgery
      ? writeForgedLetter(current, envelope, forgery, clock, settings)
      : writeLetter(current, envelope, clock, settings);
    return pushOverHttp(current.event_url, letter);
  };

  const push: Events['push'] = async (app, occurrence, { asked = false, forgery } = {}) => {
    const { event_id, envelope } = address(app, occurrence, clock, settings, forgery);
    const skipped = asked ? null : reasonToSkip(app, occurrence);
    const about = { app_id: app.app_id, open_id: occurrence.subject };
    if (skipped !== null) return { event_id, delivery: null, skipped };
    if (faults.take('event-dropped', about)) return { event_id, delivery: null, skipped: 'the fault event-dropped' };

    let written: ReturnType<typeof writeLetter> | undefined;
    const parcel = {
      event_id,
      type: occurrence.type,
      app_id: app.app_id,
      lane: forgery ? `forged ${event_id}` : `${app.app_id} ${occurrence.subject}`,
      forged: forgery ?? null,
      retries: forgery === undefined,
      async send(): Promise<Attempt> {
        const keep = !settings.values.event_retry_restamps && !forgery && !connections.has(app.app_id);
        if (!keep || app.event_url === null) return send(app, envelope, forgery);
        written ??= writeLetter(app, envelope, clock, settings);
        return pushOverHttp(app.event_url, written);
      },
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

  const tickets = createAppTicketPushes({ clock, faults, apps, appTokens, push });

  return {
    async userChanged(before, after) {
      const tenant = (after ?? before)?.tenant_key;
      const concerned = apps.all().filter((app) => {
        const reaches = app.type === 'store' ? app.installed_tenants.includes(tenant ?? '') : app.tenant_key === tenant;
        return reaches && app.enabled && app.installed && listens(app);
      });
      for (const app of concerned) {
        for (const occurrence of occurrencesOf(users, app, before, after, clock.now())) await push(app, occurrence);
        await announceAvailability(app, before, after, push, users);
      }
    },
    appChanged: (app) => tickets.begin(app),
    resendTicket: (app) => tickets.resend(app),
    push,
    occurrence(app, type, user) {
      const known = occurrencesOf(users, app, { ...user, status: 'unregistered' }, user, clock.now());
      const object = contactUser(users, app, user);
      const historic = known.find((one) => one.type === type);
      if (historic) return historic;
      const event = type === 'contact.user.deleted_v3' ? deleted(users, app, user) : { object, old_object: {} };
      return { type, version: type.includes('.') ? 2 : 1, tenant_key: user.tenant_key, subject: user.open_id, event };
    },
    async challenge(app) {
      if (app.event_url === null) return { ok: false, status: null, why: 'The app has no event_url.' };
      const challenge = randomText(32);
      const letter = writeLetter(
        app,
        { challenge, token: app.verification_token, type: 'url_verification' },
        clock,
        settings,
      );
      // 接收事件: this request carries no signature.
      const headers = { 'content-type': letter.headers['content-type'] ?? '' };
      const attempt = await pushOverHttp(app.event_url, { ...letter, headers }, challengeAnswerTimeoutMs);
      const echoed = /"challenge"\s*:\s*"([^"]*)"/.exec(attempt.body)?.[1];
      if (attempt.ok && echoed === challenge) return { ok: true, status: attempt.status, why: null };
      const why = attempt.why?.en ?? 'The answer must be JSON with the challenge that was sent, within a second.';
      return { ok: false, status: attempt.status, why };
    },
    deliveries: deliveries.list,
    reset() {
      deliveries.clear();
      tickets.reset();
    },
  };
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
  const automatic = app.type === 'store' && !type.startsWith('contact.') && type !== 'user_status_change';
  if (!automatic && !app.events.includes(type)) return `the app has not subscribed to ${type}`;
  if (scopes.length === 0 || scopes.some((scope) => app.scopes.includes(scope))) return null;
  return `the app has none of the scopes ${scopes.join(', ')}`;
}

/** 员工免审安装应用: store apps hear of additions, nobody hears of removals. */
async function announceAvailability(
  app: App,
  before: User | undefined,
  after: User | undefined,
  push: Events['push'],
  users: Users,
): Promise<void> {
  if (app.type !== 'store' || !after?.available || before?.available !== false) return;
  const user_id = { open_id: users.openIdFor(after, app), union_id: users.unionIdFor(after, app) };
  await push(app, {
    type: 'application.application.visibility.added_v6',
    version: 2,
    tenant_key: after.tenant_key,
    subject: after.open_id,
    event: { source: 1, users: [{ user_id }] },
  });
}
