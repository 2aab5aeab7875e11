import { createOperatorLinks, type Undoing } from '../../db/operator/links.ts';
import { OperatorFailure } from '../failure.ts';
import { asOperator } from '../operator-audit.ts';
import type { ServerData } from '../server-data.ts';
import type { Text } from '../terminal/language.ts';

const reason = 'unlinked_by_operator';

export type Unlinked = Extract<Undoing, { possible: true }>;

/** Takes a link apart, or only tells what that would mean. @throws OperatorFailure */
export async function unlink(data: ServerData, linkId: string, dryRun: boolean): Promise<Unlinked> {
  const links = createOperatorLinks(data.database);
  const now = data.clock.now();
  const done = dryRun ? await links.look(linkId, now) : await links.undo(linkId, now, reason);
  if (!done.possible) throw new OperatorFailure('refused', refusals[done.why](linkId));
  if (!dryRun) {
    const { link, backTo = null, sessions } = done;
    await asOperator(data).record({
      event: 'identity.unlinked',
      reason,
      userId: link.userId,
      facts: { link_id: link.id, given_to: backTo, sessions_ended: sessions },
    });
  }
  return done;
}

const refusals: Record<Extract<Undoing, { possible: false }>['why'], (id: string) => Text> = {
  unknown: (id) => ({
    zh: `没有 ID 为“${id}”的关联。用 links list 查看。`,
    en: `There is no link “${id}”. links list shows them.`,
  }),
  undone: (id) => ({
    zh: `关联“${id}”已经撤销过。`,
    en: `The link “${id}” was undone before.`,
  }),
  moved_on: (id) => ({
    zh: `关联“${id}”之后，这个身份又关联到了别的用户；请先撤销较新的关联（links list）。`,
    en: `After the link “${id}” the identity went on to another user. Undo the newer link first (links list).`,
  }),
};
