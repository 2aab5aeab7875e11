import type { EventEnvelopeV1, EventEnvelopeV2 } from '@feishu-login/feishu-types';
import type { Clock } from '../state/clock.ts';
import type { App } from '../state/records.ts';
import { randomHex } from '../state/secrets.ts';
import type { Switches } from '../state/setting-specs.ts';
import type { Occurrence } from './events.ts';
import type { Forgery } from './forgery.ts';

export interface Addressed {
  event_id: string;
  envelope: EventEnvelopeV1<{ type: string } & Record<string, unknown>> | EventEnvelopeV2;
}

/** 事件概述: the envelopes of both versions. */
export function address(
  app: App,
  occurrence: Occurrence,
  clock: Clock,
  settings: Switches,
  forgery?: Forgery,
): Addressed {
  const event_id = randomHex(16);
  const token = forgery === 'token' ? randomHex(16) : app.verification_token;
  const app_id = forgery === 'app_id' ? 'cli_ffffffffffffffff' : app.app_id;
  const tenant_key = forgery === 'tenant' ? 'ffffffffffffffff' : occurrence.tenant_key;
  const { type, event } = occurrence;
  if (occurrence.version === 1) {
    const ts = `${Math.floor(clock.now() / 1000)}.${String(clock.now() % 1000).padStart(3, '0')}0000`;
    const about = 'tenant_key' in event ? { tenant_key } : {};
    return {
      event_id,
      envelope: { ts, uuid: event_id, token, type: 'event_callback', event: { ...event, ...about, app_id, type } },
    };
  }
  const created = clock.now() * (settings.values.event_create_time_unit === 'microseconds' ? 1000 : 1);
  return {
    event_id,
    envelope: {
      schema: '2.0',
      header: { event_id, token, create_time: String(created), event_type: type, tenant_key, app_id },
      event,
    },
  };
}
