import { measureRevocation } from './revocation.ts';
import { percentile } from './rounds.ts';
import type { MeasuredServer } from './servers.ts';
import { milliseconds, printTable } from './table.ts';

/** How soon a session that was ended on one instance is refused by another. */
export async function reportRevocation(here: MeasuredServer, there: MeasuredServer): Promise<void> {
  const { question, act, refused, late } = await measureRevocation([here.port, there.port], here.signIn);
  const unit = percentile(question, 0.5);
  const rows: [string, readonly number[]][] = [
    ['one question: GET /api/v1/me', question],
    ['sign-out sent → acknowledged', act],
    ['acknowledged → first 401 elsewhere', refused],
  ];
  console.log(`Signing out on one instance and asking another, ${refused.length} times; two on one PostgreSQL`);
  printTable(
    ['from … to …', 'p50 ms', 'p99 ms', 'max ms', 'p50 in questions'],
    rows.map(([name, times]) => [
      name,
      ...[0.5, 0.99, 1].map((part) => milliseconds(percentile(times, part))),
      (percentile(times, 0.5) / unit).toFixed(2),
    ]),
  );
  console.log(`Questions still answered with 200 after the acknowledgement: ${late}`);
}
