import { z } from 'zod';
import type { JournalView } from '../control-api/views.ts';
import { fits, type JournalFilter } from '../exchange/journal-filter.ts';
import type { RegisterControl } from '../exchange/router.ts';
import type { State } from '../state/state.ts';
import { defined, readQuery, takesNothing } from './request.ts';

const query = z.strictObject({
  since: z.coerce.number().int().min(0).optional(),
  path: z.string().optional(),
  method: z.string().optional(),
  status: z.coerce.number().int().optional(),
  code: z.string().optional(),
  app_id: z.string().optional(),
  open_id: z.string().optional(),
  fault: z.string().optional(),
  /** SHA-256 in hex of a code or token. */
  hash: z.string().optional(),
  limit: z.coerce.number().int().positive().optional(),
  wait: z.coerce.number().min(0).max(60).default(0),
});

/** What the platform was asked, in order. */
export const registerJournalControl: RegisterControl = (router, state) => {
  router.get('/_emulator/journal', async (ctx) => {
    const { open_id, wait, ...asked } = readQuery(ctx, query);
    const filter: JournalFilter = {
      ...defined(asked),
      ...(open_id !== undefined && { open_ids: openIdsOf(state, open_id) }),
    };
    const seen = state.journal.list(filter);
    if (seen.length === 0 && wait > 0) {
      const gone = new AbortController();
      ctx.res.once('close', () => gone.abort());
      await nextEntry(state, filter, wait * 1000, AbortSignal.any([gone.signal, state.ending]));
    }
    const entries = seen.length > 0 ? seen : state.journal.list(filter);
    ctx.body = { entries, last: state.journal.last() } satisfies JournalView;
  });
  router.delete('/_emulator/journal', takesNothing, (ctx) => {
    state.journal.clear();
    ctx.status = 204;
  });
};

/** Resolves when an entry is made that fits, the time is over, or there is nothing to wait for. Real time, whatever the clock says. */
function nextEntry(state: State, filter: JournalFilter, ms: number, over: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(finish, ms);
    timer.unref();
    const stop = state.journal.subscribe((entry) => {
      if (fits(entry, filter) && entry.seq > (filter.since ?? 0)) finish();
    });
    over.addEventListener('abort', finish, { once: true });
  });
}

/** The open ids that the apps have for one person; an unknown one stands for itself. */
function openIdsOf(state: State, open_id: string): string[] {
  const user = state.users.find(open_id);
  return user ? state.apps.all().map((app) => state.users.openIdFor(user, app)) : [open_id];
}
