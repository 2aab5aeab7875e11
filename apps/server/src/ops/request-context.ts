import { AsyncLocalStorage } from 'node:async_hooks';

/** What every log line of a request says about it. */
export interface RequestContext {
  readonly request_id: string;
  readonly ip: string;
}

const storage = new AsyncLocalStorage<RequestContext>();

export function withRequest<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}

export function currentRequest(): RequestContext | undefined {
  return storage.getStore();
}
