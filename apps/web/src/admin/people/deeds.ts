import { ask, type Refusal } from '../ask.ts';

const deeds = ['end', 'end-all', 'block', 'unblock', 'erase'] as const;
/** What can be done about a person. */
export type Deed = (typeof deeds)[number];

/** The one that the address asks for: it is still there after the way through Feishu. */
export function deedOf(query: Readonly<Record<string, string>>): Deed | undefined {
  return deeds.find((deed) => deed === query.do);
}

export function deedsAgainst(id: string, session: string): Record<Deed, () => Promise<Refusal | undefined>> {
  const refused = async (answer: Promise<{ ok: true } | Refusal>) => {
    const said = await answer;
    return said.ok ? undefined : said;
  };
  return {
    end: () => refused(ask('DELETE /api/v1/admin/sessions/:id', { params: { id: session } })),
    'end-all': () => refused(ask('DELETE /api/v1/admin/people/:id/sessions', { params: { id } })),
    block: () => refused(ask('POST /api/v1/admin/people/:id/block', { params: { id } })),
    unblock: () => refused(ask('DELETE /api/v1/admin/people/:id/block', { params: { id } })),
    erase: () => refused(ask('DELETE /api/v1/admin/people/:id', { params: { id } })),
  };
}
