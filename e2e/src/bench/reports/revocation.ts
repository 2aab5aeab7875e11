import type { Plan } from '../plan.ts';
import { announce } from '../progress.ts';
import type { Report } from '../report.ts';
import { measureRevocation } from '../revocation.ts';
import type { Stage } from '../stage.ts';
import { percentile } from '../statistics.ts';
import { milliseconds } from '../table.ts';

/** How soon a session that was ended on one instance is refused by another. */
export async function reportRevocation(report: Report, stage: Stage, { signOuts }: Plan): Promise<void> {
  announce('sign-outs, asked about on another instance');
  const database = await stage.database('PostgreSQL');
  const [here, there] = [await stage.server(database), await stage.server(database)];
  const { question, act, refused, late } = await measureRevocation([here.port, there.port], here.signIn, signOuts);
  const unit = percentile(question, 0.5);
  const rows: [string, readonly number[]][] = [
    ['one question: GET /api/v1/me', question],
    ['sign-out sent → acknowledged', act],
    ['acknowledged → first 401 elsewhere', refused],
  ];
  report.heading('Signing out on one instance and asking another');
  report.paragraph(`${refused.length} times; two instances on one PostgreSQL.`);
  report.table(
    ['from … to …', 'p50 ms', 'p99 ms', 'max ms', 'p50 in questions'],
    rows.map(([name, times]) => [
      name,
      ...[0.5, 0.99, 1].map((part) => milliseconds(percentile(times, part))),
      (percentile(times, 0.5) / unit).toFixed(2),
    ]),
  );
  report.paragraph(`Questions still answered with 200 after the acknowledgement: ${late}`);
  report.goal('questions answered with 200 after a sign-out elsewhere: 0', String(late), late === 0);
  await stage.clear();
}
