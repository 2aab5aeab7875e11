import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { people } from '../src/people.ts';
import { controlPlatform } from '../src/platform.ts';
import { serverApi } from '../src/server-api.ts';
import { createStartCommand, type StartCommand } from '../src/start-command.ts';

describe('pnpm start after kill -9', () => {
  let command: StartCommand;

  beforeEach(async () => {
    command = await createStartCommand();
  });
  afterEach(() => command.close());

  it('leaves no server behind, and starts again with its sessions', async () => {
    const server = serverApi(`http://localhost:${command.ports.PORT}`);
    const platform = controlPlatform(`http://localhost:${command.ports.EMULATOR_PORT}`);
    command.start();
    await command.printed('ready after');
    const { body: tokens } = await server.signIn(
      await platform.code({ open_id: people.zhangSan, via: 'requestAccess' }),
    );

    await command.kill();
    expect(await command.portsAreFree(3_000)).toBe(true);

    command.start();
    await command.printed('ready after');
    expect((await server.me(tokens.access_token)).body.user.open_id).toBe(people.zhangSan);
  }, 120_000);
});
