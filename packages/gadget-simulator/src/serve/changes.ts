import type { ServerResponse } from 'node:http';
import { watchFolder } from './watch-folder.ts';

/** Tells open pages of saved files, as server-sent events. */
export function createChanges(folder: string, onChange: ((paths: readonly string[]) => void) | undefined) {
  const listeners = new Set<ServerResponse>();
  const stop = watchFolder(folder, (paths) => {
    for (const listener of listeners) listener.write(`event: change\ndata: ${paths.join(', ')}\n\n`);
    onChange?.(paths);
  });
  return {
    join(response: ServerResponse): void {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write('\n');
      listeners.add(response);
      response.on('close', () => listeners.delete(response));
    },
    close(): void {
      stop();
      for (const listener of listeners) listener.end();
    },
  };
}
