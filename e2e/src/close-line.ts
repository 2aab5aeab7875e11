import { people } from './people.ts';
import type { World } from './world.ts';

/** Feishu asks to be left alone for so many seconds: whoever wants to sign in meanwhile waits. */
export async function closeLine({ platform, server }: World, seconds: number): Promise<void> {
  await platform.fault({
    fault: 'rate-limited',
    when: 'before',
    match: { path: '/oauth/v3/token' },
    times: 1,
    params: { reset: seconds },
  });
  const code = await platform.code({ open_id: people.zhangSan, via: 'requestAccess' });
  const { status } = await server.signIn(code);
  if (status !== 503) throw new Error(`The sign-in that Feishu refused was answered with ${status}.`);
}
