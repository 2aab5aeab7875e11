import type { PageBoot } from '@feishu-login/auth-types';
import { authFailure } from '@feishu-login/client';
import { confirm } from '@feishu-login/client/entrance';
import { failureOf } from '@feishu-login/product';
import { call } from '../server.ts';
import { failedView, type View } from '../view.ts';
import { browserEntrance } from './browser-entrance.ts';

/** A client that says nothing leaves the session to whoever holds its cookie, as outside of it. */
const confirmWithinMs = 5_000;
/** What tells that somebody else is there, who may not or would not sign in. */
const turnedAway: readonly string[] = ['access_denied', 'user_not_allowed'];

/** The kept session's view once the client said whose it is; another person's takes its place. */
export async function confirmedView(boot: PageBoot, kept: View): Promise<View> {
  let late = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<View>((resolve) => {
    timer = setTimeout(() => {
      late = true;
      resolve(kept);
    }, confirmWithinMs);
  });
  const asked = viewOfWhoIsThere(boot, kept, () => late).catch((fault: unknown) => {
    console.error(fault);
    return kept;
  });
  const view = await Promise.race([asked, tooLate]);
  clearTimeout(timer);
  return view;
}

async function viewOfWhoIsThere(boot: PageBoot, kept: View, isLate: () => boolean): Promise<View> {
  const ports = browserEntrance(boot);
  const entrance = await confirm({
    ...ports,
    // An answer that comes too late must not undo what was done meanwhile, such as signing out.
    finish: (body) => (isLate() ? Promise.reject(authFailure('code_unavailable', 'Too late.')) : ports.finish(body)),
  });
  if (entrance.outcome === 'signed_in') return { kind: 'session', ...(await call('GET /api/v1/me')) };
  const refused = entrance.outcome === 'failed' && turnedAway.includes(entrance.failure.code);
  return refused ? failedView(failureOf(entrance.failure)) : kept;
}
