import { eventAnswerTimeoutMs, maxLongConnections } from '@feishu-login/feishu-types';
import { randomHex } from '../../state/secrets.ts';
import type { Attempt } from '../delivery.ts';

/** The frames of the official @larksuiteoapi/node-sdk's long connection, `pbbp2.Frame` there. */
export interface Frame {
  /** 0 control, 1 data. */
  method: number;
  service: number;
  headers: Record<string, string>;
  payload: Buffer;
}

/** One open WebSocket, in terms of frames. */
export interface FrameSocket {
  send(frame: Frame): void;
  onFrame(hear: (frame: Frame) => void): void;
  onClose(hear: () => void): void;
  terminate(): void;
}

/** How a client is told to behave; the answer to each ping repeats it. */
export const clientConfig = { ReconnectCount: -1, ReconnectInterval: 2, ReconnectNonce: 1, PingInterval: 120 } as const;

/** Open long connections, by app. Each event goes to a random one of its app (使用长连接接收事件). */
export interface Connections {
  /** A ticket for one WebSocket of the app, or nothing when it has as many as it may. */
  invite(app_id: string): string | undefined;
  /** Takes over a socket that was opened with a ticket; false when the ticket is none, or the app has as many as it may. */
  accept(ticket: string, socket: FrameSocket): boolean;
  has(app_id: string): boolean;
  count(app_id: string): number;
  push(app_id: string, event: object): Promise<Attempt>;
  closeAll(): void;
}

const control = 0;
const data = 1;

export function createConnections(): Connections {
  const invited = new Map<string, string>();
  const open = new Map<string, Set<FrameSocket>>();
  const waiting = new Map<string, (code: number) => void>();
  const socketsOf = (app_id: string) => open.get(app_id) ?? new Set<FrameSocket>();

  const answer = (socket: FrameSocket, frame: Frame) => {
    if (frame.method === control && frame.headers.type === 'ping') {
      socket.send({ ...frame, headers: { type: 'pong' }, payload: Buffer.from(JSON.stringify(clientConfig)) });
      return;
    }
    waiting.get(frame.headers.message_id ?? '')?.(codeIn(frame.payload));
  };

  return {
    invite(app_id) {
      if (socketsOf(app_id).size >= maxLongConnections) return undefined;
      const ticket = randomHex(16);
      invited.set(ticket, app_id);
      const [oldest] = invited.keys();
      if (invited.size > 1000 && oldest !== undefined) invited.delete(oldest);
      return ticket;
    },
    accept(ticket, socket) {
      const app_id = invited.get(ticket);
      invited.delete(ticket);
      const sockets = socketsOf(app_id ?? '');
      // Tickets may have been handed out while there still was room.
      if (app_id === undefined || sockets.size >= maxLongConnections) return false;
      open.set(app_id, sockets.add(socket));
      socket.onFrame((frame) => answer(socket, frame));
      socket.onClose(() => sockets.delete(socket));
      return true;
    },
    has: (app_id) => socketsOf(app_id).size > 0,
    count: (app_id) => socketsOf(app_id).size,
    push(app_id, event) {
      const sockets = [...socketsOf(app_id)];
      const socket = sockets[Math.floor(Math.random() * sockets.length)];
      const message_id = randomHex(16);
      return new Promise((resolve) => {
        const finish = (status: number | null) => {
          clearTimeout(timer);
          waiting.delete(message_id);
          resolve(attemptOf(status));
        };
        const timer = setTimeout(() => finish(null), eventAnswerTimeoutMs);
        waiting.set(message_id, finish);
        if (!socket) return finish(null);
        const headers = { type: 'event', message_id, sum: '1', seq: '0', trace_id: randomHex(16) };
        socket.send({ method: data, service: 1, headers, payload: Buffer.from(JSON.stringify(event)) });
      });
    },
    closeAll() {
      for (const sockets of open.values()) for (const socket of sockets) socket.terminate();
      open.clear();
      invited.clear();
    },
  };
}

/** The acknowledgement is JSON with a `code` as of HTTP. */
function codeIn(payload: Buffer): number {
  const code = /"code"\s*:\s*(\d+)/.exec(payload.toString('utf8'))?.[1];
  return Number(code ?? 500);
}

function attemptOf(status: number | null): Attempt {
  if (status === 200) return { transport: 'long_connection', status, ok: true };
  return {
    transport: 'long_connection',
    status,
    ok: false,
    why:
      status === null
        ? {
            en: 'No acknowledgement over the long connection within three seconds. Answer before working.',
            zh: '长连接在 3 秒内未确认。请先确认再处理。',
          }
        : {
            en: `The handler failed (${status}). An exception in it makes the event come again.`,
            zh: `事件处理失败（${status}）。处理函数抛出异常会导致事件重新推送。`,
          },
  };
}
