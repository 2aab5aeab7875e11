import type { Session } from '@feishu-login/auth-types';
import { deviceName } from '@feishu-login/gadget-login';
import type { Messages } from './messages.ts';

/** A session as the page of devices shows it. */
export interface DeviceItem {
  id: string;
  kind: Session['kind'];
  name: string;
  facts: string;
  since: string;
  current: boolean;
}

/** This one first, then by last use. */
export function deviceItems(sessions: readonly Session[], t: Messages): DeviceItem[] {
  return [...sessions]
    .sort((a, b) => Number(b.current) - Number(a.current) || (a.last_seen_at < b.last_seen_at ? 1 : -1))
    .map(({ id, kind, device, created_at, last_seen_at, current }) => ({
      id,
      kind,
      name: device === null ? t.devices.kind[kind] : deviceName(device, t.devices.feishu),
      facts: [...(device === null ? [] : [t.devices.kind[kind]]), t.lastSeen(t.date(new Date(last_seen_at)))].join(
        ' · ',
      ),
      since: t.signedInAt(t.date(new Date(created_at))),
      current,
    }));
}
