import type { Faults } from '../faults/plan.ts';
import type { AppTokens } from '../state/app-tokens.ts';
import type { Apps } from '../state/apps.ts';
import type { Clock } from '../state/clock.ts';
import type { Directory } from '../state/directory.ts';
import type { App } from '../state/records.ts';
import type { Switches } from '../state/setting-specs.ts';
import type { Users } from '../state/users.ts';
import { appOccurrences, visibilityAdded } from './app-occurrences.ts';
import { createAppTicketPushes } from './app-tickets.ts';
import { askedOccurrence } from './asked-occurrence.ts';
import { challengeAddress } from './challenge.ts';
import { createDeliveries } from './deliveries.ts';
import { departmentOccurrence, rangeOccurrence } from './directory-occurrences.ts';
import type { Events } from './events.ts';
import type { Connections } from './long-connection/connections.ts';
import { occurrencesOf } from './occurrences.ts';
import { createPush } from './push.ts';

interface Needs {
  clock: Clock;
  settings: Switches;
  faults: Faults;
  apps: Apps;
  users: Users;
  directory: Directory;
  appTokens: AppTokens;
  connections: Connections;
}

export function createEvents(needs: Needs): Events {
  const { clock, settings, faults, apps, users, directory, appTokens, connections } = needs;
  const deliveries = createDeliveries(clock);
  const push = createPush({ clock, settings, faults, apps, connections, deliveries });
  const tickets = createAppTicketPushes({ clock, faults, apps, appTokens, push });
  const listens = (app: App) => app.event_url !== null || connections.has(app.app_id);

  return {
    async userChanged(before, after) {
      const tenant = (after ?? before)?.tenant_key ?? '';
      // 员工信息被修改: of people inside the app's contact range.
      const inRange = (app: App) => [before, after].some((user) => user && directory.sees(app, { user }));
      const concerned = apps.all().filter((app) => isInUse(app, tenant) && listens(app) && inRange(app));
      for (const app of concerned) {
        for (const occurrence of occurrencesOf(users, app, before, after, clock.now())) await push(app, occurrence);
        const admitted = app.type === 'store' && after?.available && before?.available === false;
        if (admitted) await push(app, visibilityAdded(users, app, after));
      }
    },
    async departmentChanged(before, after) {
      const tenant = (after ?? before)?.tenant_key ?? '';
      const inRange = (app: App) => [before, after].some((one) => one && directory.sees(app, { department: one }));
      for (const app of apps.all().filter((one) => isInUse(one, tenant) && listens(one) && inRange(one))) {
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
    occurrence: (app, type, user) => askedOccurrence({ users, directory, now: clock.now() }, app, type, user),
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
