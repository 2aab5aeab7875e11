/** How many cases a property is tried with: `FUZZ_FACTOR=100` at night, once as many as a test has time for otherwise. */
export function cases(count: number): { numRuns: number } {
  return { numRuns: count * Number(process.env.FUZZ_FACTOR ?? 1) };
}
