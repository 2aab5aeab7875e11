import { EventDispatcher, LoggerLevel, WSClient } from '@larksuiteoapi/node-sdk';
import type { PersonEvent } from '../auth/ports.ts';
import { readSdkEvent } from './events.ts';

export interface EventSocketSettings {
  readonly appId: string;
  readonly appSecret: string;
  readonly openUrl: URL;
}

export interface EventSocketPorts {
  readonly now: () => number;
  /** Resolves when the event has taken effect; a failure makes the platform deliver it again. */
  readonly apply: (event: PersonEvent) => Promise<void>;
  readonly report: (level: 'info' | 'warn', event: string) => void;
}

/** The events that concern people (员工离职, 员工信息被修改). */
const types = ['contact.user.deleted_v3', 'contact.user.updated_v3'] as const;

/**
 * Receives events over the official SDK's long connection (使用长连接接收事件), for servers that have no public address.
 * The connection authenticates the platform, so events come unsigned and unencrypted.
 */
export function openEventSocket(settings: EventSocketSettings, ports: EventSocketPorts): { close(): void } {
  const { appId, appSecret, openUrl } = settings;
  const logger = sdkLogger(ports);
  const handle = async (data: unknown) => {
    const verdict = readSdkEvent(appId, data, ports.now());
    if (verdict.verdict === 'accepted') await ports.apply(verdict.event);
  };
  const dispatcher = new EventDispatcher({ logger }).register(Object.fromEntries(types.map((type) => [type, handle])));
  const client = new WSClient({
    appId,
    appSecret,
    domain: openUrl.origin,
    logger,
    loggerLevel: LoggerLevel.warn,
    autoReconnect: true,
    onReady: () => ports.report('info', 'events.connected'),
    onReconnecting: () => ports.report('warn', 'events.reconnecting'),
    onReconnected: () => ports.report('info', 'events.connected'),
    onError: () => ports.report('warn', 'events.disconnected'),
  });
  void client.start({ eventDispatcher: dispatcher });
  return { close: () => client.close() };
}

/** The SDK's messages may quote what it received, so only the fact that it had something to say is passed on. */
function sdkLogger({ report }: EventSocketPorts) {
  const nothing = () => undefined;
  return {
    error: () => report('warn', 'events.sdk_error'),
    warn: () => report('warn', 'events.sdk_warning'),
    info: nothing,
    debug: nothing,
    trace: nothing,
  };
}
