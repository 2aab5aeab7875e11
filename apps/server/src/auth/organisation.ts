import type { FactKind, KnownFacts } from './ports/person.ts';
import type { AppSettings } from './ports/ports.ts';

const fieldOf = {
  departments: 'departments',
  groups: 'groups',
  job_title: 'jobTitle',
  employee_number: 'employeeNumber',
} as const satisfies Record<FactKind, keyof KnownFacts>;

/** What apps are told of somebody besides who they are: what the rules alone need is told nobody. */
export function toldFacts({ shownFacts }: AppSettings, facts: KnownFacts | null): KnownFacts | null {
  if (facts === null || shownFacts.length === 0) return null;
  const told = shownFacts.map((kind) => [fieldOf[kind], facts[fieldOf[kind]]]);
  return { askedAt: facts.askedAt, ...Object.fromEntries(told) };
}
