import { openConnection, requestTo } from '../connection.ts';
import type { Plan } from '../plan.ts';
import { memoryOf } from '../process-figures.ts';
import { announce, progress } from '../progress.ts';
import { type Report, spread } from '../report.ts';
import { migrate, timeToFirstAnswer } from '../servers.ts';
import { kinds, type Stage } from '../stage.ts';
import { spreadOf } from '../statistics.ts';

/** From starting the process to its first answer, files and tables being there. */
export async function reportStart(report: Report, stage: Stage, { starts }: Plan): Promise<void> {
  announce('starts');
  const rows: string[][] = [];
  for (const kind of kinds) {
    const place = stage.place(await stage.database(kind));
    await migrate(place);
    const times: number[] = [];
    for (let i = 0; i < starts; i += 1) times.push(await timeToFirstAnswer(place));
    const took = spreadOf(times);
    rows.push([kind, spread(took, 0)]);
    if (kind === 'SQLite')
      report.goal('start to first request served, SQLite, ≤ 1 s', `${spread(took, 0)} ms`, took.median <= 1_000);
  }
  report.heading('From start to the first answer');
  report.table([`${starts} times`, 'ms'], rows);
}

const looks = 10;
/** In MB. Left to itself, Node lets garbage lie where there is so much room, which looks like a leak. */
const mostHeap = 192;

/** What the process holds while it answers, at each tenth of the way. */
export async function reportMemory(report: Report, stage: Stage, { checksForMemory }: Plan): Promise<void> {
  announce(`memory over ${checksForMemory.toLocaleString('en')} checks`);
  const server = await stage.server(await stage.database('SQLite'), { heap: mostHeap });
  const me = requestTo(server.port, { path: '/api/v1/me', token: await server.signIn() });
  const held: number[] = [];
  for (let look = 0; look < looks; look += 1) {
    progress(`${look * 10} %`);
    await ask(server.port, me, checksForMemory / looks);
    held.push(memoryOf(server.pid));
  }
  progress();
  report.heading('Memory');
  report.paragraph(
    `Resident memory in MB after each tenth of ${checksForMemory.toLocaleString('en')} checks, SQLite; the heap may have ${mostHeap} MB.`,
  );
  report.table(['after', ...held.map((_, i) => `${(i + 1) * 10} %`)], [['MB', ...held.map((mb) => mb.toFixed(0))]]);
  const [early = 0, late = 0] = [held[1], held.at(-1)];
  report.goal(
    `memory after ${checksForMemory.toLocaleString('en')} checks: that of a fifth of them + ≤ 10 %`,
    `${early.toFixed(0)} → ${late.toFixed(0)} MB`,
    late <= early * 1.1,
  );
  await stage.clear();
}

async function ask(port: number, request: Buffer, times: number): Promise<void> {
  const connections = await Promise.all(Array.from({ length: 32 }, () => openConnection(port)));
  let left = times;
  await Promise.all(
    connections.map(async (connection) => {
      for (; left > 0; left -= 1) {
        const { status, body } = await connection.ask(request);
        if (status !== 200) throw new Error(`A check was answered with ${status}: ${body}`);
      }
      connection.close();
    }),
  );
}
