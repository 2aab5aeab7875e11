import { endEverything } from './end-everything.ts';
import { isHeldStill } from './grants.ts';
import type { Standing } from './ports/feishu.ts';
import { isSilence, PersonGone } from './ports/feishu-failure.ts';
import type { Ports } from './ports/ports.ts';
import type { GrantKey } from './ports/records.ts';
import { reassess } from './reassess.ts';

/** What the platform says of somebody now; `failed` when it does not answer. */
export type Rechecked = Standing['standing'] | 'failed';

/** Asks the platform about one person, and ends everything of theirs if they are gone. */
export async function recheck(ports: Ports, person: GrantKey): Promise<Rechecked> {
  try {
    const standing = await ports.feishu.standing(person.openId);
    if (standing.standing !== 'gone' && (await reassess(ports, [person])) > 0) return 'gone';
    if (standing.standing === 'gone') await endEverything(ports, person, standing.platformCode);
    // An app that may not read contacts can still ask with what the person allowed it.
    if (standing.standing !== 'unknown') return standing.standing;
    return (await isHeldStill(ports, person)) ? 'active' : 'unknown';
  } catch (error) {
    if (error instanceof PersonGone) return 'gone';
    if (isSilence(error)) return 'failed';
    throw error;
  }
}
