import type { Faults } from '../faults/plan.ts';
import type { AppTokens } from '../state/app-tokens.ts';
import type { Apps } from '../state/apps.ts';
import type { Clock } from '../state/clock.ts';
import type { App, User } from '../state/records.ts';
import type { Switches } from '../state/setting-specs.ts';
import type { Users } from '../state/users.ts';
import { appOccurrences, statusChange, uninstalled } from './app-occurrences.ts';
import { createAppTicketPushes } from './app-tickets.ts';
import { challengeAddress } from './challenge.ts';
import { contactUser } from './contact-user.ts';
import { createDeliveries } from './deliveries.ts';
import { departmentOccurrence, rangeChanged, rangeOccurrence } from './directory-occurrences.ts';
import type { Events } from './events.ts';
import type { Connections } from './long-connection/connections.ts';
import { deleted, leave, occurrencesOf } from './occurrences.ts';
import { createPush } from './push.ts';

interface Needs {
  clock: Clock;
  settings: Switches;
  faults: Faults;
  apps: Apps;
  users: Users;
  appTokens: AppTokens;
  connections: Connections;
}

export function createEvents({ clock, settings, faults, apps, users, appTokens, connections }: Needs): Events {
  const deliveries = createDeliveries(clock);
  const push = createPush({ clock, settings, faults, apps, connections, deliveries });
  const tickets = createAppTicketPushes({ clock, faults, apps, appTokens, push });
  const listens = (app: App) => app.event_url !== null || connections.has(app.app_id);

  return {
    async userChanged(before, after) {
      const tenant = (after ?? before)?.tenant_key ?? '';
      const concerned = apps.all().filter((app) => isInUse(app, tenant) && listens(app));
      for (const app of concerned) {
        for (const occurrence of occurrencesOf(users, app, before, after, clock.now())) await push(app, occurrence);
        await announceAvailability(app, before, after, push, users);
      }
    },
    async departmentChanged(before, after) {
      const tenant = (after ?? before)?.tenant_key ?? '';
      for (const app of apps.all().filter((one) => isInUse(one, tenant) && listens(one))) {
        const occurrence = departmentOccurrence(app, before, after);
        if (occurrence) await push(app, occurrence);
      }
    },
    async appChanged(before, after) {
      const told = listens(after) ? appOccurrences(users, before, after) : [];
      for (const occurrence of told) await push(after, occurrence);
      const ranged = listens(after) && before ? rangeOccurrence(before, after) : undefined;
      if (ranged) await push(after, ranged);
      await tickets.begin(after);
    },
    resendTicket: (app) => tickets.resend(app),
    push,
    repeat: deliveries.repeat,
    occurrence(app, type, user) {
      if (type === 'app_uninstalled') return uninstalled(user.tenant_key);
      if (type === 'app_status_change') return statusChange(users, app, user.tenant_key, false);
      if (type === 'contact.scope.updated_v3') return rangeChanged(user.tenant_key, { added: {}, removed: {} });
      const known = occurrencesOf(users, app, { ...user, status: 'unregistered' }, user, clock.now());
      const object = contactUser(users, app, user);
      const historic = type === 'user_leave' ? leave(users, app, user) : known.find((one) => one.type === type);
      if (historic) return historic;
      const event = type === 'contact.user.deleted_v3' ? deleted(users, app, user) : { object, old_object: {} };
      return { type, version: type.includes('.') ? 2 : 1, tenant_key: user.tenant_key, subject: user.open_id, event };
    },
    challenge: (app) => challengeAddress(app, clock, settings),
    deliveries: deliveries.list,
    remember: () => () => {
      deliveries.drop();
      tickets.resume();
    },
    reset() {
      deliveries.drop();
      deliveries.forget();
      tickets.reset();
    },
  };
}

/** Whether the app hears of what happens in this company. */
function isInUse(app: App, tenant: string): boolean {
  const reaches = app.type === 'store' ? app.installed_tenants.includes(tenant) : app.tenant_key === tenant;
  return reaches && app.enabled && app.installed;
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
