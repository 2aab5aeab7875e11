import { answerFaults } from './answers.ts';
import { bodyFaults } from './bodies.ts';
import type { FaultKind } from './effect.ts';
import { scenarios } from './scenarios.ts';
import { wireFaults } from './wire.ts';

/** Every fault by name. */
export const faultCatalogue: Readonly<Record<string, FaultKind>> = {
  ...answerFaults,
  ...bodyFaults,
  ...wireFaults,
  ...scenarios,
};

/** Other names people use for the same thing. */
export const faultAliases: Readonly<Record<string, string>> = {
  'http200-business-error': 'business-error',
  'http-429': 'rate-limited',
  'rate-limit': 'rate-limited',
  html: 'html-answer',
  truncated: 'truncated-json',
  'empty-body': 'empty',
  'connection-reset': 'reset',
  commit_then_reset: 'reset',
  timeout: 'blackhole',
  hang: 'blackhole',
  delay: 'slow',
  'set-fields': 'override',
  'app-token-invalid': 'app-token-revoked',
  '21000': 'access-challenge',
  '21001': 'access-denied',
};

/** The kind a name stands for; a bare number is the platform's error of that number. */
export function findFaultKind(name: string): { name: string; kind: FaultKind; code?: number } | undefined {
  const real = faultAliases[name] ?? name;
  const numbered = /^\d{1,10}$/.test(real);
  const kind = faultCatalogue[numbered ? 'platform-error' : real];
  return kind && { name: real, kind, ...(numbered && { code: Number(real) }) };
}

/** Asked for a fault that does not exist. */
export class UnknownFault extends Error {
  override name = 'UnknownFault';
  constructor(name: string) {
    const names = [...Object.keys(faultCatalogue), ...Object.keys(faultAliases), 'any documented error number'];
    super(`There is no fault "${name}". There are: ${names.join(', ')}.`);
  }
}
