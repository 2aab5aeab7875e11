import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../../scripts/until.ts';
import { databaseKinds } from '../src/databases.ts';
import { people } from '../src/people.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../src/webhook-receiver.ts';
import { startWorld, type World } from '../src/world.ts';

describe.each(databaseKinds)('Webhooks of a server on %s', (_, startDatabases) => {
  let world: World;
  let receivers: [WebhookReceiver, WebhookReceiver];
  const cleanUp: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    const databases = await startDatabases();
    cleanUp.unshift(() => databases.stop());
    receivers = [await startWebhookReceiver(), await startWebhookReceiver()];
    for (const receiver of receivers) cleanUp.unshift(() => receiver.close());
    const folder = await mkdtemp(join(tmpdir(), 'webhooks-'));
    cleanUp.unshift(() => rm(folder, { recursive: true }));
    const file = join(folder, 'webhooks.json');
    await writeFile(file, JSON.stringify(receivers.map(({ url, secret }) => ({ url, secret }))));
    world = await startWorld({ databaseUrl: await databases.create(), env: { WEBHOOKS: file } });
    cleanUp.unshift(() => world.close());
  }, 60_000);
  afterAll(async () => {
    for (const step of cleanUp) await step();
  });

  const signIn = async () => {
    const code = await world.platform.code({ open_id: people.zhangSan, via: 'requestAccess' });
    const { status, body } = await world.server.signIn(code);
    expect(status).toBe(200);
    return body;
  };
  const ended = ({ told }: WebhookReceiver, sessionId: string) =>
    told.filter(({ type, data }) => type === 'session.ended' && data.session_id === sessionId);
  it('tell of an ended session within a second while another receiver is down, and tell that one when it is back', async () => {
    const [up, down] = receivers;
    down.answer(0);
    const sessions: string[] = [];
    for (let i = 0; i < 10; i += 1) {
      const { access_token, session_id } = await signIn();
      expect((await world.server.logout(access_token)).status).toBe(204);
      sessions.push(session_id);
    }
    await until(() => sessions.every((id) => ended(up, id).length > 0), 5_000);
    const delays = sessions.flatMap((id) => ended(up, id)).map(({ happenedAt, arrivedAt }) => arrivedAt - happenedAt);
    expect(Math.max(...delays)).toBeLessThan(1_000);
    expect(up.told.filter(({ type }) => type === 'user.created')).toHaveLength(1);
    down.answer(204);
    await until(() => sessions.every((id) => ended(down, id).length > 0), 30_000);
    await until(() => down.told.some(({ type }) => type === 'user.created'), 30_000);
  }, 60_000);

  it('W8: are not lost when the server is killed between the act and its being told', async () => {
    const [first, second] = receivers;
    first.answer(503);
    second.answer(503);
    const { access_token, session_id } = await signIn();
    expect((await world.server.logout(access_token)).status).toBe(204);
    await world.crashAndRestart();
    expect(ended(first, session_id)).toEqual([]);
    for (const receiver of receivers) receiver.answer(204);
    await until(() => receivers.every((receiver) => ended(receiver, session_id).length > 0), 30_000);
    expect(ended(first, session_id)).toHaveLength(1);
  }, 60_000);
});
