import type { FaultFamily } from '../control-api/views.ts';
import { answerFaults } from './answers.ts';
import { bodyFaults } from './bodies.ts';
import type { FaultKind } from './effect.ts';
import { scenarios } from './scenarios.ts';
import { wireFaults } from './wire.ts';

/** By what goes wrong; a scenario is what no other family has. */
export function familyOf(fault: string): FaultFamily {
  if (Object.hasOwn(answerFaults, fault)) return 'answer';
  if (Object.hasOwn(bodyFaults, fault)) return 'body';
  return Object.hasOwn(wireFaults, fault) ? 'wire' : 'scenario';
}

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

/** Asked for a fault that does not exist, or with parameters it does not take; the message names the field. */
export class FaultError extends Error {
  override name = 'FaultError';
}

export function unknownFault(name: string): never {
  const names = [...Object.keys(faultCatalogue), ...Object.keys(faultAliases), 'any documented error number'];
  throw new FaultError(`fault: There is no fault "${name}". There are: ${names.join(', ')}.`);
}

/** Refuses parameters that the fault would pass over in silence. */
export function checkParams(fault: string, kind: FaultKind, params: Readonly<Record<string, unknown>>): void {
  const known = kind.params ?? {};
  for (const [name, value] of Object.entries(params)) {
    const wanted = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!wanted) {
      const names = Object.keys(known).join(', ') || 'none';
      throw new FaultError(`params.${name}: The fault "${fault}" has no such parameter. It has: ${names}.`);
    }
    const checked = wanted.type.safeParse(value);
    if (!checked.success) throw new FaultError(`params.${name}: ${checked.error.issues[0]?.message ?? 'does not fit'}`);
  }
}
