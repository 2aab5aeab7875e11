import { authorizeErrors } from '@feishu-login/feishu-types';
import { Refusal, type Why } from '../exchange/failure.ts';

/** A refusal that a page shows; the details become its list of facts. */
export function refused(code: keyof typeof authorizeErrors, why: Why, details: Record<string, unknown> = {}): Refusal {
  return new Refusal({ code, row: authorizeErrors[code], why, details });
}
