import { defaultHttpInstance, EventDispatcher, LoggerLevel, WSClient } from '@larksuiteoapi/node-sdk';
import type { JudgedEvent } from '../auth/ports/person-events.ts';
import { readSocketEvent } from './events.ts';
import { createProxyAgent } from './proxy-agent.ts';

export interface EventSocketSettings {
  readonly appId: string;
  readonly appSecret: string;
  readonly openUrl: URL;
  /** Goes the way the environment's proxy variables tell. */
  readonly throughProxy: boolean;
}

export interface EventSocketPorts {
  readonly now: () => number;
  /** Resolves when the event has taken effect; a failure makes the platform deliver it again. */
  readonly take: (event: JudgedEvent) => Promise<void>;
  readonly report: (level: 'info' | 'warn', event: string) => void;
}

/** Milliseconds for a handshake; the SDK alone would wait for ever. */
const handshakeTimeoutMs = 10_000;
/** Seconds for the answer to a ping: a connection may be dead without having been closed. */
const pingTimeout = 30;
/** The SDK gives up when the platform refuses, though “busy” and “too many connections” pass. */
const askAgainAfter = 10_000;

/**
 * Receives events over the official SDK's long connection (使用长连接接收事件), for servers that have no public address.
 * The SDK keeps the connection and answers 200 when `take` resolves, 500 when it rejects; judging is ours, as for events
 * that are pushed.
 */
export function openEventSocket(settings: EventSocketSettings, ports: EventSocketPorts): { close(): void } {
  const { appId, appSecret, openUrl, throughProxy } = settings;
  const agent = throughProxy ? createProxyAgent() : undefined;
  // axios follows proxy variables in a way of its own, to loopback too.
  Object.assign(defaultHttpInstance.defaults, { proxy: false, httpAgent: agent, httpsAgent: agent });
  const logger = sdkLogger(ports);
  const eventDispatcher = Object.assign(new EventDispatcher({ logger }), {
    invoke: async (body: unknown) => ports.take(readSocketEvent(appId, body, ports.now())),
  });
  let again: NodeJS.Timeout | undefined;
  const client = new WSClient({
    appId,
    appSecret,
    domain: openUrl.origin,
    agent,
    logger,
    loggerLevel: LoggerLevel.warn,
    autoReconnect: true,
    handshakeTimeoutMs,
    wsConfig: { pingTimeout },
    onReady: () => ports.report('info', 'events.connected'),
    onReconnecting: () => ports.report('warn', 'events.reconnecting'),
    onReconnected: () => ports.report('info', 'events.connected'),
    onError: () => {
      ports.report('warn', 'events.disconnected');
      again = setTimeout(() => void client.start({ eventDispatcher }), askAgainAfter).unref();
    },
  });
  void client.start({ eventDispatcher });
  return {
    close: () => {
      clearTimeout(again);
      client.close();
    },
  };
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
