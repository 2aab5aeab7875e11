import { type Connection, openConnection, requestTo } from './connection.ts';

export interface Revocation {
  /** From sending the act until it is acknowledged; milliseconds, sorted, as all here. */
  readonly act: readonly number[];
  /** From the acknowledgement until the other instance's first 401. */
  readonly refused: readonly number[];
  /** Questions that the other instance still answered with 200 after the acknowledgement. */
  readonly late: number;
  /** One question to the other instance, for comparison. */
  readonly question: readonly number[];
}

/** Signs out on one instance and asks the other, at once and again, until it says 401. */
export async function measureRevocation(
  [here, there]: readonly [number, number],
  signIn: () => Promise<string>,
  repetitions: number,
): Promise<Revocation> {
  const [actor, asker] = await Promise.all([openConnection(here), openConnection(there)]);
  const act: number[] = [];
  const refused: number[] = [];
  const question: number[] = [];
  let late = 0;
  for (let i = 0; i < repetitions; i += 1) {
    const token = await signIn();
    const me = requestTo(there, { path: '/api/v1/me', token });
    // The first one marks the session as used, which is a write.
    await expectStatus(asker, me, 200);
    question.push(await timed(() => expectStatus(asker, me, 200)));
    const logout = requestTo(here, { method: 'POST', path: '/api/v1/auth/logout', token, body: {} });
    act.push(await timed(() => expectStatus(actor, logout, 204)));
    refused.push(
      await timed(async () => {
        while ((await asker.ask(me)).status !== 401) late += 1;
      }),
    );
  }
  actor.close();
  asker.close();
  const sorted = (times: number[]) => times.sort((a, b) => a - b);
  return { act: sorted(act), refused: sorted(refused), question: sorted(question), late };
}

async function expectStatus(connection: Connection, request: Buffer, status: number): Promise<void> {
  const answer = await connection.ask(request);
  if (answer.status !== status) throw new Error(`The server answered ${answer.status}: ${answer.body}`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
