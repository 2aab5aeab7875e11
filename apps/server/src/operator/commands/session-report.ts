import type { SessionRecord } from '../../auth/ports/records.ts';
import type { Screen } from '../terminal/screen.ts';
import { type Column, printTable } from '../terminal/table.ts';
import { isoTime, localTime } from '../terminal/times.ts';

const columns: readonly Column<SessionRecord>[] = [
  { title: { zh: '会话 ID', en: 'SESSION ID' }, cell: ({ id }) => id },
  { title: { zh: '入口', en: 'KIND' }, cell: ({ kind }) => kind },
  { title: { zh: '设备', en: 'DEVICE' }, cell: ({ device }) => device ?? '—', atMost: 36 },
  { title: { zh: '登录', en: 'SIGNED IN' }, cell: ({ createdAt }) => localTime(createdAt) },
  { title: { zh: '最近使用', en: 'LAST SEEN' }, cell: ({ lastSeenAt }) => localTime(lastSeenAt) },
  { title: { zh: '到期', en: 'EXPIRES' }, cell: ({ expiresAt }) => localTime(expiresAt) },
];

export function printSessions(screen: Screen, sessions: readonly SessionRecord[]): void {
  if (sessions.length > 0) printTable(screen, columns, sessions);
  else screen.print(screen.say({ zh: '没有在线会话。', en: 'No live session.' }));
}

export function sessionJson(session: SessionRecord): object {
  return {
    id: session.id,
    kind: session.kind,
    device: session.device,
    created_at: isoTime(session.createdAt),
    last_seen_at: isoTime(session.lastSeenAt),
    expires_at: isoTime(session.expiresAt),
  };
}
