import type { Page } from 'playwright-core';

export interface ConsoleLine {
  type: string;
  text: string;
}

export interface ConsoleLog {
  list(): readonly ConsoleLine[];
  /** Of `console.error`, and what nobody caught. */
  errors(): readonly string[];
  clear(): void;
}

export function followConsole(page: Page): ConsoleLog {
  let lines: ConsoleLine[] = [];
  page.on('console', (message) => lines.push({ type: message.type(), text: message.text() }));
  page.on('pageerror', (error) => lines.push({ type: 'error', text: error.stack ?? error.message }));
  return {
    list: () => lines,
    errors: () => lines.filter(({ type }) => type === 'error').map(({ text }) => text),
    clear: () => {
      lines = [];
    },
  };
}
