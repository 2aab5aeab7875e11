/**
 * What runs inside the simulator's page: each function is sent there as text, so that it may use nothing but its
 * argument and the page.
 */
interface OpenPage {
  path: string;
  query: Record<string, string>;
  instance: Record<string, unknown> & {
    data: Record<string, unknown>;
    setData(patch: object, done?: () => void): void;
  };
  call(name: string, ...values: unknown[]): unknown;
}

/** The page's own globals, as far as these functions use them. */
interface InPage {
  runningGadget?: {
    router: { stack(): readonly OpenPage[]; top(): OpenPage | undefined };
    app: Record<string, unknown>;
  };
  tt?: Record<string, unknown>;
  tellGadget?(name: string, result: object): number;
  simulatorDress(name: string, spec: unknown): void;
}

export interface PageFacts {
  path: string;
  query: Record<string, string>;
}

export function readStack(): PageFacts[] {
  const { runningGadget } = globalThis as unknown as InPage;
  return (runningGadget?.router.stack() ?? []).map(({ path, query }) => ({ path, query: { ...query } }));
}

export function readData(): unknown {
  const { runningGadget } = globalThis as unknown as InPage;
  return JSON.parse(JSON.stringify(runningGadget?.router.top()?.instance.data ?? null));
}

export function setData(patch: object): Promise<void> {
  const { runningGadget } = globalThis as unknown as InPage;
  const page = runningGadget?.router.top();
  if (page === undefined) throw new Error('no page is open');
  return new Promise((resolve) => page.instance.setData(patch, resolve));
}

export async function callMethod([name, values]: [string, unknown[]]): Promise<unknown> {
  const { runningGadget } = globalThis as unknown as InPage;
  const page = runningGadget?.router.top();
  if (page === undefined) throw new Error('no page is open');
  if (typeof page.instance[name] !== 'function') throw new Error(`${page.path} has no function ${name}`);
  const result = await page.call(name, ...values);
  return result === undefined ? undefined : JSON.parse(JSON.stringify(result));
}

/** A function of `tt`, as a promise; one that takes no callbacks gives what it returns. */
export async function callTt([name, values]: [string, unknown[]]): Promise<unknown> {
  const { tt } = globalThis as unknown as InPage;
  const call = tt?.[name];
  if (typeof call !== 'function') throw new Error(`this client has no tt.${name}`);
  if (name.endsWith('Sync')) return call(...values);
  return new Promise((success, reject) => {
    // Nothing in here has a name of its own: compilers that keep names call helpers which are not in the page.
    call({
      ...Object(values[0]),
      success,
      fail(error: unknown) {
        const { errMsg = String(error), errno } = Object(error) as { errMsg?: string; errno?: number };
        reject(new Error(errno === undefined ? errMsg : `${errMsg} (errno ${errno})`));
      },
    });
  });
}

/** Lets an event of the client happen. */
export function happen([name, result]: [name: string, result: object]): void {
  const { tellGadget } = globalThis as unknown as InPage;
  if (tellGadget?.(name, result) === 0) throw new Error(`nobody listens: the mini program has not called tt.${name}`);
}

/** The name under which a mock reaches the test. */
export const mockBinding = 'simulatorMock';

/** How a mocked function answers: with a value at once, or by asking the test; not at all is the client's own again. */
export type Spec = { value: unknown } | { ask: true } | undefined;

export function dress([name, spec]: [name: string, spec: Spec]): void {
  const { simulatorDress } = globalThis as unknown as InPage;
  simulatorDress(name, spec);
}

/** Before the first page is there. */
export function dressFirst(specs: string): void {
  try {
    if (sessionStorage.getItem('simulator-mocks') === null) sessionStorage.setItem('simulator-mocks', specs);
  } catch {
    // The empty page before it has no storage.
  }
}
