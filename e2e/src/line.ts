import { type Exchange, startProxy } from './proxy.ts';

/** The way to somebody's port. */
export interface Line {
  readonly url: string;
  /** What went over it, in the order in which it ended; empty where nobody listens. */
  readonly exchanges: readonly Exchange[];
  close(): Promise<void>;
}

/** A line to what answers at `url`: direct, or through a proxy that notes everything. */
export async function openLine(url: string, { overheard = false }): Promise<Line> {
  const exchanges: Exchange[] = [];
  if (!overheard) return { url, exchanges, close: async () => undefined };
  const port = Number(new URL(url).port);
  const proxy = await startProxy(
    () => port,
    (exchange) => exchanges.push(exchange),
  );
  return { url: proxy.url, exchanges, close: proxy.close };
}
