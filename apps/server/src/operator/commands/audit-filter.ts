import { auditedId } from '../../auth/administration/person.ts';
import { type AuditFilter, securityEvents } from '../../auth/ports/security-log.ts';
import type { Command } from '../command.ts';
import { OperatorFailure } from '../failure.ts';
import type { ServerData } from '../server-data.ts';
import { momentBefore } from '../terminal/times.ts';

/** What narrows the audit trail, for `readArguments`. */
export const filterOptions = {
  user: { type: 'string' },
  event: { type: 'string' },
  request: { type: 'string' },
  since: { type: 'string' },
} as const;

export const filterHelp: Command['options'] = [
  ['--user ID', { zh: '与这个用户有关', en: 'about this user' }],
  ['--event NAME', { zh: '事件名，如 login.denied', en: 'with this name, such as login.denied' }],
  ['--request ID', { zh: '请求编号，失败页面上有', en: 'of this request; failure pages show its id' }],
  ['--since WHEN', { zh: '从何时起：30m、24h、7d 或日期', en: 'not older: 30m, 24h, 7d or a date' }],
];

interface Asked {
  readonly user?: string | undefined;
  readonly event?: string | undefined;
  readonly request?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/** A name mistyped would find nothing, which reads like nothing happened. @throws OperatorFailure */
export function refuseUnknownEvent(event: string | undefined): void {
  if (event === undefined || securityEvents.some((known) => known === event)) return;
  const known = securityEvents.join(' ');
  throw new OperatorFailure('usage', {
    zh: `没有名为“${event}”的事件。可用的事件名：${known}`,
    en: `No event is called “${event}”. There are: ${known}`,
  });
}

/** @throws OperatorFailure for a time that cannot be read */
export async function readFilter(data: ServerData, asked: Asked): Promise<AuditFilter> {
  const now = data.clock.now();
  return {
    ...(asked.user === undefined ? {} : { userId: await auditedId(data, asked.user) }),
    ...(asked.event === undefined ? {} : { event: asked.event }),
    ...(asked.request === undefined ? {} : { requestId: asked.request }),
    ...(asked.since === undefined ? {} : { since: momentBefore('--since', asked.since, now) }),
    ...(asked.until === undefined ? {} : { until: momentBefore('--until', asked.until, now) }),
  };
}
