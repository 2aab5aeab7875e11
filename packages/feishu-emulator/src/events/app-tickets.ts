import type { Faults } from '../faults/plan.ts';
import type { AppTokens } from '../state/app-tokens.ts';
import type { Apps } from '../state/apps.ts';
import type { Clock } from '../state/clock.ts';
import type { App } from '../state/records.ts';
import type { Occurrence } from './events.ts';

export interface AppTicketPushes {
  /** Pushes a ticket now, and from then on every hour (app_ticket 事件). */
  begin(app: App): Promise<void>;
  /** 重新获取 app_ticket asks for one more. */
  resend(app: App): void;
  reset(): void;
  /** Goes on every hour from now, for the apps that had begun and are still there. */
  resume(): void;
}

interface Needs {
  clock: Clock;
  faults: Faults;
  apps: Apps;
  appTokens: AppTokens;
  push(app: App, occurrence: Occurrence): Promise<unknown>;
}

const hourMs = 3600 * 1000;

export function createAppTicketPushes({ clock, faults, apps, appTokens, push }: Needs): AppTicketPushes {
  let begun = new Set<string>();

  const send = async (app_id: string): Promise<void> => {
    const app = apps.find(app_id);
    if (app?.type !== 'store' || !app.enabled || app.event_url === null) return;
    const ticket = appTokens.mintTicket(app_id).value;
    await push(app, {
      type: 'app_ticket',
      version: 1,
      tenant_key: '',
      subject: 'app_ticket',
      event: { app_ticket: ticket },
    });
  };

  const hourly = (app_id: string, of: Set<string>): void => {
    // However far the clock is moved, one ticket is enough: only the latest is wanted.
    clock.atLatest(clock.now() + hourMs, async () => {
      if (begun !== of) return;
      await send(app_id);
      hourly(app_id, of);
    });
  };

  const sendOrDelay = async (app_id: string): Promise<void> => {
    const delayed = faults.take('ticket-delayed', { app_id });
    const seconds = delayed?.params.seconds;
    if (delayed) clock.at(clock.now() + (typeof seconds === 'number' ? seconds : 120) * 1000, () => send(app_id));
    else await send(app_id);
  };

  return {
    async begin(app) {
      if (app.type !== 'store' || app.event_url === null || begun.has(app.app_id)) return;
      begun.add(app.app_id);
      hourly(app.app_id, begun);
      await sendOrDelay(app.app_id);
    },
    resend(app) {
      // The answer to the request comes first.
      clock.at(clock.now(), () => sendOrDelay(app.app_id));
    },
    reset() {
      begun = new Set();
    },
    resume() {
      begun = new Set([...begun].filter((app_id) => apps.find(app_id)));
      for (const app_id of begun) hourly(app_id, begun);
    },
  };
}
