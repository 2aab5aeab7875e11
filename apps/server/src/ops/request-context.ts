import { AsyncLocalStorage } from 'node:async_hooks';

/** What every log line of a request says about it. */
export interface RequestContext {
  readonly request_id: string;
  readonly ip: string;
}

const storage = new AsyncLocalStorage<RequestContext>();

let underWay = 0;

/**
 * Runs what may write to the log. Before Node 24, following it makes every promise of the process dearer, also of others:
 * it ends when nobody needs it.
 */
export async function withRequest<T>(context: RequestContext, work: () => Promise<T>): Promise<T> {
  underWay += 1;
  try {
    return await storage.run(context, work);
  } finally {
    underWay -= 1;
    if (underWay === 0) storage.disable();
  }
}

export function currentRequest(): RequestContext | undefined {
  return storage.getStore();
}
