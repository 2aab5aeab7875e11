import { allAnswering, answering, type Options, requiredIn } from './answer.ts';

/** `tt.connectSocket` (page of that name) by the browser's own; headers cannot be sent so. */
export function connectSocket(options: Options = {}): object {
  const heard: Record<string, ((result: object) => void)[]> = {};
  const tell = (type: string, result: object): void => {
    for (const hear of heard[type] ?? []) hear(result);
  };
  const on = (type: string) => (hear: (result: object) => void) => {
    heard[type] = [...(heard[type] ?? []), hear];
  };
  let socket: WebSocket | undefined;
  answering('connectSocket', (given) => {
    const protocols = Array.isArray(given.protocols) ? given.protocols.map(String) : [];
    socket = new WebSocket(requiredIn(given, 'url'), protocols);
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => tell('open', {}));
    socket.addEventListener('message', ({ data }) => tell('message', { data }));
    socket.addEventListener('close', ({ code, reason }) => tell('close', { code, reason }));
    socket.addEventListener('error', () => tell('error', { errMsg: 'the connection failed' }));
    return undefined;
  })(options);
  const tasks = allAnswering({
    send(sent) {
      socket?.send(sent.data as string | ArrayBuffer);
      return undefined;
    },
    close(closing) {
      socket?.close(Number(closing.code ?? 1000), String(closing.reason ?? ''));
      return undefined;
    },
  });
  return { ...tasks, onOpen: on('open'), onMessage: on('message'), onClose: on('close'), onError: on('error') };
}
