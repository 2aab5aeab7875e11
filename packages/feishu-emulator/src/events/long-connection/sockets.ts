import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { FrameSocket } from './connections.ts';
import { decodeFrame, encodeFrame } from './frames.ts';

const server = new WebSocketServer({ noServer: true });

/** Shakes hands and speaks protobuf frames from then on; `refuse` closes a socket nobody wants. */
export function openFrameSocket(
  request: IncomingMessage,
  stream: Duplex,
  head: Buffer,
): Promise<FrameSocket & { refuse(reason: string): void }> {
  return new Promise((resolve) => {
    server.handleUpgrade(request, stream, head, (socket) => resolve(inFrames(socket)));
  });
}

function inFrames(socket: WebSocket): FrameSocket & { refuse(reason: string): void } {
  // A client that breaks off is a closed one: `close` follows.
  socket.on('error', () => socket.terminate());
  return {
    send: (frame) => socket.send(encodeFrame(frame)),
    onFrame: (hear) =>
      void socket.on('message', (bytes: Buffer) => {
        const frame = decodeFrame(bytes);
        if (frame) hear(frame);
        else socket.close(1007, 'not a frame');
      }),
    onClose: (hear) => void socket.on('close', hear),
    terminate: () => socket.terminate(),
    refuse: (reason) => socket.close(1008, reason),
  };
}
