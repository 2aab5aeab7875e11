import type { Page } from 'playwright-core';
import { dress, dressFirst, mockBinding, type Spec } from './in-page.ts';

/** Answers with a value, or is asked with the options that the mini program gave (without its callbacks). */
export type Answer = object | string | number | boolean | null | undefined | ((options: never) => unknown);

/** Thrown by a mock, it reaches the mini program's `fail`. */
export class TtFailure extends Error {
  override name = 'TtFailure';
  readonly errno: number;

  constructor(errno: number, errMsg: string) {
    super(errMsg);
    this.errno = errno;
  }
}

export interface Mock {
  /** The options of each call so far. */
  readonly calls: readonly unknown[];
  restore(): Promise<void>;
}

export interface Mocks {
  mock(name: string, answer: Answer): Promise<Mock>;
  restore(name?: string): Promise<void>;
}

/** Functions of `tt` that the test answers. They outlive a reload of the page, and are there before its first line. */
export async function createMocks(page: Page, first: Readonly<Record<string, Answer>>): Promise<Mocks> {
  const mocks = new Map<string, { answer: Answer; calls: unknown[] }>();

  await page.exposeFunction(mockBinding, async (name: string, [options]: unknown[]) => {
    const mock = mocks.get(name);
    mock?.calls.push(options);
    try {
      const answer = mock?.answer;
      return { result: typeof answer === 'function' ? await answer(options as never) : answer };
    } catch (error) {
      return { error: told(name, error) };
    }
  });

  function add(name: string, answer: Answer): Spec {
    const isSync = name.endsWith('Sync');
    if (isSync && typeof answer === 'function')
      throw new Error(`${name} answers at once: mock it with a value, not with a function`);
    mocks.set(name, { answer, calls: [] });
    return isSync ? { value: answer } : { ask: true };
  }

  async function restore(name: string): Promise<void> {
    mocks.delete(name);
    await page.evaluate(dress, [name, undefined] as [string, Spec]);
  }

  const specs = Object.entries(first).map(([name, answer]) => [name, add(name, answer)]);
  await page.addInitScript(dressFirst, JSON.stringify(Object.fromEntries(specs)));
  return {
    async mock(name, answer) {
      await page.evaluate(dress, [name, add(name, answer)] as [string, Spec]);
      return { calls: mocks.get(name)?.calls ?? [], restore: () => restore(name) };
    },
    restore: async (name) => {
      for (const one of name === undefined ? [...mocks.keys()] : [name]) await restore(one);
    },
  };
}

function told(name: string, error: unknown): object {
  const { errno, message } = Object(error) as { errno?: number; message?: string };
  return { errMsg: `${name}:fail ${message ?? String(error)}`, ...(errno !== undefined && { errno }) };
}
