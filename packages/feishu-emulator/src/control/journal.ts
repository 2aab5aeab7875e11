import { z } from 'zod';
import type { JournalView } from '../control-api/views.ts';
import type { RegisterControl } from '../exchange/router.ts';
import { defined, readQuery } from './request.ts';

const query = z.strictObject({
  since: z.coerce.number().int().min(0).optional(),
  path: z.string().optional(),
  app_id: z.string().optional(),
  /** SHA-256 in hex of a code or token. */
  hash: z.string().optional(),
  limit: z.coerce.number().int().positive().optional(),
});

/** What the platform was asked, in order. */
export const registerJournalControl: RegisterControl = (router, state) => {
  router.get('/_emulator/journal', (ctx) => {
    const entries = state.journal.list(defined(readQuery(ctx, query)));
    ctx.body = { entries, last: state.journal.last() } satisfies JournalView;
  });
  router.delete('/_emulator/journal', (ctx) => {
    state.journal.clear();
    ctx.status = 204;
  });
};
